-- Those of the posts $1 that the person $2 follows, or of which they follow a duplicate.
select post.id
from unnest($1::uuid[]) as post (id)
where exists (
    select from (select post.id union all select id from post merged where merged.merged_into_id = post.id) member
    join follow on follow.post_id = member.id and follow.person_id = $2)
