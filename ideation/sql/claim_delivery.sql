-- Takes the mail that has been due the longest for one try, and pushes the next try back by 2, 4, 8 … minutes, which is
-- more than a try lasts. Answers with that mail and all that it tells, or with no row.
with taken as (
    update delivery
    set attempts = attempts + 1, due_at = clock_timestamp() + interval '1 minute' * power(2, attempts + 1)
    where id = (select id from delivery where state = 'due' and due_at <= clock_timestamp()
                order by due_at limit 1 for update skip locked)
    returning id, notification_id, template, address, language, data, attempts
)
select taken.id, taken.template, taken.address, taken.language, taken.data, taken.attempts,
       person.name as person, notification.title, notification.body, notification.quote, notification.contribution,
       report.outcome, post.slug as post_slug, board.slug as board_slug
from taken
left join notification on notification.id = taken.notification_id
left join person on person.id = notification.person_id
left join report on report.id = notification.report_id
left join post on post.id = notification.post_id
left join board on board.id = post.board_id
