-- Those of the posts with channel $2 and external id $3 that the board $1 has already.
select post.channel, post.external_id
from unnest($2::text[], $3::text[]) as given (channel, external_id)
join post on post.board_id = $1 and post.channel = given.channel and post.external_id = given.external_id
