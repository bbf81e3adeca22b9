-- Of each theme of $1 at most $2 sentences as the latest complete run placed them, the most typical first, beginning after
-- the place ($3, $4) if that is given; only those that hold the text $5 if that is given.
select theme.id as parent_id, sentence.*
from unnest($1::uuid[]) as theme (id)
cross join lateral (
    select segment.id, segment.text, segment.post_id, post.language, membership.similarity, membership.confidence
    from membership
    join segment on segment.id = membership.segment_id
    join post on post.id = segment.post_id
    where membership.run_id = ({current_run})
      and (membership.theme_id = theme.id or membership.subtheme_id = theme.id)
      and ($3::float8 is null or (membership.similarity, segment.id) < ($3, $4::uuid))
      and ($5::text is null or position(hearback_fold($5) in hearback_fold(segment.text)) > 0)
    order by membership.similarity desc, segment.id desc
    limit $2
) sentence
order by sentence.similarity desc, sentence.id desc
