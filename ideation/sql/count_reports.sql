-- How many reports meet {where}.
select count(*)
from report
left join board on board.id = report.board_id
left join post on post.id = report.post_id
where {where}
