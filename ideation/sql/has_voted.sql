-- Whether $1 voted for the post, or for a duplicate of it.
exists (
    select from (select post.id union all select merged.id from post merged where merged.merged_into_id = post.id) member
    join vote on vote.post_id = member.id and vote.person_id = $1)
