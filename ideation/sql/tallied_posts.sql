-- The posts of lists, counted already: rows that the conditions of lists take for posts, each standing for `number` of
-- them. $1: who is looking. What a customer wrote in private stands for itself, because it is theirs to count.
select board_id, status, kind, is_private, null::uuid as author_id, 'published' as standing,
       null::uuid as merged_into_id, number
from post_tally
union all
select post.board_id, post.status, post.kind, post.is_private, post.author_id, post.standing, post.merged_into_id, 1
from post join person on person.id = post.author_id and person.role = 'customer'
where post.author_id = $1 and post.is_private
