-- Makes the comment count of the posts $1 that of the public comments on them and on their duplicates. The posts must be
-- locked by an earlier statement.
update post
set comment_count = (
    select count(*)
    from (select post.id union all select id from post merged where merged.merged_into_id = post.id) member
    join comment on comment.post_id = member.id
    where comment.standing = 'published' and not comment.is_private)
where id = any ($1::uuid[])
