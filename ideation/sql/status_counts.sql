-- One row per board and status of the posts that meet {where}: how many they are, where each row of {posts} stands for
-- `number` of them. $1: who is looking, or null.
select post.board_id, post.status, sum(post.number)::bigint as count, $1::uuid
from ({posts}) as post
join board on board.id = post.board_id
where {where}
group by post.board_id, post.status
having sum(post.number) > 0
