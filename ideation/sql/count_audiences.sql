-- One row per post or theme of $1: how many people {audience} holds. $2: who answers.
select about.id as parent_id, (select count(*) from ({audience}) as audience) as count
from unnest($1::uuid[]) as about (id)
