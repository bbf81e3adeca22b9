-- The post owner.id, and those of its duplicates that meet {readable}: their comments are shown together.
select owner.id
union all
select post.id from post join board on board.id = post.board_id where post.merged_into_id = owner.id and {readable}
