-- Makes the count and the momentum of the posts $1 what their votes say; answers with the new counts. Everyone counts once who
-- voted for the post or a duplicate of it, with their latest vote. The posts must be locked by an earlier statement.
-- Below e^-700, which adds nothing, PostgreSQL fails with an underflow.
with voice as (
    select post.id as post_id, person_id, hearback_weight(max(vote.created_at)) as weight
    from post
    cross join lateral (select post.id union all select id from post merged where merged_into_id = post.id) member
    join vote on vote.post_id = member.id
    where post.id = any ($1::uuid[])
    group by post.id, person_id
    union all
    select id, null, hearback_weight(created_at) from post where id = any ($1::uuid[])
), latest as (
    select post_id, max(weight) as weight from voice group by post_id
), counted as (
    select post_id, count(person_id) as people,
           max(latest.weight) + ln(sum(exp(greatest(-700, voice.weight - latest.weight)))) as momentum
    from voice join latest using (post_id)
    group by post_id
)
update post
set vote_count = people, momentum = counted.momentum
from counted
where post.id = counted.post_id
returning post.id, vote_count
