-- At most $1 sentences that fit no theme in the latest complete run, by id, beginning after $2 if that is given.
select segment.id, segment.text, segment.post_id, post.language, membership.similarity, membership.confidence
from membership
join segment on segment.id = membership.segment_id
join post on post.id = segment.post_id
where membership.run_id = ({current_run}) and membership.theme_id is null and ($2::uuid is null or segment.id > $2)
order by segment.id
limit $1
