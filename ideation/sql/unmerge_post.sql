-- Parts the post $1 from its original, and with it what came along. The posts must be locked by an earlier statement.
with recursive part as (
    select id from post where id = $1
    union
    select post.id from part join post on post.merged_with_id = part.id
)
update post
set merged_into_id = case when id = $1 then null else $1 end,
    merged_with_id = case when id = $1 then null else nullif(merged_with_id, $1) end,
    merged_at = case when id = $1 then null else merged_at end
where id in (select id from part)
