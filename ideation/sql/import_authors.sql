-- Lets the people with addresses $1, names $2 and languages $3 join as customers, unless they are here already: by their
-- address, or, where that is null, by their name among those without an address. Answers with nothing.
with given as (
    select * from unnest($1::text[], $2::text[], $3::text[]) as given (email, name, language)
), with_address as (
    insert into person (id, name, email, role, language, created_at)
    select gen_random_uuid(), name, email, 'customer', language, now() from given where email is not null
    on conflict (lower(email)) do nothing
)
insert into person (id, name, role, language, created_at)
select gen_random_uuid(), name, 'customer', language, now()
from given
where email is null and name not in (select person.name from person where person.email is null)
