-- Sentences that meet {where} as the latest complete run placed them, most typical first.
select segment.id, segment.text, segment.post_id, post.language, membership.similarity, membership.confidence
from membership
join segment on segment.id = membership.segment_id
join post on post.id = segment.post_id
where membership.run_id = ({current_run}) and {where}
order by membership.similarity desc, segment.id desc
limit {limit}
