-- The latest vote of $2 for the post $1, its original, or a duplicate of that; or no row.
with original as (
    select coalesce(merged_into_id, id) as id from post where id = $1
)
select vote.id
from original
cross join lateral (select original.id union all select post.id from post where post.merged_into_id = original.id) member
join vote on vote.post_id = member.id and vote.person_id = $2
order by vote.created_at desc, vote.id desc
limit 1
