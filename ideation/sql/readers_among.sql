-- Of the people $1 those who may read the post $2 once it is published; of a note of the team ($3) staff only.
select person.id, person.name
from person
join post on post.id = $2
join board on board.id = post.board_id
where person.id = any ($1::uuid[])
  and hearback_reads(person.role, person.segment, board.access, board.segments)
  and (person.role <> 'customer' or not $3 and (post.author_id = person.id or not post.is_private))
