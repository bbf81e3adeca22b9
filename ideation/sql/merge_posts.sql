-- Makes the post $1 a duplicate of $2, and with it its own duplicates, which then name the post that they came with. The posts
-- must be locked by an earlier statement.
update post
set merged_into_id = $2,
    merged_with_id = case when id = $1 then null else coalesce(merged_with_id, $1) end,
    merged_at = case when id = $1 then statement_timestamp() else merged_at end
where id = $1 or merged_into_id = $1
