-- One row per owner of {owners}: how many comments belong to its {threads} by {link} and meet {where}.
select owner.id as parent_id, (
    select count(*) from ({threads}) as thread join comment on comment.{link} = thread.id where {where}
) as count
from unnest({owners}::uuid[]) as owner (id)
