-- Of each post or comment of $1 at most $3 people who feel $2 about it, the latest first, after the place ($4, $5) if given.
select thing.id as parent_id, reaction.id as reaction_id, reaction.created_at, person.id, person.name, person.role
from unnest($1::uuid[]) as thing (id)
cross join lateral (
    select * from reaction
    where (reaction.post_id = thing.id or reaction.comment_id = thing.id) and reaction.feeling = $2
      and ($4::timestamptz is null or (reaction.created_at, reaction.id) < ($4, $5::uuid))
    order by reaction.created_at desc, reaction.id desc
    limit $3
) reaction
join person on person.id = reaction.person_id
order by reaction.created_at desc, reaction.id desc
