-- Takes back the vote of $2 for the post $1; answers with the new count, or no row when there was none.
-- Below e^-700, which adds nothing, PostgreSQL fails with an underflow.
with withdrawn as (
    delete from vote where post_id = $1 and person_id = $2 returning id
), moment as (
    select ln(2) / 7 * extract(epoch from post.created_at - '2020-01-01Z')::float8 / 86400 as weight
    from post where post.id = $1
    union all
    select ln(2) / 7 * extract(epoch from vote.created_at - '2020-01-01Z')::float8 / 86400
    from vote where vote.post_id = $1 and vote.id not in (select id from withdrawn)
), latest as (
    select max(weight) as weight from moment
)
update post
set vote_count = vote_count - 1,
    momentum = (select max(latest.weight) + ln(sum(exp(greatest(-700, moment.weight - latest.weight)))) from moment, latest)
from withdrawn
where post.id = $1
returning vote_count
