-- Of each report of $1 at most $2 people who were told of it, by id, beginning after $3 if that is given.
select report.id as parent_id, told.*
from unnest($1::uuid[]) as report (id)
cross join lateral (
    select coalesce(notification.contribution, 'wrote') as contribution, coalesce(notification.quote, '') as quote,
           person.id, person.name, person.role
    from notification
    join person on person.id = notification.person_id
    where notification.report_id = report.id and ($3::uuid is null or person.id > $3)
    order by person.id
    limit $2
) told
order by told.id
