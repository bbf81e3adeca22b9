"""Fills an empty database with as many posts as a benchmark asks for, and with their people, votes, comments and tags.

What is said comes from the sample company, sentence by sentence, so that texts are as long and as varied as people's.
Everything is written by statements over `generate_series`: 100,000 posts take about half a minute.
"""

import re

import asyncpg

from server.database import credentials
from server.sample.written import written_posts

BOARD = "ideas"
"""The public board that holds four posts of five."""
TAG = "tag 1"
PEOPLE = 2_003
"""A prime, so that steps of any length meet everyone before they meet someone again."""


async def fill(url: str, posts: int) -> None:
    """Fill the migrated, empty database at `url`; counters agree with the rows that they count."""
    sentences, titles = _written()
    connection = await asyncpg.connect(**credentials(url))
    try:
        await connection.execute("select setseed(0.5)")
        await connection.execute(_BOARDS)
        await connection.execute(_PEOPLE.format(people=PEOPLE))
        await connection.execute(_POSTS.format(people=PEOPLE, posts=posts), titles, sentences)
        await connection.execute(_COMMENTS.format(people=PEOPLE), sentences)
        for statement in (_VOTES, _TAGS, _EVENTS, _REPORTS):
            await connection.execute(statement.format(people=PEOPLE))
        await connection.execute("vacuum (analyze)")
    finally:
        await connection.close()


def _written() -> tuple[list[str], list[str]]:
    written = written_posts()
    texts = [text for post in written for text in (post.body, *(comment.body for comment in post.comments))]
    sentences = [sentence for text in texts for sentence in re.split(r"(?<=[.!?]) ", text)]
    return sentences, [post.title for post in written]


_BOARDS = """
insert into board (id, slug, name, purpose, access, position, created_at)
select md5(slug)::uuid, slug, initcap(slug), 'What to do about ' || slug, access, position, now()
from (values ('ideas', 'public', 0), ('service', 'public', 1), ('team', 'staff', 2)) as board (slug, access, position)
"""

_PEOPLE = """
insert into person (id, name, email, role, language, created_at)
select md5('person' || n)::uuid, 'Person ' || n, 'person' || n || '@example.com',
       case when n < 5 then 'product_manager' else 'customer' end, 'en', now() - interval '2 years'
from generate_series(0, {people} - 1) as n
"""

# Posts come evenly over two years. Few have many votes and comments: both counts fall off as a power of chance.
_POSTS = """
insert into post (id, board_id, author_id, kind, channel, slug, title, body, language, status, status_reason,
                  vote_count, comment_count, momentum, created_at)
select md5('post' || n)::uuid,
       md5(case when n % 20 = 0 then 'team' when n % 20 < 4 then 'service' else 'ideas' end)::uuid,
       md5('person' || n % {people})::uuid,
       (array['idea', 'idea', 'idea', 'complaint', 'question', 'praise'])[1 + floor(random() * 6)::int], 'web',
       'post-' || n, ($1::text[])[1 + n % cardinality($1)],
       (select string_agg(($2::text[])[1 + (n * 31 + sentence * 7) % cardinality($2)], ' ')
        from generate_series(0, n % 5) as sentence),
       'en', status, case when status <> 'open' then 'Because of what you told us.' end,
       votes, comments,
       ln(2) / 7 * extract(epoch from created_at - '2020-01-01Z') / 86400 + ln(1 + votes * random()), created_at
from (
    select n, now() - interval '2 years' * (1 - n::float8 / {posts}) as created_at,
           least(floor(1.5 * power(random(), -0.6)), {people} - 1)::int as votes,
           least(floor(0.8 * power(random(), -0.6)), 500)::int as comments,
           coalesce((array['under_review', 'planned', 'in_progress', 'shipped', 'declined'])
                        [1 + floor(random() * 10)::int], 'open') as status
    from generate_series(1, {posts}) as n
) drawn
"""

_VOTES = """
insert into vote (id, post_id, person_id, created_at)
select gen_random_uuid(), post.id, md5('person' || (post.comment_count + n * 13) % {people})::uuid,
       least(now(), post.created_at + n * interval '1 hour')
from post, generate_series(1, post.vote_count) as n
"""

_COMMENTS = """
insert into comment (id, post_id, author_id, body, is_official, created_at)
select gen_random_uuid(), post.id, md5('person' || (post.vote_count + n * 17) % {people})::uuid,
       ($1::text[])[1 + (post.vote_count * 11 + n * 13) % cardinality($1)], n % 10 = 1,
       least(now(), post.created_at + n * interval '3 hours')
from post, generate_series(1, post.comment_count) as n
"""

_TAGS = """
insert into tag (id, board_id, name)
select gen_random_uuid(), board.id, 'tag ' || n from board, generate_series(1, 10) as n;
insert into post_tag (id, post_id, tag_id)
select gen_random_uuid(), post.id, tag.id
from post join tag on tag.board_id = post.board_id and hashtext(post.slug || tag.name) % 7 = 0;
"""

_EVENTS = """
insert into event (kind, data, by_id, created_at, handled_at)
select 'PostSubmitted', jsonb_build_object('post_id', id, 'board_id', board_id), author_id, created_at, now() from post
union all
select 'VoteCast', jsonb_build_object('post_id', vote.post_id, 'board_id', post.board_id), vote.person_id,
       vote.created_at, now()
from vote join post on post.id = vote.post_id
union all
select 'StatusChanged',
       jsonb_build_object('post_id', id, 'board_id', board_id, 'before', 'open', 'after', status,
                          'reason', status_reason),
       md5('person1')::uuid, least(now(), created_at + interval '1 day'), now()
from post where status <> 'open';
"""

_REPORTS = """
insert into report (id, post_id, board_id, author_id, outcome, title, body, told_count, created_at)
select gen_random_uuid(), id, board_id, md5('person1')::uuid, 'done', 'It is there', 'You asked for it: here it is.',
       vote_count + 1, least(now(), created_at + interval '2 days')
from post where status = 'shipped';
"""
