-- Has the posts read anew that another model than $1 read. In two comparisons, because an index knows no inequality.
update post_vector set is_due = true where (model < $1 or model > $1) and not is_due
