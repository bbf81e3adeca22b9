-- Of each owner of {owners} at most {first} comments that belong to its {threads} by {link} and meet {where}, beginning after
-- the place ({after_place}, {after_id}) if that is given. Pinned ones come first, as if they were a thousand years older.
-- Whose words a reader may not see ({masked}) but others have answered, keeps its place without words and author.
select owner.id as parent_id, comment.id, comment.post_id, comment.parent_id as answered_id, comment.is_official,
       comment.is_private, comment.standing, comment.created_at, comment.edited_at, comment.pinned_at,
       comment.accepted_at, comment.place,
       case when comment.is_masked then '' else comment.body end as body,
       case when commented.merged_into_id is not null then commented.id end as via_id,
       author.id as author_id, author.name as author_name, author.role as author_role
from unnest({owners}::uuid[]) as owner (id)
cross join lateral (
    select comment.*, {place} as place, {masked} as is_masked
    from ({threads}) as thread
    join comment on comment.{link} = thread.id
    where {where} and ({after_place}::timestamptz is null or ({place}, comment.id) > ({after_place}, {after_id}::uuid))
    order by {place}, comment.id
    limit {first}
) comment
join post commented on commented.id = comment.post_id
left join person author on author.id = comment.author_id and not comment.is_masked
order by comment.place, comment.id
