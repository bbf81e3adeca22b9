-- Gives the board $1 the tags $2 that it lacks; answers with nothing.
insert into tag (id, board_id, name)
select gen_random_uuid(), $1, name from unnest($2::text[]) as given (name)
on conflict (board_id, lower(name)) do nothing
