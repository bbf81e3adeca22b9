-- What is written where the hits stand: of each place in $1 to $3 (the post that shows it, the comment or null, the post
-- that says it) the title, the beginning of the text and its language. What a duplicate says begins with its own title.
select post.title, said.language,
       left(coalesce(
           comment.body, case when said.id = post.id then said.body else said.title || E'\n' || said.body end), 10000) as body
from unnest($1::uuid[], $2::uuid[], $3::uuid[]) with ordinality as hit (post_id, comment_id, said_id, place)
join post on post.id = hit.post_id
join post said on said.id = hit.said_id
left join comment on comment.id = hit.comment_id
order by place
