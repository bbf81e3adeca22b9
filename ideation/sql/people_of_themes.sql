-- Of each theme of $1 at most $2 people who wrote its sentences in the latest complete run, by id, beginning after $3 if
-- that is given.
select theme.id as parent_id, author.*
from unnest($1::uuid[]) as theme (id)
cross join lateral (
    select person.id, person.name, person.role
    from person
    where ($3::uuid is null or person.id > $3) and person.id in (
        select post.author_id
        from membership
        join segment on segment.id = membership.segment_id
        join post on post.id = segment.post_id
        where membership.run_id = ({current_run})
          and (membership.theme_id = theme.id or membership.subtheme_id = theme.id))
    order by person.id
    limit $2
) author
order by author.id
