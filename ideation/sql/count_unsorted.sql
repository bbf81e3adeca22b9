-- How many sentences fit no theme in the latest complete run.
select count(*) from membership where run_id = ({current_run}) and theme_id is null
