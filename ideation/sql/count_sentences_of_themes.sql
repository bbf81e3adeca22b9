-- One row per theme of $1: how many of its sentences in the latest complete run hold the text $2, or all without it.
select theme.id as parent_id, (
    select count(*)
    from membership
    join segment on segment.id = membership.segment_id
    where membership.run_id = ({current_run})
      and (membership.theme_id = theme.id or membership.subtheme_id = theme.id)
      and ($2::text is null or position(hearback_fold($2) in hearback_fold(segment.text)) > 0)
) as count
from unnest($1::uuid[]) as theme (id)
