-- Everyone who wrote, commented on, voted for or follows a post with a sentence in the theme {about}, each once, with the words
-- of theirs that stand nearest to the theme: their own most typical sentence first, their comment second, the title that
-- they voted for or follow last. $2: who answers.
-- Who may not read the post (any more) hears nothing of it: policy.may_read and queries.posts in SQL.
with sentence as (
    select segment.post_id, segment.text, membership.similarity
    from membership
    join segment on segment.id = membership.segment_id
    where membership.run_id = ({current_run}) and (membership.theme_id = {about} or membership.subtheme_id = {about})
), behind as (
    select distinct post_id from sentence
)
select distinct on (person_id) person_id, contribution, quote, contribution.post_id
from (
    select post.author_id as person_id, 'wrote' as contribution, 1 as place, sentence.similarity as nearness,
           sentence.text as quote, post.id as post_id
    from sentence join post on post.id = sentence.post_id
    union all
    select comment.author_id, 'commented', 2, -extract(epoch from comment.created_at), left(comment.body, 500),
           comment.post_id
    from behind join comment on comment.post_id = behind.post_id
    where comment.standing = 'published' and not comment.is_private
    union all
    select vote.person_id, 'voted', 3, extract(epoch from vote.created_at), post.title, post.id
    from behind join vote on vote.post_id = behind.post_id join post on post.id = behind.post_id
    union all
    select follow.person_id, 'followed', 4, extract(epoch from follow.created_at), post.title, post.id
    from behind join follow on follow.post_id = behind.post_id join post on post.id = behind.post_id
) as contribution
join person on person.id = contribution.person_id
join post on post.id = contribution.post_id
join board on board.id = post.board_id
where person_id is distinct from $2
  and hearback_reads(person.role, person.segment, board.access, board.segments)
  and (person.role <> 'customer' or post.author_id = person.id or post.standing = 'published' and not post.is_private)
order by person_id, place, nearness desc, contribution.post_id
