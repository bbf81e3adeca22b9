-- Counts the vote of $2 for the post $1 unless it was counted before, here or on a duplicate; answers with the new count, or
-- no row. Below e^-700, which adds nothing, PostgreSQL fails with an underflow; posts from before 2006 get there.
with cast_vote as (
    insert into vote (id, post_id, person_id, created_at)
    select gen_random_uuid(), $1, $2, now()
    where not exists (
        select from vote join post on post.id = vote.post_id
        where vote.person_id = $2 and (post.id = $1 or post.merged_into_id = $1))
    on conflict (post_id, person_id) do nothing
    returning created_at
)
update post
set vote_count = vote_count + 1,
    momentum = greatest(momentum, age.weight) + ln(1 + exp(greatest(-700, -abs(momentum - age.weight))))
from (select ln(2) / 7 * extract(epoch from created_at - '2020-01-01Z')::float8 / 86400 as weight from cast_vote) age
where post.id = $1
returning vote_count
