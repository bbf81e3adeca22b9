-- Sends each of the texts $2 to everyone who listens to the channel $1.
select pg_notify($1, payload) from unnest($2::text[]) as payload
