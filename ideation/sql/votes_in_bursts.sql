-- The votes of the time $1 until now that came in a burst and are in none yet: vote, post, moment, and what they share. It is a
-- burst where at least $3 votes for a post came within the time $2, and more than half of them from accounts younger than $4 or
-- from one address block. Votes that staff entered, or decided about before, make no burst.
with recent as (
    select vote.id, vote.post_id, vote.created_at, vote.burst_id, vote.address_block,
           person.created_at > vote.created_at - $4::interval as is_young
    from vote
    join person on person.id = vote.person_id
    left join burst on burst.id = vote.burst_id
    where vote.created_at > now() - $1::interval and vote.entered_by_id is null and burst.verdict is null
), counted as (
    select *, count(*) over before as votes, count(*) filter (where is_young) over before as young,
           count(address_block) over nearby as neighbours
    from recent
    window before as (partition by post_id order by created_at range between $2::interval preceding and current row),
           nearby as (partition by post_id, address_block order by created_at
                      range between $2::interval preceding and current row)
), marked as (
    select *,
           is_young and bool_or(votes >= $3 and young * 2 > votes) over (
               partition by post_id order by created_at range between current row and $2::interval following) as is_one_of_young,
           bool_or(votes >= $3 and neighbours * 2 > votes) over (
               partition by post_id, address_block order by created_at
               range between current row and $2::interval following) as is_one_of_a_block
    from counted
)
select id, post_id, created_at, case when is_one_of_a_block then 'one_address_block' else 'young_accounts' end as reason
from marked
where burst_id is null and (is_one_of_young or is_one_of_a_block)
order by post_id, created_at
