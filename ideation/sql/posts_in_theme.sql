-- The ids of the posts with a sentence that the latest complete run put into {theme}, at either level.
select segment.post_id
from membership
join segment on segment.id = membership.segment_id
where membership.run_id = ({current_run}) and (membership.theme_id = {theme} or membership.subtheme_id = {theme})
