-- The posts $1, and all duplicates of the posts $2, each with its original, which is itself where it is no duplicate.
select id, coalesce(merged_into_id, id) as original_id from post where id = any ($1::uuid[])
union
select id, merged_into_id from post where merged_into_id = any ($2::uuid[])
