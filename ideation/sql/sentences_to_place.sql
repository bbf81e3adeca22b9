-- Every sentence with what a themes run needs: its origin, the vector that the model $1 gave it, if there is one, and
-- where the latest complete run put it.
select segment.id, segment.text, post.language, post.channel, post.board_id, embedding.vector,
       membership.theme_id, membership.subtheme_id
from segment
join post on post.id = segment.post_id
left join embedding on embedding.model = $1 and embedding.digest = segment.digest
left join membership on membership.segment_id = segment.id and membership.run_id = ({current_run})
order by segment.id
