-- The private posts of $1 one by one, to be added to the tally: they are theirs to count, and nobody else's but the team's.
select board_id, status, kind, is_private, author_id, standing, merged_into_id, 1 as number
from post where author_id = $1 and is_private
