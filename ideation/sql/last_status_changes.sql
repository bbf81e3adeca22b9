-- One row per status of {keys}: when one of the posts that meet {where} last got it or lost it, silently only if {silent}.
-- $1: who is looking, or null.
select wanted.key as parent_id, max(event.created_at) as at, $1::uuid as viewer
from unnest({keys}::text[]) as wanted (key)
join event on event.kind = 'StatusChanged' and wanted.key in (event.data ->> 'after', event.data ->> 'before')
          and ({silent} or not coalesce((event.data ->> 'silent')::boolean, false))
join post on post.id = (event.data ->> 'post_id')::uuid
join board on board.id = post.board_id
where {where}
group by wanted.key
