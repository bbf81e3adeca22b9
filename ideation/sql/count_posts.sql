-- How many posts meet {where}, where each row of {posts} stands for `number` of them. $1: who is looking, or null; unused
-- by some, so that the parameters are those of posts.sql.
select coalesce(sum(post.number), 0)::bigint, $1::uuid
from ({posts}) as post
join board on board.id = post.board_id
where {where}
