-- One row per status of {keys} that has posts which meet {where}: how many. What was settled leaves after 90 days. $1: who
-- is looking, or null.
select post.status as parent_id, count(*), $1::uuid as viewer
from post
join board on board.id = post.board_id
join status on status.key = post.status
where post.status = any ({keys}::text[]) and ({fresh}) and {where}
group by post.status
