-- Every status change of the posts of $1, oldest first, with who made it; silent ones only if $2. A status that has been
-- deleted since is known by its key alone.
select (event.data ->> 'post_id')::uuid as post_id, event.data ->> 'after' as key, row(status.*) as status,
       status.key is not null as is_known, event.data ->> 'reason' as reason,
       coalesce((event.data ->> 'silent')::boolean, false) as silent, event.created_at,
       person.id, person.name, person.role
from event
left join status on status.key = event.data ->> 'after'
left join person on person.id = event.by_id
where event.kind = 'StatusChanged' and event.data ->> 'post_id' = any ($1::text[])
  and ($2 or not coalesce((event.data ->> 'silent')::boolean, false))
order by event.id
