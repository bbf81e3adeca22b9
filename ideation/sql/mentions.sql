-- One row per person named in one of the posts and comments $1, by name.
select coalesce(mention.post_id, mention.comment_id) as on_id, person.id, person.name, person.role
from mention join person on person.id = mention.person_id
where mention.post_id = any ($1::uuid[]) or mention.comment_id = any ($1::uuid[])
order by person.name, person.id
