-- The {candidates}, and which of the words each holds: the places of their {queries}, counted from one.
select candidate.post_id, candidate.said_id,
       array(select place from unnest({queries}::text[]) with ordinality as word (query, place)
             where candidate.words @@ query::tsquery order by place) as places
from ({candidates}) as candidate
