-- One row per original: how many of its duplicates meet {where}. $1: who is looking, or null.
select post.merged_into_id as parent_id, count(*), $1::uuid
from post join board on board.id = post.board_id
where {where}
group by post.merged_into_id
