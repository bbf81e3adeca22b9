-- Lets transactions that share the turn $1 go on together; only one that takes it for itself (take_turns) waits for all of
-- them, and they for it.
select pg_advisory_xact_lock_shared(hashtextextended($1, 0))
