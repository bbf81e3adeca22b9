-- Every sentence of the posts of $1 in the order of the text, with its place in the latest complete run if it has one.
select segment.id, segment.text, segment.post_id, post.language, membership.similarity, membership.confidence
from segment
join post on post.id = segment.post_id
left join membership on membership.segment_id = segment.id and membership.run_id = ({current_run})
where segment.post_id = any ($1::uuid[])
order by segment.post_id, segment.position
