-- Deletes where older runs put sentences; the run $1 and the complete one before it stay.
delete from membership
where run_id <> $1
  and run_id is distinct from (
      select id from topic_run where state = 'complete' and id <> $1 order by finished_at desc limit 1)
