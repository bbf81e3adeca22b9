-- The ids of at most {limit} duplicates of each post of {originals} that meet {where}, in the order of merging, beginning after the
-- place ({moment}, {id}) if that is given. It stands within posts.sql.
select duplicate.id
from unnest({originals}::uuid[]) as original (id)
cross join lateral (
    select post.id
    from post join board on board.id = post.board_id
    where post.merged_into_id = original.id and {where}
      and ({moment}::timestamptz is null or (post.merged_at, post.id) > ({moment}, {id}::uuid))
    order by post.merged_at, post.id
    limit {limit}
) duplicate
