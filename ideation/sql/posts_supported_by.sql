-- The ids of the posts that one of the people $1 voted for, and of their originals.
select post_id as id from vote where person_id = any ($1::uuid[])
union
select post.merged_into_id from vote join post on post.id = vote.post_id
where vote.person_id = any ($1::uuid[]) and post.merged_into_id is not null
