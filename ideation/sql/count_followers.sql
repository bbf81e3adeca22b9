-- One row per post of $1: how many people follow it or a duplicate of it.
select post.id as parent_id, count(distinct follow.person_id)
from unnest($1::uuid[]) as post (id)
cross join lateral (select post.id union all select id from post duplicate where duplicate.merged_into_id = post.id) member
left join follow on follow.post_id = member.id
group by post.id
