-- One row per post of $1 that somebody supports: which share of the people and of the value its five loudest voices are. A voice
-- is a company, however many of its people voted, or somebody without one; people who voted for a duplicate count, too.
with voter as (
    select distinct post.id as post_id, vote.person_id
    from unnest($1::uuid[]) as post (id)
    cross join lateral (select post.id union all select merged.id from post merged where merged.merged_into_id = post.id) member
    join vote on vote.post_id = member.id
), voice as (
    select post_id, count(*) as people, coalesce(max(company.revenue), 0) as value
    from voter
    join person on person.id = person_id
    left join company on company.id = person.company_id
    group by post_id, coalesce(company.id, person.id)
), ranked as (
    select *, row_number() over (partition by post_id order by people desc) as by_people,
           row_number() over (partition by post_id order by value desc) as by_value
    from voice
)
select post_id, sum(people) filter (where by_people <= 5) / sum(people) as of_people,
       sum(value) filter (where by_value <= 5) / nullif(sum(value), 0) as of_value
from ranked
group by post_id
