-- One row per post of $1 and theme (level 1) that the latest complete run found in it, the one that
-- its sentences fit best first.
select segment.post_id, membership.theme_id
from membership
join segment on segment.id = membership.segment_id
where membership.run_id = ({current_run}) and membership.theme_id is not null and segment.post_id = any ($1::uuid[])
group by segment.post_id, membership.theme_id
order by sum(membership.similarity) desc, membership.theme_id
