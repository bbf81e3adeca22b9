-- Counts $2 more comments of the post $1, there and on the original that shows a duplicate everyone may read.
update post set comment_count = comment_count + $2
where id = $1
   or id = (select merged_into_id from post where id = $1 and standing = 'published' and not is_private)
