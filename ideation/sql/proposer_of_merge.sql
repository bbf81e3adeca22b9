-- Who made the merge proposal $1, with their reason or the title of the duplicate; nobody where that was $2.
-- Who may not read the post (any more) hears nothing of it: policy.may_read and queries.posts in SQL.
select person.id as person_id, 'proposed' as contribution, coalesce(nullif(why, ''), post.title) as quote, post.id as post_id
from merge_proposal
join person on person.id = merge_proposal.by_id
join post on post.id = merge_proposal.post_id
join board on board.id = post.board_id
where merge_proposal.id = $1 and person.id is distinct from $2
  and hearback_reads(person.role, person.segment, board.access, board.segments)
  and (person.role <> 'customer' or post.author_id = person.id or post.standing = 'published' and not post.is_private)
