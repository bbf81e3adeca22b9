"""The tally of posts says what counting them would say, whatever happened, at every moment, to everyone."""

import asyncio
import itertools
import random
from collections.abc import Sequence
from uuid import UUID

import pytest
from tortoise.connection import get_connection

from ideation.actions import posts, votes
from ideation.models import Board, Person, Post
from ideation.queries.posts import PostFilter, PostSort, count_posts, list_posts, status_counts
from ideation.vocabulary import Kind, Standing

CHANGES = {
    "status_id": ["open", "planned", "shipped", "declined"],
    "kind": list(Kind),
    "is_private": [True, False],
    "standing": list(Standing),
}


async def rows(statement: str, *parameters: object) -> list[dict[str, object]]:
    async with get_connection("default").acquire_connection() as connection:
        return [dict(row) for row in await connection.fetch(statement, *parameters)]


async def untrue() -> list[dict[str, object]]:
    """Where the tally says something else than the posts."""
    return await rows("""
        select board_id, status, kind, is_private, sum(number) from (
            select board_id, status, kind, is_private, number from post_tally
            union all
            select board_id, status, kind, is_private, -1 from post
            where standing = 'published' and merged_into_id is null
        ) both_ways
        group by 1, 2, 3, 4 having sum(number) <> 0
    """)


async def counted(viewer: Person | None, board: Board) -> dict[str, int]:
    """How many posts of the board have each status."""
    counts = (await status_counts(viewer, [board.id])).get(board.id, {})
    return {status.key: count for status, count in counts.items()}


async def say(board: Board, title: str, *, by: Person, kind: Kind = Kind.IDEA) -> Post:
    return await posts.submit_post(board, kind=kind, title=title, by=by)


async def test_it_follows_everything_that_may_happen_to_posts(app, beta, backstage, noor, tom, mia):
    draw, boards, people = random.Random(seed := random.randrange(10**6)), [app, beta, backstage], [noor, tom, mia]
    print(f"seed {seed}")
    said: list[Post] = []

    for step in range(150):
        match draw.choice(["say", "say", "change", "change", "change", "merge", "move", "delete", "gather", "vote"]):
            case "say":
                said.append(await say(app, f"Post {step}", by=draw.choice(people), kind=draw.choice(list(Kind))))
            case "change":
                column = draw.choice(list(CHANGES))
                await Post.filter(id__in=some_of(said, draw)).update(**{column: draw.choice(CHANGES[column])})
            case "merge" if len(said) > 1:
                into = draw.choice([None, said[0].id])
                moment = "now()" if into else "null"
                await rows(
                    f"""update post set merged_into_id = $1, merged_at = {moment} where id = any ($2) and id <> $3
                        and board_id = (select board_id from post where id = $3)""",
                    into,
                    some_of(said, draw),
                    said[0].id,
                )
            case "move":
                movable = Post.filter(id__in=some_of(said, draw), merged_into_id__isnull=True)
                await movable.update(board_id=draw.choice(boards).id)
            case "delete" if len(said) > 4:
                await rows("update post set merged_into_id = null, merged_at = null")
                await Post.filter(id=said.pop().id).delete()
            case "gather":
                await posts.gather_tally()
            case "vote" if said:
                await rows("update post set vote_count = vote_count + 1 where id = $1", said[0].id)

    assert await untrue() == []
    for viewer in (None, noor, tom, mia):
        for board, status, kind in itertools.product(
            (None, app, beta), (None, *CHANGES["status_id"]), (None, Kind.IDEA)
        ):
            wanted = PostFilter(board=board and board.slug, status=status, kind=kind)
            page = await list_posts(viewer, wanted, sort=PostSort.NEWEST, first=200, after=None)
            assert await count_posts(viewer, wanted) == len(page.rows)
            if board and kind is None and status:
                assert (await counted(viewer, board)).get(status, 0) == len(page.rows)


def some_of(said: Sequence[Post], draw: random.Random) -> list[UUID]:
    return [post.id for post in draw.sample(said, k=min(len(said), 3))]


async def test_a_board_whose_last_post_was_hidden_has_no_statuses(app, dark_mode):
    await Post.filter(id=dark_mode.id).update(standing=Standing.HELD)

    assert await status_counts(None, [app.id]) == {}
    assert await count_posts(None, PostFilter()) == 0


async def test_gathering_leaves_one_row_of_each_and_none_of_nothing(app, noor, ada):
    for number in range(5):
        post = await say(app, f"Post {number}", by=noor)
    await posts.change_status(post, to="planned", reason="Soon.", by=ada)
    await posts.change_status(post, to="open", reason="Later.", by=ada)

    await posts.gather_tally()

    assert await rows("select status, number from post_tally") == [{"status": "open", "number": 5}]
    assert await untrue() == []


async def test_votes_and_edits_do_not_touch_it(app, dark_mode, noor):
    before = await rows("select xmin::text, * from post_tally")

    await votes.cast_vote(dark_mode, by=noor)
    await (await Post.get(id=dark_mode.id)).save()

    assert await rows("select xmin::text, * from post_tally") == before


@pytest.mark.commits
async def test_it_is_true_at_every_moment_while_many_post_decide_and_gather(app, noor, ada):
    ended = asyncio.Event()

    async def post_and_decide(number: int) -> None:
        for step in range(6):
            post = await say(app, f"Post {number}.{step}", by=noor)
            await posts.change_status(post, to="planned", reason="Soon.", by=ada)

    async def keep_gathering() -> None:
        while not ended.is_set():
            await posts.gather_tally()

    async def keep_looking() -> None:
        while not ended.is_set():
            assert await untrue() == []

    others = [asyncio.create_task(work) for work in (keep_gathering(), keep_gathering(), keep_looking())]
    await asyncio.gather(*(post_and_decide(number) for number in range(8)))
    ended.set()
    await asyncio.gather(*others)

    assert await untrue() == []
    assert await counted(None, app) == {"planned": 48}
