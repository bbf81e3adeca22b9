-- Counts the comments of the posts $1 anew: what whoever reads a post reads there, its own and those of its duplicates.
update post set comment_count = (
    select count(*)
    from post as thread
    join comment on comment.post_id = thread.id
    where (thread.id = post.id
           or thread.merged_into_id = post.id and thread.standing = 'published' and not thread.is_private)
      and comment.standing = 'published' and not comment.is_private
)
where id = any ($1::uuid[])
