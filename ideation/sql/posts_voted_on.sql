-- The ids of the posts whose counts votes for $1 change: of each its original, which is itself where it is no duplicate; and
-- of those in $2, where votes are taken back, all duplicates of the original.
with asked as (
    select id, coalesce(merged_into_id, id) as original_id from post where id = any ($1::uuid[])
)
select original_id as id from asked
union
select post.id from post where merged_into_id in (select original_id from asked where asked.id = any ($2::uuid[]))
