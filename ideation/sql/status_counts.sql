-- One row per board of $1 and status that posts there have, in the order of the statuses: how many have it.
select counted.board_id, row(status.*) as status, counted.count
from (
    select board_id, status, count(*) from post where board_id = any ($1::uuid[]) group by board_id, status
) counted
join status on status.key = counted.status
order by status.position, status.key
