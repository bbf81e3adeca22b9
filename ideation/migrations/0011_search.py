"""What search knows: the words of posts and comments in seven languages, a dictionary against typos, room for vectors.

Triggers keep it, so that whatever is written is found at once, whoever wrote it and how.
"""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

SPELLING = r"""
-- Accents are marks on letters, and letters that Unicode takes for whole though people leave their strokes out.
create or replace function hearback_fold(text) returns text language sql immutable strict parallel safe
    return case when octet_length($1) = length($1) then lower($1) else
        replace(replace(replace(
            translate(lower(regexp_replace(normalize($1, NFD), U&'[\0300-\036f]', '', 'g')), 'øłđðı', 'olddi'),
            'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe') end;

-- Blanks in place of all that is no part of a word. Left alone, PostgreSQL takes node.js for a host and login/logout for a
-- file; and where the database has no locale, every character beyond ASCII for a letter: quotation marks, dashes, emoji.
create function hearback_apart(text) returns text language sql immutable strict parallel safe
    return case when octet_length($1) = length($1)
        then translate($1, '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', repeat(' ', 32))
        else regexp_replace($1, '[\u0021-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007e\u00a0-\u00a9\u00ab-\u00b1\u00b4'
            '\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u2000-\u200b\u2010-\u205e\u2190-\u2bff\u3000-\u3004\u3008-\u3020'
            '\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\U0001f000-\U0001faff]', ' ', 'g')
    end;

create or replace function hearback_words(text) returns text language sql immutable strict parallel safe
    return hearback_apart(hearback_fold($1));

-- The seven languages whose words are also found by their stems.
create function hearback_dictionary(language text) returns regdictionary language sql immutable strict parallel safe
    return case split_part($1, '-', 1)
        when 'de' then 'german_stem'::regdictionary
        when 'en' then 'english_stem'::regdictionary
        when 'es' then 'spanish_stem'::regdictionary
        when 'fr' then 'french_stem'::regdictionary
        when 'it' then 'italian_stem'::regdictionary
        when 'nl' then 'dutch_stem'::regdictionary
        when 'pt' then 'portuguese_stem'::regdictionary
    end;

create function hearback_configuration(language text) returns regconfig language sql immutable strict parallel safe
    return case split_part($1, '-', 1)
        when 'de' then 'german'::regconfig
        when 'en' then 'english'::regconfig
        when 'es' then 'spanish'::regconfig
        when 'fr' then 'french'::regconfig
        when 'it' then 'italian'::regconfig
        when 'nl' then 'dutch'::regconfig
        when 'pt' then 'portuguese'::regconfig
    end;

-- The endings without which a stemmer does not know a word, given back the accents that people leave out.
create function hearback_accented(plain text, language text) returns text language sql immutable strict parallel safe
    return case split_part($2, '-', 1)
        when 'es' then regexp_replace($1, 'ion\M', 'ión', 'g')
        when 'fr' then regexp_replace($1, 'ee(s?)\M', 'ée\1', 'g')
        when 'it' then regexp_replace($1, 'ita\M', 'ità', 'g')
        when 'pt' then regexp_replace(regexp_replace($1, 'cao\M', 'ção', 'g'), 'coes\M', 'ções', 'g')
        else $1
    end;
"""

ENTRIES = r"""
-- The stems of a text, each with its language: #fr:caf. Stemmers need the accents that people leave out, so the text is
-- stemmed as it is written, without accents, and with those put back that can be; the stems are folded afterwards.
create function hearback_stems(said text, language text) returns text[] language sql immutable strict parallel safe
    return (
        with spelling as materialized (select hearback_apart(lower($1)) as written, hearback_words($1) as plain),
        accented as materialized (select *, hearback_accented(plain, $2) as accented from spelling),
        stems as materialized (
            select tsvector_to_array(to_tsvector(hearback_configuration($2), concat_ws(
                ' ', written, nullif(plain, written), nullif(accented, plain)))) as found
            from accented
        )
        select array(
            select distinct '#' || split_part($2, '-', 1) || ':' || stem
            from stems, unnest(string_to_array(hearback_fold(array_to_string(found, ' ')), ' ')) as stem
            where octet_length(stem) between 1 and 200
        )
    );

-- All that a text can be found by: its words, their stems, and its language as #en. No word of a text holds a #.
create function hearback_entry(title text, body text, language text) returns tsvector
    language sql immutable strict parallel safe
    return setweight(to_tsvector('simple', hearback_words($1)), 'A')
        || to_tsvector('simple', hearback_words($2))
        || coalesce((
            select string_agg(quote_literal(stem) || ':1A', ' ') from unnest(hearback_stems($1, $3)) as stem
        )::tsvector, '')
        || array_to_tsvector(hearback_stems($2, $3))
        || array_to_tsvector(case when hearback_dictionary($3) is null then '{}' else array['#' || split_part($3, '-', 1)] end);

-- What a word can become by leaving out a letter; two words a typo apart have one of these in common.
create function hearback_deletions(word text) returns text[] language sql immutable strict parallel safe
    return case when length($1) < 4 then '{}'::text[] else array(
        select distinct left($1, place - 1) || substr($1, place + 1) from generate_series(1, length($1) + 1) as place
    ) end;

alter table search_entry add column words tsvector not null;
alter table search_entry add constraint search_entry_once unique nulls not distinct (post_id, comment_id);
create index search_entry_words_idx on search_entry using gin (words);
create unique index search_entry_comment_idx on search_entry (comment_id) where comment_id is not null;

alter table search_word add column deletions text[] not null;
alter table search_word add constraint search_word_once unique (board_id, word);
create index search_word_deletions_idx on search_word using gin (deletions);

create index post_vector_due_idx on post_vector (post_id) where is_due;
"""

KEEPING = r"""
-- Adds to the dictionary of each board what everyone who reads it may read in these posts, or in these comments.
create function hearback_keep_words(posts uuid[], comments uuid[]) returns void language sql as $$
    insert into search_word (board_id, word, entry_count, deletions)
    select fresh.board_id, fresh.word, 1, hearback_deletions(fresh.word)
    from (
        select distinct post.board_id, word
        from search_entry
        join post on post.id = search_entry.post_id
        left join comment on comment.id = search_entry.comment_id,
        unnest(tsvector_to_array(search_entry.words)) as word
        where (search_entry.post_id = any ($1) and comment.id is null or search_entry.comment_id = any ($2))
          and post.standing = 'published' and not post.is_private
          and (comment.id is null or comment.standing = 'published' and not comment.is_private)
          and length(word) between 2 and 40 and word !~ '[0-9#]'
    ) as fresh
    where not exists (
        select from search_word known where known.board_id = fresh.board_id and known.word = fresh.word)
    order by fresh.board_id, fresh.word  -- one order, so that two who bring the same new words cannot deadlock
    on conflict (board_id, word) do nothing
$$;

create function hearback_index_posts(posts uuid[]) returns void language sql as $$
    insert into search_entry (post_id, words)
    select id, hearback_entry(title, body, language) from post where id = any ($1) order by created_at, id
    on conflict (post_id, comment_id) do update set words = excluded.words;
    insert into post_vector (post_id, is_due) select id, true from post where id = any ($1) order by id
    on conflict (post_id) do update set is_due = true;
    select hearback_keep_words($1, '{}');
$$;

create function hearback_index_comments(comments uuid[]) returns void language sql as $$
    insert into search_entry (post_id, comment_id, words)
    select post.id, comment.id, hearback_entry('', comment.body, post.language)
    from comment join post on post.id = comment.post_id
    where comment.id = any ($1) order by comment.created_at, comment.id
    on conflict (post_id, comment_id) do update set words = excluded.words;
    select hearback_keep_words('{}', $1);
$$;

create function hearback_after_posts() returns trigger language plpgsql as $$
begin
    perform hearback_index_posts(array(select id from written));
    return null;
end $$;

create function hearback_after_post_changed() returns trigger language plpgsql as $$
begin
    perform hearback_index_posts(array[new.id]);
    -- Comments are read in the language of their post, and by whoever reads it.
    if (old.language, old.standing, old.is_private, old.board_id)
       is distinct from (new.language, new.standing, new.is_private, new.board_id) then
        perform hearback_index_comments(array(select id from comment where post_id = new.id));
    end if;
    return null;
end $$;

create function hearback_after_comments() returns trigger language plpgsql as $$
begin
    perform hearback_index_comments(array(select id from written));
    return null;
end $$;

create function hearback_after_comment_changed() returns trigger language plpgsql as $$
begin
    perform hearback_index_comments(array[new.id]);
    return null;
end $$;

-- Inserted are many at once; changed is one at a time, and mostly what is not searched for, such as counts of votes.
create trigger post_inserted after insert on post
    referencing new table as written for each statement execute function hearback_after_posts();
create trigger post_changed after update of title, body, language, standing, is_private, board_id on post
    for each row when (
        (old.title, old.body, old.language, old.standing, old.is_private, old.board_id)
        is distinct from (new.title, new.body, new.language, new.standing, new.is_private, new.board_id))
    execute function hearback_after_post_changed();
create trigger comment_inserted after insert on comment
    referencing new table as written for each statement execute function hearback_after_comments();
create trigger comment_changed after update of body, standing, is_private, post_id on comment
    for each row when (
        (old.body, old.standing, old.is_private, old.post_id)
        is distinct from (new.body, new.standing, new.is_private, new.post_id))
    execute function hearback_after_comment_changed();
"""

# What is stored already, and the column that the entries replace: there a vote wrote all words of its post again.
MOVING = """
select hearback_index_posts(array(select id from post));
select hearback_index_comments(array(select id from comment));
drop index post_search_idx;
alter table post drop column search;
"""


class Migration(migrations.Migration):
    dependencies = [("ideation", "0010_posting")]

    initial = False

    operations = [
        ops.CreateModel(
            name="PostVector",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "post",
                    fields.OneToOneField(
                        "ideation.Post",
                        source_field="post_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="vector",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("model", fields.CharField(null=True, max_length=100)),
                ("vector", fields.BinaryField(null=True)),
                ("is_due", fields.BooleanField(default=True)),
                ("read_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "post_vector",
                "app": "ideation",
                "indexes": [Index(fields=["model", "read_at", "id"], name="post_vector_read_idx")],
                "pk_attr": "id",
                "table_description": "What a post means to one model, in 8-bit steps; `is_due` until the post was read as it is now.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "post",
                    fields.ForeignKeyField(
                        "ideation.Post",
                        source_field="post_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="search_entries",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "comment",
                    fields.ForeignKeyField(
                        "ideation.Comment",
                        source_field="comment_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="search_entries",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
            ],
            options={
                "table": "search_entry",
                "app": "ideation",
                "pk_attr": "id",
                "table_description": "One text that can be found: a post, or with `comment` one of its comments.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SearchWord",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "board",
                    fields.ForeignKeyField(
                        "ideation.Board",
                        source_field="board_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="search_words",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("word", fields.CharField(max_length=40)),
                ("entry_count", fields.IntField(default=1)),
            ],
            options={
                "table": "search_word",
                "app": "ideation",
                "pk_attr": "id",
                "table_description": "A word that every reader of a board may read there, and in how many texts about: what a typo is corrected to.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(SPELLING),
        ops.RunSQL(ENTRIES),
        ops.RunSQL(KEEPING),
        ops.RunSQL(MOVING),
    ]
