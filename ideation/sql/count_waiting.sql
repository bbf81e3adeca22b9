-- How many posts and comments wait for approval or were flagged and meet {where}.
select count(*)
from ({waiting}) as waiting
join post on post.id = waiting.post_id
join board on board.id = post.board_id
where {where}
