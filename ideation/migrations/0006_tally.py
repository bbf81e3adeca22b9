"""How many posts lists show, kept rather than counted, because counting takes longer with every post."""

from tortoise import migrations
from tortoise.migrations import operations as ops

# Changes are added as rows of their own and gathered now and then: nobody waits for anybody who posts at the same time,
# and what a transaction sees agrees with the posts that it sees. Votes and edits change none of the columns named here.
TALLY = """
create table post_tally (
    board_id uuid not null,
    status varchar(40) not null,
    kind varchar(20) not null,
    is_private boolean not null,
    number bigint not null
);
create index post_tally_board_idx on post_tally (board_id);

create function hearback_tally_posts() returns trigger language plpgsql as $$
begin
    insert into post_tally
    select board_id, status, kind, is_private, case tg_op when 'INSERT' then count(*) else -count(*) end
    from changed
    where standing = 'published' and merged_into_id is null
    group by board_id, status, kind, is_private;
    return null;
end $$;

create trigger post_tally_added after insert on post
    referencing new table as changed for each statement execute function hearback_tally_posts();
create trigger post_tally_removed after delete on post
    referencing old table as changed for each statement execute function hearback_tally_posts();

create function hearback_tally_post() returns trigger language plpgsql as $$
begin
    insert into post_tally
    select board_id, status, kind, is_private, number
    from (values (old.board_id, old.status, old.kind, old.is_private, -1, old.standing, old.merged_into_id),
                 (new.board_id, new.status, new.kind, new.is_private, 1, new.standing, new.merged_into_id))
        as changed (board_id, status, kind, is_private, number, standing, merged_into_id)
    where standing = 'published' and merged_into_id is null;
    return null;
end $$;

create trigger post_tally_changed
    after update of board_id, status, kind, is_private, standing, merged_into_id on post for each row
    when ((old.board_id, old.status, old.kind, old.is_private, old.standing, old.merged_into_id)
          is distinct from (new.board_id, new.status, new.kind, new.is_private, new.standing, new.merged_into_id))
    execute function hearback_tally_post();

insert into post_tally
select board_id, status, kind, is_private, count(*)
from post
where standing = 'published' and merged_into_id is null
group by board_id, status, kind, is_private;
"""


class Migration(migrations.Migration):
    dependencies = [("ideation", "0005_kept_requests")]

    operations = [ops.RunSQL(TALLY)]
