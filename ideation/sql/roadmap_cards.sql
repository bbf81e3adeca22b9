-- Of each status of {keys} at most {limit} posts that meet {where}, most voted first, beginning after the place
-- ({votes}, {id}) if that is given. What was settled leaves after 90 days. $1: who is looking, or null.
select wanted.key as parent_id, card.id, $1::uuid as viewer
from unnest({keys}::text[]) as wanted (key)
join status on status.key = wanted.key
cross join lateral (
    select post.id, post.vote_count
    from post join board on board.id = post.board_id
    where post.status = status.key and ({fresh}) and {where}
      and ({votes}::int is null or (post.vote_count, post.id) < ({votes}, {id}::uuid))
    order by post.vote_count desc, post.id desc
    limit {limit}
) card
order by card.vote_count desc, card.id desc
