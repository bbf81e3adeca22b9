-- The people of {audience} in the order of their ids, beginning after $3 if that is given, at most $4.
select audience.contribution, audience.quote, person.id, person.name, person.role
from ({audience}) as audience
join person on person.id = audience.person_id
where $3::uuid is null or person.id > $3
order by person.id
limit $4
