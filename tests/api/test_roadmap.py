"""The roadmap over GraphQL: columns in their order, cards with votes, and never a day."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from ideation.actions import boards, posts, statuses, votes
from ideation.models import Post
from ideation.vocabulary import Access, Kind, Standing

ROADMAP = """
query Roadmap($board: String, $first: Int! = 20, $after: String) {
  roadmap(board: $board) {
    status { key name definition }
    lastChangedAt
    posts(first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { node { title voteCount quarter viewerHasVoted tags { name } board { slug } } }
    }
  }
}
"""
SET_QUARTER = """
mutation SetQuarter($post: UUID!, $quarter: String) {
  setQuarter(postId: $post, quarter: $quarter) {
    __typename
    ... on QuarterSet { post { quarter } }
    ... on Refusal { message }
    ... on InvalidInput { field }
  }
}
"""


async def wish(board, title, *, by, to="planned", voters=(), ada, **kept):
    post = await posts.submit_post(board, kind=Kind.IDEA, title=title, by=by)
    for voter in voters:
        await votes.cast_vote(post, by=voter)
    await posts.change_status(post, to=to, reason=f"About {title}.", by=ada)
    if kept:
        await Post.filter(id=post.id).update(**kept)
    return post


async def cards(ask, *, by=None, **given):
    return {
        column["status"]["key"]: [edge["node"]["title"] for edge in column["posts"]["edges"]]
        for column in await ask(ROADMAP, by=by, **given)
    }


def days_ago(days):
    return datetime.now(UTC) - timedelta(days=days)


async def test_columns_stand_in_the_order_of_the_statuses_and_say_what_they_mean(ask, grace):
    await statuses.update_status("under_review", on_roadmap=True, by=grace)
    await statuses.reorder_statuses(["shipped", "open", "under_review", "planned", "in_progress", "declined"], by=grace)

    columns = await ask(ROADMAP)

    assert [column["status"]["key"] for column in columns] == ["shipped", "under_review", "planned", "in_progress"]
    assert columns[2]["status"] == {
        "key": "planned",
        "name": "Planned",
        "definition": "We have decided to do it and have not begun.",
    }
    assert [column["posts"]["totalCount"] for column in columns] == [0, 0, 0, 0]
    assert [column["lastChangedAt"] for column in columns] == [None] * 4


async def test_cards_have_votes_and_those_with_the_most_come_first(ask, app, noor, tom, mia, ada):
    few = await wish(app, "Few", by=noor, voters=[tom], ada=ada)
    await wish(app, "Many", by=noor, voters=[noor, tom, mia], ada=ada)
    await wish(app, "Doing", by=noor, to="in_progress", ada=ada)
    await wish(app, "No", by=noor, to="declined", ada=ada)
    await posts.submit_post(app, kind=Kind.IDEA, title="New", by=noor)
    await posts.set_quarter(few, quarter="2027-Q1", by=ada)

    planned, doing, shipped = await ask(ROADMAP, by=noor)

    assert [edge["node"] for edge in planned["posts"]["edges"]] == [
        {
            "title": title,
            "voteCount": count,
            "quarter": quarter,
            "viewerHasVoted": mine,
            "tags": [],
            "board": {"slug": "app"},
        }
        for title, count, quarter, mine in [("Many", 3, None, True), ("Few", 1, "2027-Q1", False)]
    ]
    assert planned["posts"]["totalCount"] == 2
    assert [edge["node"]["title"] for edge in doing["posts"]["edges"]] == ["Doing"]
    assert shipped["posts"]["edges"] == []


async def test_what_was_settled_leaves_after_90_days(ask, app, noor, ada, grace):
    await statuses.update_status("declined", on_roadmap=True, by=grace)
    for to in ("planned", "shipped", "declined"):
        await wish(app, f"Fresh {to}", by=noor, to=to, ada=ada, status_changed_at=days_ago(89))
        await wish(app, f"Old {to}", by=noor, to=to, ada=ada, status_changed_at=days_ago(91))
        await wish(app, f"Brought along {to}", by=noor, to=to, ada=ada, status_changed_at=None, created_at=days_ago(91))

    found = await cards(ask)
    assert {key: set(titles) for key, titles in found.items()} == {
        "planned": {"Fresh planned", "Old planned", "Brought along planned"},
        "in_progress": set(),
        "shipped": {"Fresh shipped"},
        "declined": {"Fresh declined"},
    }
    assert [column["posts"]["totalCount"] for column in await ask(ROADMAP)] == [3, 0, 1, 1]


async def test_even_what_is_new_can_stand_on_it(ask, dark_mode, grace):
    await statuses.update_status("open", on_roadmap=True, by=grace)

    assert (await cards(ask))["open"] == ["Dark mode"]


async def test_pages_of_a_column_show_every_card_once(ask, app, noor, tom, ada):
    for number in range(5):
        await wish(app, f"Wish {number}", by=noor, voters=[tom][: number % 2], ada=ada)

    seen, after = [], None
    while True:
        column, *_ = await ask(ROADMAP, first=2, after=after)
        seen += [(edge["node"]["voteCount"], edge["node"]["title"]) for edge in column["posts"]["edges"]]
        assert column["posts"]["totalCount"] == 5
        if not column["posts"]["pageInfo"]["hasNextPage"]:
            break
        after = column["posts"]["pageInfo"]["endCursor"]

    assert len(seen) == len(set(seen)) == 5
    assert [count for count, _ in seen] == [1, 1, 0, 0, 0]


async def test_one_board_has_a_roadmap_of_its_own(ask, app, beta, noor, ada):
    await wish(app, "App", by=noor, ada=ada)
    await wish(beta, "Beta", by=noor, ada=ada)

    assert (await cards(ask, board="APP", by=noor))["planned"] == ["App"]
    assert set((await cards(ask, by=noor))["planned"]) == {"App", "Beta"}
    assert (await cards(ask))["planned"] == ["App"]


async def test_nothing_shows_that_the_viewer_may_not_read(ask, app, beta, backstage, grace, noor, tom, mia, ada):
    inner = await boards.create_board("inner", name="Inner", access=Access.SEGMENT, by=grace)
    before = await ask(ROADMAP), await ask(ROADMAP, by=tom)
    await wish(backstage, "Zebrafish of the team", by=mia, ada=ada)
    await wish(inner, "Zebrafish of a segment", by=mia, ada=ada)
    await wish(app, "Zebrafish private", by=noor, ada=ada, is_private=True)
    await wish(app, "Zebrafish held", by=noor, ada=ada, standing=Standing.HELD)
    await wish(app, "Zebrafish unconfirmed", by=noor, ada=ada, standing=Standing.UNCONFIRMED)

    assert (await ask(ROADMAP), await ask(ROADMAP, by=tom)) == before
    for board in ("backstage", "nowhere", "\0", "x" * 1_000):
        assert await ask(ROADMAP, board=board) == before[0]
    assert (await cards(ask, by=noor))["planned"] == ["Zebrafish private"]
    assert len((await cards(ask, by=mia))["planned"]) == 3

    await wish(beta, "Zebrafish of members", by=mia, ada=ada)
    assert await ask(ROADMAP) == before[0]


async def test_a_duplicate_stands_under_its_original_only(ask, app, dark_mode, noor, ada):
    await wish(app, "Twice", by=noor, ada=ada, merged_into_id=dark_mode.id, merged_at=days_ago(1))

    assert (await cards(ask))["planned"] == []


async def test_an_empty_column_says_when_it_last_changed(ask, dark_mode, ada, mia):
    await posts.change_status(dark_mode, to="planned", reason="Soon.", by=ada)
    await posts.change_status(dark_mode, to="under_review", reason="Not yet.", by=ada)
    planned, doing, _ = await ask(ROADMAP)

    assert planned["posts"]["totalCount"] == 0
    assert datetime.fromisoformat(planned["lastChangedAt"]) > days_ago(1)
    assert doing["lastChangedAt"] is None

    await posts.change_status(dark_mode, to="in_progress", silent=True, by=ada)
    assert (await ask(ROADMAP))[1]["lastChangedAt"] is None
    assert (await ask(ROADMAP, by=mia))[1]["lastChangedAt"] is not None


async def test_it_takes_as_many_statements_for_one_card_as_for_many(ask, app, noor, ada, statements):
    async def count():
        return len(await statements.during(ask(ROADMAP, by=noor)))

    await wish(app, "First", by=noor, ada=ada)
    few = await count()
    for number in range(6):
        for to in ("planned", "in_progress", "shipped"):
            await wish(app, f"Wish {number}", by=noor, to=to, ada=ada)

    assert await count() == few <= 5


async def test_a_manager_sets_the_quarter_and_takes_it_back(ask, dark_mode, ada, recorded):
    assert (await ask(SET_QUARTER, post=dark_mode.id, quarter=" 2027-q1\n", by=ada))["post"] == {"quarter": "2027-Q1"}
    assert (await ask(SET_QUARTER, post=dark_mode.id, quarter="2027-Q1", by=ada))["post"] == {"quarter": "2027-Q1"}
    assert (await ask(SET_QUARTER, post=dark_mode.id, quarter=None, by=ada))["post"] == {"quarter": None}

    assert [fact.quarter for fact in await recorded()] == ["2027-Q1", ""]


@pytest.mark.parametrize(
    "quarter", ["2027-03-01", "2027", "2027-Q5", "2027-Q", "Q1 2027", "2027-Q1-1", "٢٠٢٧-Q1", "x\0"]
)
async def test_a_quarter_is_a_quarter(quarter, ask, dark_mode, ada, recorded):
    answer = await ask(SET_QUARTER, post=dark_mode.id, quarter=quarter, by=ada)

    assert (answer["__typename"], answer["field"]) == ("InvalidInput", "quarter")
    assert (await Post.get(id=dark_mode.id)).quarter is None
    assert await recorded() == []


async def test_only_managers_set_one_and_only_where_they_may_read(ask, dark_mode, leak, noor, mia, ada, recorded):
    answers = [
        await ask(SET_QUARTER, post=dark_mode.id, quarter="2027-Q1", by=by)
        for by in (None, noor, dark_mode.author, mia)
    ]
    hidden = await ask(SET_QUARTER, post=leak.id, quarter="2027-Q1", by=noor)
    missing = await ask(SET_QUARTER, post=uuid4(), quarter="2027-Q1", by=noor)

    assert [answer["__typename"] for answer in answers] == ["NotSignedIn", *["NotAllowed"] * 3]
    assert hidden == missing
    assert await Post.filter(quarter__isnull=False).count() == 0
    assert await recorded() == []
