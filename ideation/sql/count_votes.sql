-- Casts (where $3 says so) or takes back the votes of the people $2 for the originals $1, where that changes anything. Each
-- person stands here once, and the posts are locked. Somebody has voted who did so for the original or a duplicate of it; what
-- is taken back is taken back everywhere. With a vote comes its importance ($4), why ($5), the network it came from ($6), and
-- who entered it ($7), heard where ($8, $9). Answers with the votes that came, the new count beside them, and those that went.
-- Below e^-700, which adds nothing, PostgreSQL fails with an underflow; posts from before 2006 get there.
with ballot as (
    select * from unnest($1::uuid[], $2::uuid[], $3::boolean[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::text[],
                         $9::text[])
        as ballot (post_id, person_id, casts, importance, why, address_block, entered_by_id, heard_at, heard_link)
), member as (
    select post_id, post_id as id from ballot
    union
    select ballot.post_id, post.id from ballot join post on post.merged_into_id = ballot.post_id
), standing as (
    select vote.id, ballot.post_id, ballot.person_id, ballot.casts
    from ballot
    join member using (post_id)
    join vote on vote.post_id = member.id and vote.person_id = ballot.person_id
), withdrawn as (
    delete from vote using standing where vote.id = standing.id and not standing.casts
    returning standing.post_id as original_id, vote.person_id, vote.post_id
), cast_vote as (
    insert into vote (id, post_id, person_id, created_at, importance, why, address_block, entered_by_id, heard_at, heard_link)
    select gen_random_uuid(), post_id, person_id, now(), importance, why, address_block, entered_by_id, heard_at, heard_link
    from ballot
    where casts and not exists (
        select from standing where standing.post_id = ballot.post_id and standing.person_id = ballot.person_id)
    returning post_id, person_id
), company_won as (
    select distinct cast_vote.post_id, company.id, company.revenue
    from cast_vote
    join person on person.id = cast_vote.person_id
    join company on company.id = person.company_id
    where not exists (
        select from person colleague
        join vote on vote.person_id = colleague.id
        join member on member.id = vote.post_id and member.post_id = cast_vote.post_id
        where colleague.company_id = company.id)
), gained as (
    select post_id, count(*) as people, hearback_weight(now()) + ln(count(*)) as weight,
           (select count(*) from company_won where company_won.post_id = cast_vote.post_id) as companies,
           (select coalesce(sum(revenue), 0) from company_won where company_won.post_id = cast_vote.post_id) as value
    from cast_vote
    group by post_id
), raised as (
    update post
    set vote_count = vote_count + people, company_count = company_count + companies, company_value = company_value + value,
        momentum = greatest(momentum, weight) + ln(1 + exp(greatest(-700, -abs(momentum - weight))))
    from gained
    where post.id = gained.post_id
    returning post.id, vote_count
)
select post_id as original_id, person_id, post_id, vote_count, false as is_withdrawn
from cast_vote join raised on raised.id = cast_vote.post_id
union all
select original_id, person_id, post_id, null, true from withdrawn
