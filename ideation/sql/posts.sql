-- One row per post that meets {where}, in the order {order}, with status, board, author and tags. $1: who is looking, or null.
select post.id, post.slug, post.kind, post.title, post.body, post.language, post.channel,
       row(status.*) as status, post.status_reason, post.quarter, post.standing, post.is_private, post.vote_count,
       post.comment_count,
       post.momentum, post.created_at, post.closed_at, post.locked_at, post.pinned_at, post.merged_into_id, post.merged_with_id, post.merged_at,
       board.id as board_id, board.slug as board_slug, board.name as board_name, board.purpose as board_purpose,
       board.access as board_access, board.post_access as board_post_access, board.vote_access as board_vote_access,
       board.comment_access as board_comment_access, board.segments as board_segments, board.vote_budget as board_vote_budget,
       author.id as author_id, author.name as author_name, author.role as author_role,
       ($1::uuid is not null and exists (
           select from (select post.id union all select merged.id from post merged where merged.merged_into_id = post.id) member
           join vote on vote.post_id = member.id and vote.person_id = $1)) as viewer_has_voted,
       array(select row(tag.id, tag.name)
             from post_tag join tag on tag.id = post_tag.tag_id
             where post_tag.post_id = post.id order by tag.name) as tags
from post
join status on status.key = post.status
join board on board.id = post.board_id
left join person author on author.id = post.author_id
where {where}
order by {order}
limit {limit}
