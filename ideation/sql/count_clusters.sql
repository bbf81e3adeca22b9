-- Counts what the run $1 put into each theme, at both levels, and writes the counts to its clusters.
update cluster
set sentence_count = found.sentences, post_count = found.posts, people_count = found.people
from (
    select place.theme_id, count(*) as sentences, count(distinct post.id) as posts, count(distinct post.author_id) as people
    from (
        select segment_id, theme_id from membership where run_id = $1 and theme_id is not null
        union all
        select segment_id, subtheme_id from membership where run_id = $1 and subtheme_id is not null
    ) place
    join segment on segment.id = place.segment_id
    join post on post.id = segment.post_id
    group by place.theme_id
) found
where cluster.run_id = $1 and cluster.theme_id = found.theme_id
