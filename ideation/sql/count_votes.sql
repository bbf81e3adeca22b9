-- Casts (where $3 says so) or takes back the votes of the people $2 for the originals $1, where that changes anything. Each
-- person stands here once, and the posts are locked. Somebody has voted who did so for the original or a duplicate of it; what
-- is taken back is taken back everywhere. Answers with the votes that came (the new count beside them) and those that went.
-- Below e^-700, which adds nothing, PostgreSQL fails with an underflow; posts from before 2006 get there.
with ballot as (
    select * from unnest($1::uuid[], $2::uuid[], $3::boolean[]) as ballot (post_id, person_id, casts)
), standing as (
    select vote.id, ballot.*
    from ballot
    cross join lateral (
        select ballot.post_id as id union all select id from post where merged_into_id = ballot.post_id
    ) member
    join vote on vote.post_id = member.id and vote.person_id = ballot.person_id
), withdrawn as (
    delete from vote using standing where vote.id = standing.id and not standing.casts
    returning standing.post_id as original_id, vote.person_id, vote.post_id
), cast_vote as (
    insert into vote (id, post_id, person_id, created_at)
    select gen_random_uuid(), post_id, person_id, now()
    from ballot
    where casts and not exists (
        select from standing where standing.post_id = ballot.post_id and standing.person_id = ballot.person_id)
    returning post_id, person_id
), gained as (
    select post_id, count(*) as people, hearback_weight(now()) + ln(count(*)) as weight from cast_vote group by post_id
), raised as (
    update post
    set vote_count = vote_count + people,
        momentum = greatest(momentum, weight) + ln(1 + exp(greatest(-700, -abs(momentum - weight))))
    from gained
    where post.id = gained.post_id
    returning post.id, vote_count
)
select post_id as original_id, person_id, post_id, vote_count, false as is_withdrawn
from cast_vote join raised on raised.id = cast_vote.post_id
union all
select original_id, person_id, post_id, null, true from withdrawn
