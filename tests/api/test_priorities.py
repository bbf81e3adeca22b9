"""Priorities over GraphQL, and as a file."""

import csv
import io

import httpx
import pytest

from ideation.actions import people, posts
from ideation.actions.votes import cast_vote
from ideation.models import Priority
from ideation.vocabulary import Kind
from server.app import create_app
from server.auth.sessions import COOKIE
from server.settings import read_settings

SET = """
mutation Set($post: UUID!, $priority: PriorityInput) {
  setPriority(postId: $post, priority: $priority) {
    __typename
    ... on PrioritySet { post { title priority { reach reachIsSaid impact confidence effort score } } }
    ... on InvalidInput { field }
    ... on Refusal { message }
  }
}
"""
TABLE = """
query Table($board: String, $first: Int!, $after: String) {
  priorities(board: $board, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { score reach post { title } } }
  }
}
"""
MEDIUM = {"impact": 1, "confidence": 0.5, "effort": 2}


@pytest.fixture
async def weighed(ask, app, dark_mode, tom, noor, ada):
    """Three ideas with scores of 100, 1 and 0.25."""
    for title, reach in (("=HYPERLINK(1)", 400), ("Small", 4)):
        post = await posts.submit_post(app, kind=Kind.IDEA, title=title, by=tom)
        await ask(SET, post=post.id, priority=MEDIUM | {"reach": reach}, by=ada)
    await cast_vote(dark_mode, by=noor)
    await ask(SET, post=dark_mode.id, priority=MEDIUM, by=ada)


async def test_the_score_is_reach_times_impact_times_confidence_by_effort(ask, dark_mode, ada, noor, recorded):
    await cast_vote(dark_mode, by=noor)
    given = {"reach": 500, "impact": 3, "confidence": 0.8, "effort": 4}

    said = await ask(SET, post=dark_mode.id, priority=given, by=ada)
    taken = await ask(SET, post=dark_mode.id, priority=given | {"reach": None}, by=ada)
    await ask(SET, post=dark_mode.id, priority=given | {"reach": None}, by=ada)

    assert said["post"]["priority"] == given | {"reachIsSaid": True, "score": pytest.approx(300)}
    assert taken["post"]["priority"] == given | {"reach": 1, "reachIsSaid": False, "score": pytest.approx(0.6)}
    assert [type(fact).__name__ for fact in await recorded()] == ["VoteCast", "PrioritySet", "PrioritySet"]


async def test_a_post_can_be_taken_off_the_table(ask, weighed, dark_mode, ada):
    answer = await ask(SET, post=dark_mode.id, by=ada)

    assert answer["post"]["priority"] is None
    assert (await ask(TABLE, first=9, by=ada))["totalCount"] == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [("reach", -1), ("impact", 0), ("confidence", 1.5), ("confidence", 0), ("effort", 0), ("effort", 1e300)],
)
async def test_weights_without_sense_are_refused_and_not_kept(ask, dark_mode, ada, recorded, field, value):
    answer = await ask(SET, post=dark_mode.id, priority=MEDIUM | {field: value}, by=ada)

    assert (answer["__typename"], answer["field"]) == ("InvalidInput", field)
    assert await Priority.all().count() == 0
    assert await recorded() == []


async def test_the_table_shows_the_highest_score_first_and_every_post_once(ask, weighed, ada):
    whole = await ask(TABLE, first=9, board="app", by=ada)
    first = await ask(TABLE, first=2, by=ada)
    rest = await ask(TABLE, first=2, after=first["pageInfo"]["endCursor"], by=ada)

    assert [edge["node"]["score"] for edge in whole["edges"]] == [100, 1, 0.25]
    assert whole["edges"] == first["edges"] + rest["edges"]
    assert (await ask(TABLE, first=9, board="elsewhere", by=ada))["totalCount"] == 0


async def test_only_managers_weigh_posts_and_see_weights(ask, weighed, dark_mode, mia, noor, recorded):
    before = await recorded()
    for viewer in (mia, noor):
        assert (await ask(SET, post=dark_mode.id, priority=MEDIUM, by=viewer))["__typename"] == "NotAllowed"
    for viewer in (mia, noor, None):
        assert await ask(TABLE, first=9, by=viewer) == {
            "totalCount": 0,
            "pageInfo": {"hasNextPage": False, "endCursor": None},
            "edges": [],
        }
        priority = "query P($id: UUID!) { post(id: $id) { priority { score } } }"
        assert await ask(priority, id=dark_mode.id, by=viewer) == {"priority": None}
    assert await recorded() == before


@pytest.fixture
async def get(stored, tmp_path):
    app = create_app(read_settings(data=tmp_path, public_url="https://ideas.example.com"), "postgresql:///unused")
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="https://ideas.example.com") as client:

        async def fetch(by=None, **query):
            token = await people.open_session(by) if by else ""
            return await client.get("/studio/priorities.csv", params=query, headers={"cookie": f"{COOKIE}={token}"})

        yield fetch


async def test_the_table_is_a_file_that_no_spreadsheet_computes(get, weighed, ada):
    answer = await get(by=ada)

    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert header[:3] == ["score", "title", "board"]
    assert [row[:2] for row in rows] == [["100.0", "'=HYPERLINK(1)"], ["1.0", "Small"], ["0.25", "Dark mode"]]
    assert all(row[9].startswith("https://ideas.example.com/b/app/i/") for row in rows)
    assert (await get(by=ada, board="elsewhere")).text.count("\n") == 1


async def test_the_file_is_for_managers(get, weighed, mia, noor):
    for viewer in (None, noor, mia):
        answer = await get(by=viewer)
        assert answer.status_code == 403
        assert "Dark mode" not in answer.text
