-- The key of the status $1, which cannot be deleted until the transaction has ended; no row when there is none.
select key from status where key = $1 for key share
