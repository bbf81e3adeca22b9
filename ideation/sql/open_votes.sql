-- What the people $1 support on the boards $2 beside them that still takes votes: person, board, and the original.
select distinct given.person_id, original.board_id, original.id
from unnest($1::uuid[], $2::uuid[]) as given (person_id, board_id)
join vote on vote.person_id = given.person_id
join post on post.id = vote.post_id
join post original on original.id = coalesce(post.merged_into_id, post.id)
join status on status.key = original.status
where original.board_id = given.board_id and original.closed_at is null and status.kind not in ('done', 'declined')
