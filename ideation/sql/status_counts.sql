-- One row per board and status of the posts that meet {where}: how many they are. $1: who is looking, or null.
select post.board_id, post.status, count(*), $1::uuid
from post join board on board.id = post.board_id
where {where}
group by post.board_id, post.status
