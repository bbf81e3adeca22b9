-- Everyone who wrote or follows the post {about} or a duplicate of it, each once, with its title. $2: who need not hear.
-- Who may not read the post (any more) hears nothing of it: policy.may_read and queries.posts in SQL.
select distinct on (person_id) person_id, contribution, post.title as quote, post.id as post_id
from (
    with together as (
        select post.id, post.author_id from post where post.id = {about} or post.merged_into_id = {about}
    )
    select author_id as person_id, 'wrote' as contribution, 1 as place, id as post_id from together
    union all
    select follow.person_id, 'followed', 2, follow.post_id from together join follow on follow.post_id = together.id
) as contribution
join person on person.id = contribution.person_id
join post on post.id = contribution.post_id
join board on board.id = post.board_id
where person_id is distinct from $2
  and hearback_reads(person.role, person.segment, board.access, board.segments)
  and (person.role <> 'customer' or post.author_id = person.id or post.standing = 'published' and not post.is_private)
order by person_id, place, post.created_at
