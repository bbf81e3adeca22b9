-- The {candidates}, and which of the words each holds: the places of their {queries}, counted from one.
with word as materialized (
    select query::tsquery, place from unnest({queries}::text[]) with ordinality as given (query, place)
)
select candidate.post_id, candidate.said_id,
       array(select place from word where candidate.words @@ query order by place) as places
from ({candidates}) as candidate
