-- How many themes meet {where}.
select count(*) from theme
left join cluster on cluster.theme_id = theme.id and cluster.run_id = ({current_run})
where {where}
