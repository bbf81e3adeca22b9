-- Keeps the vectors $3 of the texts with the digests $2 for the model $1; those that are kept already stay.
insert into embedding (model, digest, vector)
select $1, digest, vector from unnest($2::varchar[], $3::bytea[]) as given (digest, vector)
on conflict (model, digest) do nothing
