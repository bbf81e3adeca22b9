-- Whether no other transaction that names $1 here is under way; if so, this one is, until it ends.
select pg_try_advisory_xact_lock(hashtextextended($1, 0))
