"""What must never be false, and the text search. Tortoise creates none of `Meta.constraints`, so this is plain SQL."""

from tortoise import migrations
from tortoise.migrations import operations as ops

CONSTRAINTS = """
alter table person add constraint person_name_given check (name <> '');
create unique index person_email_key on person (lower(email));

create unique index board_slug_key on board (lower(slug));
create unique index tag_name_key on tag (board_id, lower(name));
alter table post_tag add constraint post_tag_once unique (post_id, tag_id);

alter table post add constraint post_slug_key unique (slug);
alter table post add constraint post_title_given check (title <> '');
alter table post add constraint post_counts_not_negative check (vote_count >= 0 and comment_count >= 0);
create unique index post_external_id_key on post (board_id, channel, external_id) where external_id is not null;

alter table vote add constraint vote_once_per_person unique (post_id, person_id);
alter table comment add constraint comment_body_given check (body <> '');

alter table segment add constraint segment_position_key unique (post_id, position);
alter table embedding add constraint embedding_digest_key unique (model, digest);
alter table theme add constraint theme_level_known check (level in (1, 2));
alter table cluster add constraint cluster_theme_once_per_run unique (run_id, theme_id);
alter table membership add constraint membership_once_per_run unique (run_id, segment_id);
create unique index topic_run_one_at_a_time on topic_run (state) where state = 'running';
create index topic_run_complete_idx on topic_run (finished_at desc) where state = 'complete';

alter table report add constraint report_answers_one_thing check (num_nonnulls(post_id, theme_id) = 1);
alter table notification add constraint notification_once_per_fact unique (person_id, event_id);
create index notification_unread_idx on notification (person_id) where read_at is null;
create index delivery_due_idx on delivery (due_at) where state = 'due';
create index event_unhandled_idx on event (id) where handled_at is null;
create index event_status_idx on event ((data ->> 'post_id'), id) where kind = 'StatusChanged';
"""

SEARCH = """
create function hearback_fold(text) returns text language sql immutable strict parallel safe
    return lower(regexp_replace(normalize($1, NFD), U&'[\\0300-\\036f]', '', 'g'));

-- Left alone, PostgreSQL takes node.js for a host and login/logout for a file, and finds neither by its parts.
create function hearback_words(text) returns text language sql immutable strict parallel safe
    return translate(hearback_fold($1), '!"#$%&''()*+,-./:;<=>?@[\\]^_`{|}~', repeat(' ', 32));

alter table post add column search tsvector
    generated always as (to_tsvector('simple', hearback_words(title || ' ' || body))) stored;
create index post_search_idx on post using gin (search);
"""


class Migration(migrations.Migration):
    dependencies = [("ideation", "0001_initial")]

    operations = [
        ops.RunSQL(CONSTRAINTS),
        ops.RunSQL(SEARCH),
    ]
