-- At most {most} of the {entries}, each with the post that shows it: a duplicate is shown by its
-- original. Only posts and boards that meet {where} are shown; what a duplicate says has to be {readable} on its own, and
-- a comment {comment}. $1: who is looking, or null.
select $1::uuid as viewer_id, entry.words, shown.post_id, entry.comment_id, entry.post_id as said_id
from {entries} entry
cross join lateral (
    select post.id as post_id
    from post said
    join post on post.id = coalesce(said.merged_into_id, said.id)
    join board on board.id = post.board_id
    left join comment on comment.id = entry.comment_id
    where said.id = entry.post_id and {where} and {comment}
      and (said.id = post.id or said.standing = 'published' and exists (
          select from post join board on board.id = post.board_id where post.id = said.id and {readable}))
    offset 0  -- looked up entry by entry, and so for no more of them than the limit needs
) as shown
limit {most}
