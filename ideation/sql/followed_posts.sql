-- Those of the posts $1 that the person $2 follows, or of which they follow a duplicate.
select post.id
from unnest($1::uuid[]) as post (id)
where exists (
    select from follow
    where follow.person_id = $2
      and follow.post_id in (
          select post.id union all select id from post duplicate where duplicate.merged_into_id = post.id))
