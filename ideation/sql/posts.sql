-- One row per post that meets {where}, in the order {order}, with status, board, author and tags; {in_each_board}: how
-- many of each board are looked at, where that is enough. $1: who is looking, or null; {voted}: whether they voted.
select post.id, post.slug, post.kind, post.title, post.body, post.language, post.channel,
       row(status.*) as status, post.status_reason, post.quarter, post.standing, post.is_private, post.vote_count,
       post.comment_count, post.momentum, post.company_count, post.company_value, post.created_at, post.closed_at,
       post.locked_at, post.pinned_at, post.merged_into_id, post.merged_with_id, post.merged_at,
       board.id as board_id, board.slug as board_slug, board.name as board_name, board.purpose as board_purpose,
       board.access as board_access, board.post_access as board_post_access, board.vote_access as board_vote_access,
       board.comment_access as board_comment_access, board.segments as board_segments,
       board.vote_budget as board_vote_budget,
       author.id as author_id, author.name as author_name, author.role as author_role,
       ($1::uuid is not null and {voted}) as viewer_has_voted,
       array(select row(tag.id, tag.name)
             from post_tag join tag on tag.id = post_tag.tag_id
             where post_tag.post_id = post.id order by tag.name) as tags
from board
cross join lateral (select * from post where post.board_id = board.id and {where} {in_each_board}) post
join status on status.key = post.status
left join person author on author.id = post.author_id
order by {order}
limit {limit}
