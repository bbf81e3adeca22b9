-- One row per board and status of the posts that meet {where}, in the order of the statuses: how many they are, where each
-- row of {posts} stands for `number` of them. $1: who is looking, or null.
select counted.board_id, row(status.*) as status, counted.count
from (
    select post.board_id, post.status, sum(post.number)::bigint as count, $1::uuid
    from ({posts}) as post
    join board on board.id = post.board_id
    where {where}
    group by post.board_id, post.status
    having sum(post.number) > 0
) counted
join status on status.key = counted.status
order by status.position, status.key
