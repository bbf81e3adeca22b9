-- One row per feeling that somebody has about one of the posts and comments $1: how many, and whether $2 is among them.
select coalesce(post_id, comment_id) as on_id, feeling, count(*), coalesce(bool_or(person_id = $2), false) as viewer_has
from reaction
where post_id = any ($1::uuid[]) or comment_id = any ($1::uuid[])
group by coalesce(post_id, comment_id), feeling
