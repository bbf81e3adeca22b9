-- One row per board of $1 and status: how many posts have it.
select board_id, status, count(*) from post where board_id = any ($1::uuid[]) group by board_id, status
