-- One row per person of {people} who gave accepted answers on posts that meet {readable}: how many to questions of others
-- that others accepted. $1: who is looking, or null.
select comment.author_id as person_id, count(*), $1::uuid
from comment
join post on post.id = comment.post_id
join board on board.id = post.board_id
where comment.author_id = any ({people}::uuid[])
  and comment.accepted_at is not null and comment.standing = 'published'
  and comment.accepted_by_id is distinct from comment.author_id
  and post.author_id is distinct from comment.author_id
  and {readable}
group by comment.author_id
