-- Makes the counts and the momentum of the posts $1 what their votes say; answers with the new counts of people. Everyone
-- counts once who voted for the post or a duplicate of it, in the momentum with their latest vote that is not held apart.
-- The posts must be locked by an earlier statement.
-- Below e^-700, which adds nothing, PostgreSQL fails with an underflow.
with support as (
    select post.id as post_id, vote.person_id,
           hearback_weight(max(vote.created_at) filter (
               where burst.id is null or burst.verdict is not distinct from 'genuine')) as weight
    from post
    cross join lateral (select post.id union all select merged.id from post merged where merged.merged_into_id = post.id) member
    join vote on vote.post_id = member.id
    left join burst on burst.id = vote.burst_id
    where post.id = any ($1::uuid[])
    group by post.id, vote.person_id
), voice as (
    select post_id, person_id, weight from support
    union all
    select id, null, hearback_weight(created_at) from post where id = any ($1::uuid[])
), latest as (
    select post_id, max(weight) as weight from voice group by post_id
), counted as (
    select post_id, count(person_id) as people,
           max(latest.weight) + ln(sum(exp(greatest(-700, voice.weight - latest.weight)))) as momentum
    from voice join latest using (post_id)
    group by post_id
), behind as (
    select post_id, count(*) as companies, coalesce(sum(revenue), 0) as value
    from (select distinct post_id, company_id from support join person on person.id = person_id) as known
    join company on company.id = company_id
    group by post_id
)
update post
set vote_count = people, momentum = counted.momentum,
    company_count = coalesce(companies, 0), company_value = coalesce(value, 0)
from counted left join behind using (post_id)
where post.id = counted.post_id
returning post.id, vote_count
