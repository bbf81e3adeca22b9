-- What the {candidates} show, each once, the best first: the more of {any_word} a text holds, and the more of it in its
-- title, the better. `candidates` says how many there were.
with candidate as materialized ({candidates}),
hit as (
    select distinct on (post_id, comment_id)
           coalesce(comment_id, post_id) as id, post_id, comment_id, said_id,
           ts_rank('{0.1, 0.2, 0.4, 1.0}', words, {any_word}::text::tsquery, 1)::float8 as score
    from candidate
    order by post_id, comment_id, score desc
)
select hit.*, (select count(*) from candidate) as candidates from hit order by score desc, id desc
