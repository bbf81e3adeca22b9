-- Keeps that $3 feels $4 about the post $1 or the comment $2 since $5, unless it was kept before; answers with its id, or no row.
insert into reaction (id, post_id, comment_id, person_id, feeling, created_at)
values (gen_random_uuid(), $1::uuid, $2::uuid, $3, $4, $5)
on conflict do nothing
returning id
