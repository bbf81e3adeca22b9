-- What the posts of $1 say in the fields of their board, in the order of the board.
select post_field.post_id, board_field.id, board_field.kind, board_field.name, post_field.value
from post_field
join board_field on board_field.id = post_field.field_id
where post_field.post_id = any ($1::uuid[])
order by board_field.position, board_field.name, board_field.id
