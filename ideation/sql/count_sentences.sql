-- How many sentences meet {where} in the latest complete run.
select count(*)
from membership
join segment on segment.id = membership.segment_id
where membership.run_id = ({current_run}) and {where}
