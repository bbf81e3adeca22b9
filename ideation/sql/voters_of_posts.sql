-- Of each post of $1 at most $2 voters, newest vote first, beginning after the place ($3, $4) if that is given. Who voted for it
-- and for duplicates of it stands here once, with their latest vote. Read post by post, so that each gives its newest by index.
select post.id as parent_id, vote.id as vote_id, vote.created_at, person.id, person.name, person.role
from unnest($1::uuid[]) as post (id)
cross join lateral (
    select latest.*
    from (select post.id union all select id from post merged where merged.merged_into_id = post.id) member
    cross join lateral (
        select * from vote
        where vote.post_id = member.id
          and ($3::timestamptz is null or (vote.created_at, vote.id) < ($3, $4::uuid))
          and not exists (
              select from (select post.id union all select id from post merged where merged.merged_into_id = post.id) other
              join vote later on later.post_id = other.id and later.person_id = vote.person_id
              where (later.created_at, later.id) > (vote.created_at, vote.id))
        order by vote.created_at desc, vote.id desc
        limit $2
    ) latest
    order by latest.created_at desc, latest.id desc
    limit $2
) vote
join person on person.id = vote.person_id
order by vote.created_at desc, vote.id desc
