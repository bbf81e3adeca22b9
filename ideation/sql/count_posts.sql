-- How many posts meet {where}. $1: who is looking, or null; unused, so that the parameters are those of posts.sql.
select count(*), $1::uuid from post join board on board.id = post.board_id where {where}
