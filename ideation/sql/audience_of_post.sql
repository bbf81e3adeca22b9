-- Everyone who wrote, commented on, voted for or follows the post {about} or what is merged into it, each once, with the words
-- of theirs that stand nearest to what is answered: their own first, their comment second, the title that they voted for or
-- follow last. $2: who answers. Who may not read the post (any more) hears nothing of it: policy.may_read and queries.posts
-- in SQL.
select distinct on (person_id) person_id, contribution, quote, contribution.post_id
from (
    with recursive together as (
        select post.id from post where post.id = {about}
        union
        select post.id from together join post on post.merged_into_id = together.id or post.merged_with_id = together.id
    )
    select post.author_id as person_id, 'wrote' as contribution, 1 as place, post.id as post_id, post.created_at,
           coalesce((select segment.text from segment where segment.post_id = post.id
                     order by segment.position limit 1), post.title) as quote
    from together join post on post.id = together.id
    union all
    select comment.author_id, 'commented', 2, comment.post_id, comment.created_at, left(comment.body, 500)
    from together join comment on comment.post_id = together.id
    where comment.standing = 'published' and not comment.is_private
    union all
    select vote.person_id, 'voted', 3, vote.post_id, vote.created_at, post.title
    from together join vote on vote.post_id = together.id join post on post.id = together.id
    union all
    select follow.person_id, 'followed', 4, follow.post_id, follow.created_at, post.title
    from together join follow on follow.post_id = together.id join post on post.id = together.id
) as contribution
join person on person.id = contribution.person_id
join post on post.id = contribution.post_id
join board on board.id = post.board_id
where person_id is distinct from $2
  and hearback_reads(person.role, person.segment, board.access, board.segments)
  and (person.role <> 'customer' or post.author_id = person.id or post.standing = 'published' and not post.is_private)
order by person_id, place, contribution.created_at
