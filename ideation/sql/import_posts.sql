-- Stores one post of the board $1 for each place in the arrays, unless the board has one of the same channel and external
-- id; answers with the ids of those stored. Authors are found by address ($13), and without one by name ($14).
with nameless as (
    select distinct on (name) name, id from person
    where email is null and name = any ($14::text[])
    order by name, created_at, id
)
insert into post (id, board_id, channel, external_id, kind, status, slug, title, body, language, created_at, momentum,
                  author_id, vote_count, comment_count)
select given.id, $1, given.channel, given.external_id, given.kind, given.status, given.slug, given.title, given.body,
       given.language, given.created_at, given.momentum, coalesce(addressed.id, nameless.id), 0, 0
from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
            $11::timestamptz[], $12::float8[], $13::text[], $14::text[])
    as given (id, channel, external_id, kind, status, slug, title, body, language, created_at, momentum,
              author_email, author_name)
left join person addressed on lower(addressed.email) = given.author_email
left join nameless on given.author_email is null and nameless.name = given.author_name
on conflict (board_id, channel, external_id) where external_id is not null do nothing
returning id
