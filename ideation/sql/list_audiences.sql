-- Of each post or theme of $1 at most $3 people of {audience}, by id, beginning after $4 if that is given. $2: who answers.
select about.id as parent_id, contributor.*
from unnest($1::uuid[]) as about (id)
cross join lateral (
    select audience.contribution, audience.quote, person.id, person.name, person.role
    from ({audience}) as audience
    join person on person.id = audience.person_id
    where $4::uuid is null or person.id > $4
    order by person.id
    limit $3
) contributor
order by contributor.id
