-- Writes facts of the kinds $1 with the data $2 and the people $3 who acted into the ledger; answers with their ids in order.
insert into event (kind, data, by_id, created_at)
select kind, data, by_id, statement_timestamp()
from unnest($1::text[], $2::jsonb[], $3::uuid[]) with ordinality as fact (kind, data, by_id, place)
order by place
returning id
