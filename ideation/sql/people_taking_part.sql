-- Whom everyone who reads the post $1 sees there: who wrote it, commented on it or voted for it.
select author_id from post where id = $1
union
select author_id from comment where post_id = $1 and standing = 'published' and not is_private
union
select person_id from vote where post_id = $1
