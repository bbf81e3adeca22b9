-- Counts $2 more comments of the post $1, there and, if it is a duplicate, on its original.
update post set comment_count = comment_count + $2
where id = $1 or id = (select merged_into_id from post where id = $1)
