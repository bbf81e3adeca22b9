-- Of each post of $1 at most $2 comments, oldest first, beginning after the place ($3, $4) if that is given. Staff ($5)
-- see all of them; others only what is published and no note of the team, and what they ($6) wrote themselves.
select post.id as parent_id, comment.id, comment.body, comment.is_official, comment.created_at, comment.post_id,
       author.id as author_id, author.name as author_name, author.role as author_role
from unnest($1::uuid[]) as post (id)
cross join lateral (
    select * from comment
    where comment.post_id = post.id
      and ($5 or not comment.is_private and (comment.standing = 'published' or comment.author_id = $6::uuid))
      and ($3::timestamptz is null or (comment.created_at, comment.id) > ($3, $4::uuid))
    order by comment.created_at, comment.id
    limit $2
) comment
join person author on author.id = comment.author_id
order by comment.created_at, comment.id
