-- Of each post of $1 at most $2 votes, newest first, beginning after the place ($3, $4) if that is given: of everyone who voted
-- for the post or a duplicate of it the latest vote. Only for staff ($5) with who entered it, where it was heard, and whether the
-- trend leaves it out.
select post.id as parent_id, vote.id as vote_id, vote.created_at, vote.importance, vote.why,
       person.id, person.name, person.role,
       case when $5 then vote.heard_at end as heard_at, case when $5 then vote.heard_link end as heard_link,
       entering.id as entered_by_id, entering.name as entered_by_name, entering.role as entered_by_role,
       ($5 and burst.id is not null and burst.verdict is distinct from 'genuine') as is_held
from unnest($1::uuid[]) as post (id)
cross join lateral (
    select newest.*
    from (select post.id union all select merged.id from post merged where merged.merged_into_id = post.id) member
    cross join lateral (
        select * from vote
        where vote.post_id = member.id
          and ($3::timestamptz is null or (vote.created_at, vote.id) < ($3, $4::uuid))
          and not exists (
              select from vote later
              where later.person_id = vote.person_id
                and (later.created_at, later.id) > (vote.created_at, vote.id)
                and later.post_id <> vote.post_id
                and later.post_id in (
                    select post.id union all select merged.id from post merged where merged.merged_into_id = post.id))
        order by vote.created_at desc, vote.id desc
        limit $2
    ) newest
    order by newest.created_at desc, newest.id desc
    limit $2
) vote
join person on person.id = vote.person_id
left join person entering on $5 and entering.id = vote.entered_by_id
left join burst on $5 and burst.id = vote.burst_id
order by vote.created_at desc, vote.id desc
