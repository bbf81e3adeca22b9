-- Takes back the votes of $2 for the post $1 and its duplicates; answers with the posts that they were for.
delete from vote using post
where post.id = vote.post_id and vote.person_id = $2 and (post.id = $1 or post.merged_into_id = $1)
returning vote.post_id
