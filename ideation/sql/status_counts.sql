-- One row per board and status of the posts that meet {where}, in the order of the statuses: how many they are. $1: who is
-- looking, or null.
select counted.board_id, row(status.*) as status, counted.count
from (
    select post.board_id, post.status, count(*), $1::uuid
    from post join board on board.id = post.board_id
    where {where}
    group by post.board_id, post.status
) counted
join status on status.key = counted.status
order by status.position, status.key
