-- At most $4 vectors of the model $1 that were read after the place ($2, $3), or from the first one, in that order.
select post_id, vector, read_at, id from post_vector
where model = $1 and ($2::timestamptz is null or (read_at, id) > ($2, $3::bigint))
order by read_at, id
limit $4
