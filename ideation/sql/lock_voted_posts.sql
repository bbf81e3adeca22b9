-- Locks the posts whose counts votes for $1 change, in the order of their ids: of each its original, which is itself where it is
-- no duplicate, and of those in $2, where votes are taken back, all duplicates of the original. Answers with their ids. Nobody
-- changes what a company is worth or who belongs to it until the end of the transaction.
with held as materialized (
    select pg_advisory_xact_lock_shared(hashtextextended('companies', 0))
), asked as (
    select id, coalesce(merged_into_id, id) as original_id from post, held where id = any ($1::uuid[])
), touched as (
    select original_id as id from asked
    union
    select post.id from post where merged_into_id in (select original_id from asked where asked.id = any ($2::uuid[]))
)
select post.id from post where id in (select id from touched) order by post.id for no key update of post
