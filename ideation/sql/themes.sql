-- One row per theme that meets {where}, in the order {order}. What the latest complete run found nothing of counts 0.
select theme.id, theme.name, hearback_fold(theme.name) as folded_name, theme.level, theme.parent_id, theme.created_at,
       cluster.id is not null as is_current,
       coalesce(cluster.words, '[]') as words,
       coalesce(cluster.sentence_count, 0) as sentence_count,
       coalesce(cluster.post_count, 0) as post_count,
       coalesce(cluster.people_count, 0) as people_count,
       named_by.id as named_by_id, named_by.name as named_by_name, named_by.role as named_by_role,
       owner.id as owner_id, owner.name as owner_name, owner.role as owner_role
from theme
left join cluster on cluster.theme_id = theme.id and cluster.run_id = ({current_run})
left join person named_by on named_by.id = theme.named_by_id
left join person owner on owner.id = theme.owner_id
where {where}
order by {order}
limit {limit}
