-- Puts the tag $3 of the board $1 on the post $2, for each place in the arrays whose post was stored.
insert into post_tag (id, post_id, tag_id)
select gen_random_uuid(), post.id, tag.id
from unnest($2::uuid[], $3::text[]) as given (post_id, name)
join post on post.id = given.post_id
join tag on tag.board_id = $1 and lower(tag.name) = lower(given.name)
on conflict (post_id, tag_id) do nothing
