-- The id of the run that readers see: the latest complete one, or no row.
select id from topic_run where state = 'complete' order by finished_at desc limit 1
