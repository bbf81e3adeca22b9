-- Lets one transaction at a time go on that names $1 here; the others wait until it has ended.
select pg_advisory_xact_lock(hashtextextended($1, 0))
