-- The id of the person who uses the address $1, or no row.
select id from person where lower(email) = lower($1)
