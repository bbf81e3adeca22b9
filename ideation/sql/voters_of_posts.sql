-- Of each post of $1 at most $2 voters, newest vote first, beginning after the place ($3, $4) if that is given.
select post.id as parent_id, vote.id as vote_id, vote.created_at, person.id, person.name, person.role
from unnest($1::uuid[]) as post (id)
cross join lateral (
    select * from vote
    where vote.post_id = post.id
      and ($3::timestamptz is null or (vote.created_at, vote.id) < ($3, $4::uuid))
    order by vote.created_at desc, vote.id desc
    limit $2
) vote
join person on person.id = vote.person_id
order by vote.created_at desc, vote.id desc
