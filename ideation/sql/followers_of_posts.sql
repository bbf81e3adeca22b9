-- Of each post of $1 at most $2 followers of it and its duplicates, by id, beginning after $3 if that is given.
select post.id as parent_id, follower.*
from unnest($1::uuid[]) as post (id)
cross join lateral (
    select person.id, person.name, person.role
    from person
    where ($3::uuid is null or person.id > $3)
      and person.id in (
          select follow.person_id from follow
          where follow.post_id in (
              select post.id union all select id from post duplicate where duplicate.merged_into_id = post.id))
    order by person.id
    limit $2
) follower
order by follower.id
