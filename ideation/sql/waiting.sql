-- Every post and comment that waits for approval or has a flag that nobody has settled, since the first of these moments.
select content.id, content.post_id, content.comment_id, bool_or(content.is_held) as is_held, min(content.since) as since
from (
    select id, id as post_id, null::uuid as comment_id, true as is_held, created_at as since
    from post where standing = 'held'
    union all
    select id, post_id, id, true, created_at from comment where standing = 'held' and not is_private
    union all
    select coalesce(flag.comment_id, flag.post_id), coalesce(comment.post_id, flag.post_id), flag.comment_id, false,
           flag.created_at
    from flag left join comment on comment.id = flag.comment_id
    where flag.settled_at is null
) as content
group by content.id, content.post_id, content.comment_id
