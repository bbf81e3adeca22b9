-- Everyone who wrote, commented on or voted for the post $1, each once, with the words of theirs that stand nearest to
-- what is answered: their own first, their comment second, the title that they voted for last. $2: who answers.
select distinct on (person_id) person_id, contribution, quote, post_id
from (
    select post.author_id as person_id, 'wrote' as contribution, 1 as place, post.id as post_id, post.created_at,
           coalesce((select segment.text from segment where segment.post_id = post.id
                     order by segment.position limit 1), post.title) as quote
    from post where post.id = $1
    union all
    select comment.author_id, 'commented', 2, comment.post_id, comment.created_at, left(comment.body, 500)
    from comment where comment.post_id = $1
    union all
    select vote.person_id, 'voted', 3, vote.post_id, vote.created_at, post.title
    from vote join post on post.id = vote.post_id where vote.post_id = $1
) as contribution
where person_id is not null and person_id is distinct from $2
order by person_id, place, created_at
