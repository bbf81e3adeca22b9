-- At most $1 posts whose meaning is not known as they are now, each with the first $2 characters of what it says.
select post.id, left(concat_ws(E'\n', post.title, nullif(post.body, '')), $2) as text
from post_vector due join post on post.id = due.post_id
where due.is_due
order by due.post_id
limit $1
