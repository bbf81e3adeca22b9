-- Of each post of $1 at most $2 followers of it and its duplicates, by id, beginning after $3 if that is given.
select post.id as parent_id, person.id, person.name, person.role
from unnest($1::uuid[]) as post (id)
cross join lateral (
    select distinct follow.person_id
    from (select post.id union all select id from post merged where merged.merged_into_id = post.id) member
    join follow on follow.post_id = member.id
    where $3::uuid is null or follow.person_id > $3
    order by follow.person_id
    limit $2
) follower
join person on person.id = follower.person_id
order by person.id
