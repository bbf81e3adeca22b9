-- How many entries hold the query $1, but no more than $2.
select count(*) from (
    select from search_entry where words @@ (select $1::text::tsquery) limit $2
) as entry
