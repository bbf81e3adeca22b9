-- The $2 latest comments of the posts $1 together that everyone may read who reads the posts: published, no notes of the
-- team, and no answers to either.
select comment.*, comment.parent_id as answered_id, null::uuid as via_id,
       author.id as author_id, author.name as author_name, author.role as author_role
from comment
join person author on author.id = comment.author_id
left join comment parent on parent.id = comment.parent_id
where comment.post_id = any ($1::uuid[]) and comment.standing = 'published' and not comment.is_private
  and (parent.id is null or parent.standing = 'published' and not parent.is_private)
order by comment.created_at desc, comment.id desc
limit $2
