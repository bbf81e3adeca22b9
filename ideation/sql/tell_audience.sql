-- Writes one notification to each person of {audience} and one mail to each who has an address; answers how many were
-- told. $3: event, $4: kind, $5: title, $6: body, $7: report or null, $8: mail template, or null for no mail, $9: a board that
-- they must be able to read, or null. Nobody hears of one event twice.
with told as (
    insert into notification (id, person_id, event_id, kind, title, body, quote, contribution, post_id, report_id, created_at)
    select gen_random_uuid(), person_id, $3, $4, $5, $6, quote, contribution, post_id, $7, statement_timestamp()
    from ({audience}) as audience
    where $9::uuid is null or exists (
        select from person, board
        where person.id = person_id and board.id = $9
          and hearback_reads(person.role, person.segment, board.access, board.segments))
    on conflict (person_id, event_id) do nothing
    returning id, person_id
), mailed as (
    insert into delivery (id, notification_id, template, address, language, data, state, attempts, due_at)
    select gen_random_uuid(), told.id, $8, person.email, person.language, '{}', 'due', 0, statement_timestamp()
    from told join person on person.id = told.person_id
    where person.email is not null and $8::varchar is not null
)
select count(*) from told
