-- Keeps what the texts $3 of the posts $1 mean to the model $2: the vectors $4. Posts whose first $5 characters say
-- something else by now stay due.
update post_vector
set model = $2, vector = given.vector, is_due = false, read_at = clock_timestamp()
from unnest($1::uuid[], $3::text[], $4::bytea[]) as given (post_id, text, vector)
join post on post.id = given.post_id
where post_vector.post_id = given.post_id
  and left(concat_ws(E'\n', post.title, nullif(post.body, '')), $5) = given.text
