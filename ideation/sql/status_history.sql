-- Every status change of the posts of $1, oldest first, with who made it.
select (event.data ->> 'post_id')::uuid as post_id, event.data ->> 'after' as status, event.data ->> 'reason' as reason,
       event.created_at, person.id, person.name, person.role
from event
left join person on person.id = event.by_id
where event.kind = 'StatusChanged' and event.data ->> 'post_id' = any ($1::text[])
order by event.id
