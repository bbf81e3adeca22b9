-- The tags of the boards {boards} that some post which meets {where} has, by name. $1: who is looking, or null.
select tag.id, tag.board_id, tag.name
from tag
where tag.board_id = any ({boards}::uuid[])
  and exists (
      select $1::uuid
      from post_tag
      join post on post.id = post_tag.post_id
      join board on board.id = post.board_id
      where post_tag.tag_id = tag.id and {where})
order by tag.name
