-- The id of the tag $2 of the board $1, in whatever case it was first written; it is added if there is none.
insert into tag (id, board_id, name) values (gen_random_uuid(), $1, $2)
on conflict (board_id, lower(name)) do update set name = tag.name
returning id
