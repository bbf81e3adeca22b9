-- Every closing, locking and pinning of the posts of $1, and its undoing, oldest first, with who did it.
select (event.data ->> 'post_id')::uuid as post_id, event.kind, event.data ->> 'reason' as reason, event.created_at,
       person.id, person.name, person.role
from event
left join person on person.id = event.by_id
where event.kind in ('PostClosed', 'PostReopened', 'PostLocked', 'PostUnlocked', 'PostPinned', 'PostUnpinned')
  and event.data ->> 'post_id' = any ($1::text[])
order by event.id
