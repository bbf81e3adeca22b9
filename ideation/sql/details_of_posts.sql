-- Category and origin of the posts of $1. What was captured is told to the author ($2) and to staff ($3), the link to
-- where it was heard to staff.
select post.id as post_id, category.id as category_id, category.name as category_name, post.edited_at,
       entered_by.id as entered_by_id, entered_by.name as entered_by_name, entered_by.role as entered_by_role,
       post.heard_at,
       case when $3 then post.heard_link end as heard_link,
       case when $3 or post.author_id = $2::uuid then post.page end as page,
       case when $3 or post.author_id = $2::uuid then post.app_version end as app_version
from post
left join category on category.id = post.category_id
left join person entered_by on entered_by.id = post.entered_by_id
where post.id = any ($1::uuid[])
