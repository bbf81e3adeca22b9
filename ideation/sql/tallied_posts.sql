-- The posts of lists, counted already: rows that the conditions of lists take for posts, each for `number` of them.
select board_id, status, kind, is_private, null::uuid as author_id, 'published' as standing,
       null::uuid as merged_into_id, number
from post_tally
