-- Every sentence with what a themes run needs: its origin, the title that it stands under, and where the latest complete
-- run put it.
select segment.id, segment.text, post.title, post.language, post.channel, post.board_id,
       membership.theme_id, membership.subtheme_id
from segment
join post on post.id = segment.post_id
left join membership on membership.segment_id = segment.id and membership.run_id = ({current_run})
order by segment.id
