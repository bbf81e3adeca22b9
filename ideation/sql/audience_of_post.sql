-- Everyone who wrote, commented on or voted for the post {about}, each once, with the words of theirs that stand nearest to
-- what is answered: their own first, their comment second, the title that they voted for last. $2: who answers.
-- Who may not read the post (any more) hears nothing of it: policy.may_read and queries.posts in SQL.
select distinct on (person_id) person_id, contribution, quote, contribution.post_id
from (
    select post.author_id as person_id, 'wrote' as contribution, 1 as place, post.id as post_id, post.created_at,
           coalesce((select segment.text from segment where segment.post_id = post.id
                     order by segment.position limit 1), post.title) as quote
    from post where post.id = {about}
    union all
    select comment.author_id, 'commented', 2, comment.post_id, comment.created_at, left(comment.body, 500)
    from comment where comment.post_id = {about} and comment.standing = 'published' and not comment.is_private
    union all
    select vote.person_id, 'voted', 3, vote.post_id, vote.created_at, post.title
    from vote join post on post.id = vote.post_id where vote.post_id = {about}
) as contribution
join person on person.id = contribution.person_id
join post on post.id = contribution.post_id
join board on board.id = post.board_id
where person_id is distinct from $2
  and hearback_reads(person.role, person.segment, board.access, board.segments)
  and (person.role <> 'customer' or post.author_id = person.id or post.standing = 'published' and not post.is_private)
order by person_id, place, contribution.created_at
