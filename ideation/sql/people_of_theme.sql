-- Who wrote sentences of the theme $1 in the latest complete run, by id, beginning after $2 if given, at most $3.
select person.id, person.name, person.role
from person
where ($2::uuid is null or person.id > $2) and person.id in (
    select post.author_id
    from membership
    join segment on segment.id = membership.segment_id
    join post on post.id = segment.post_id
    where membership.run_id = ({current_run}) and (membership.theme_id = $1 or membership.subtheme_id = $1))
order by person.id
limit $3
