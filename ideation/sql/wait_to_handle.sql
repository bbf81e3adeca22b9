-- Waits until no other transaction handles events; from then on until its end, this one is the only one that does.
-- $1: the number that all agree on.
select pg_advisory_xact_lock($1)
