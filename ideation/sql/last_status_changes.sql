-- One row per status of {keys} that one of the posts which meet {where} ever got or lost: when that last happened, silently
-- only if {silent}. $1: who is looking, or null.
select wanted.key as parent_id, greatest(given.at, taken.at) as at, $1::uuid as viewer
from unnest({keys}::text[]) as wanted (key)
left join lateral (
    select event.created_at as at
    from event
    join post on post.id = (event.data ->> 'post_id')::uuid
    join board on board.id = post.board_id
    where event.kind = 'StatusChanged' and event.data ->> 'after' = wanted.key
      and ({silent} or not coalesce((event.data ->> 'silent')::boolean, false)) and {where}
    order by event.id desc
    limit 1
) given on true
left join lateral (
    select event.created_at as at
    from event
    join post on post.id = (event.data ->> 'post_id')::uuid
    join board on board.id = post.board_id
    where event.kind = 'StatusChanged' and event.data ->> 'before' = wanted.key
      and ({silent} or not coalesce((event.data ->> 'silent')::boolean, false)) and {where}
    order by event.id desc
    limit 1
) taken on true
where given.at is not null or taken.at is not null
