-- How many posts with a priority meet {where}.
select count(*)
from priority
join post on post.id = priority.post_id
join board on board.id = post.board_id
where {where}
