-- One row per post with a priority that meets {where}, the highest score first, and by id for equal scores.
select post.id, post.title, post.slug, post.status, board.slug as board_slug, post.vote_count, priority.reach,
       priority.impact, priority.confidence, priority.effort, priority.set_at, {score} as score
from priority
join post on post.id = priority.post_id
join board on board.id = post.board_id
where {where}
order by score desc, post.id desc
limit {limit}
