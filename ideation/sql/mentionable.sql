-- At most $3 people but $4 who may read the post $1, whose names begin with $2 and who meet {who}, by name.
select person.id, person.name, person.role
from person
join post on post.id = $1
join board on board.id = post.board_id
where hearback_fold(person.name) collate "C" >= hearback_fold($2)
  and hearback_fold(person.name) collate "C" < hearback_fold($2) || U&'\+10FFFF'
  and person.id <> $4
  and hearback_reads(person.role, person.segment, board.access, board.segments)
  and (person.role <> 'customer' or post.author_id = person.id or not post.is_private)
  and {who}
order by hearback_fold(person.name) collate "C", person.id
limit $3
