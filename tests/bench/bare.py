"""A handler that does no more than it must to send the list of 20 posts: what there is to compare Hearback with.

`python -m tests.bench.bare URL PORT` serves it: Starlette, asyncpg, and one statement that writes the JSON.
"""

import sys

import asyncpg
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.database import SESSION, credentials

STATEMENT = """
with page as (
    select * from post where board_id = (select id from board where slug = 'ideas')
    order by created_at desc, id desc limit 20
)
select json_build_object('data', json_build_object('posts', json_build_object('edges', (
    select json_agg(json_build_object('node', json_build_object(
        'id', post.id, 'slug', post.slug, 'title', post.title, 'excerpt', left(post.body, 200), 'kind', post.kind,
        'language', post.language, 'createdAt', post.created_at, 'voteCount', post.vote_count,
        'commentCount', post.comment_count,
        'status', (select json_build_object('key', status.key, 'name', status.name, 'color', status.color)
                   from status where status.key = post.status),
        'author', (select json_build_object('id', person.id, 'name', person.name)
                   from person where person.id = post.author_id),
        'tags', (select coalesce(json_agg(json_build_object('id', tag.id, 'name', tag.name) order by tag.name), '[]')
                 from post_tag join tag on tag.id = post_tag.tag_id where post_tag.post_id = post.id)
    )) order by post.created_at desc, post.id desc) from page post
))))::text
"""


def main() -> None:
    """Serve it until told to stop."""
    url, port = sys.argv[1:]
    pools: list[asyncpg.Pool] = []

    async def answer(request: Request) -> Response:
        await request.body()
        if not pools:
            pools.append(await asyncpg.create_pool(**credentials(url), max_size=10, server_settings=SESSION))
        return Response(await pools[0].fetchval(STATEMENT), media_type="application/json")

    app = Starlette(routes=[Route("/graphql", answer, methods=["POST"])])
    uvicorn.run(app, port=int(port), log_level="warning", access_log=False)


if __name__ == "__main__":
    main()
