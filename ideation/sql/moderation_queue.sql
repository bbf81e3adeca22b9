-- At most $3 posts and comments that wait for approval or were flagged and meet {where}, the longest waiting first, after
-- the place ($1, $2) if that is given: since when, which post and, for a comment, which comment.
select waiting.since, waiting.id, waiting.post_id, waiting.comment_id, waiting.is_held
from ({waiting}) as waiting
join post on post.id = waiting.post_id
join board on board.id = post.board_id
where {where} and ($1::timestamptz is null or (waiting.since, waiting.id) > ($1, $2::uuid))
order by waiting.since, waiting.id
limit $3
