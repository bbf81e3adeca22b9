-- Of each theme of $1 the $2 most typical sentences, each text once; those that can be taken in at a glance go first.
select theme.id as parent_id, example.*
from unnest($1::uuid[]) as theme (id)
cross join lateral (
    select segment.id, segment.text, segment.post_id, post.language, nearest.similarity, nearest.confidence,
           cardinality(regexp_split_to_array(btrim(segment.text), '\s+')) between 4 and 30 as at_a_glance
    from (
        select distinct on (segment.digest) segment.id as segment_id, membership.similarity, membership.confidence
        from membership
        join segment on segment.id = membership.segment_id
        where membership.run_id = ({current_run})
          and (membership.theme_id = theme.id or membership.subtheme_id = theme.id)
        order by segment.digest, membership.similarity desc
    ) nearest
    join segment on segment.id = nearest.segment_id
    join post on post.id = segment.post_id
    order by at_a_glance desc, nearest.similarity desc, segment.id desc
    limit $2
) example
order by example.at_a_glance desc, example.similarity desc, example.id desc
