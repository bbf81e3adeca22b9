"""Statuses over GraphQL: naming them, and giving them to posts."""

import pytest

from ideation.actions import posts
from ideation.models import Notification, Post, Status
from ideation.queries.statuses import list_statuses
from ideation.reactions.handling import handle_events

STATUSES = "{ statuses { key name color icon position kind onRoadmap definition } }"
CREATE = """
mutation Create($input: CreateStatusInput!) {
  createStatus(input: $input) {
    __typename
    ... on StatusKept { status { key name color icon position kind onRoadmap definition } }
    ... on Refusal { message }
    ... on InvalidInput { field }
  }
}
"""
UPDATE = """
mutation Update($key: String!, $input: UpdateStatusInput!) {
  updateStatus(key: $key, input: $input) {
    __typename
    ... on StatusKept { status { key name color kind } }
    ... on Refusal { message }
    ... on InvalidInput { field }
  }
}
"""
REORDER = """
mutation Reorder($keys: [String!]!) {
  reorderStatuses(keys: $keys) {
    __typename
    ... on StatusesReordered { statuses { key position } }
    ... on Refusal { message }
    ... on InvalidInput { field }
  }
}
"""
DELETE = """
mutation Delete($key: String!) {
  deleteStatus(key: $key) {
    __typename
    ... on StatusDeleted { key }
    ... on StatusInUse { count }
    ... on Refusal { message }
  }
}
"""
CHANGE = """
mutation Change($post: UUID!, $status: String!, $reason: String! = "", $silent: Boolean! = false) {
  changeStatus(postId: $post, status: $status, reason: $reason, silent: $silent) {
    __typename
    ... on StatusChanged { post { status { key name kind } statusReason takesVotes } }
    ... on Refusal { message }
    ... on InvalidInput { field }
  }
}
"""
HISTORY = (
    "query History($id: UUID!) { post(id: $id) { status { key } statusHistory { status { key } reason silent } } }"
)
FIRST = ["open", "under_review", "planned", "in_progress", "shipped", "declined"]


async def snapshot():
    return await list_statuses().values()


async def test_everyone_reads_them_in_their_order(ask):
    answer = await ask(STATUSES)

    assert [status["key"] for status in answer] == FIRST
    assert answer[2] == {
        "key": "planned",
        "name": "Planned",
        "color": "INFO",
        "icon": "CALENDAR",
        "position": 2,
        "kind": "ACTIVE",
        "onRoadmap": True,
        "definition": "We have decided to do it and have not begun.",
    }


async def test_an_administrator_adds_changes_orders_and_deletes_them(ask, grace):
    wanted = {"key": "in_beta", "name": "In beta", "kind": "ACTIVE", "color": "ACCENT", "icon": "IDEA"}
    added = await ask(CREATE, input=wanted | {"onRoadmap": True, "definition": "Try it."}, by=grace)
    changed = await ask(UPDATE, key="in_beta", input={"name": "Beta", "color": "WARNING"}, by=grace)
    ordered = await ask(REORDER, keys=["in_beta", *FIRST], by=grace)
    deleted = await ask(DELETE, key="in_beta", by=grace)

    assert added["status"] == wanted | {"position": 6, "onRoadmap": True, "definition": "Try it."}
    assert changed["status"] == {"key": "in_beta", "name": "Beta", "color": "WARNING", "kind": "ACTIVE"}
    assert [status["key"] for status in ordered["statuses"]] == ["in_beta", *FIRST]
    assert deleted == {"__typename": "StatusDeleted", "key": "in_beta"}
    assert [status["key"] for status in await ask(STATUSES)] == FIRST


@pytest.mark.parametrize("who", ["nobody", "customer", "agent", "manager"])
async def test_nobody_else_does(who, ask, noor, mia, ada, recorded):
    by = {"nobody": None, "customer": noor, "agent": mia, "manager": ada}[who]
    before = await snapshot()

    answers = [
        await ask(CREATE, input={"key": "in_beta", "name": "In beta", "kind": "ACTIVE"}, by=by),
        await ask(UPDATE, key="planned", input={"name": "Soon"}, by=by),
        await ask(REORDER, keys=FIRST[::-1], by=by),
        await ask(DELETE, key="declined", by=by),
    ]

    refusal = "NotAllowed" if by else "NotSignedIn"
    assert [answer["__typename"] for answer in answers] == [refusal] * 4
    assert await snapshot() == before
    assert await recorded() == []


async def test_what_makes_no_sense_is_refused_at_its_field(ask, grace, recorded):
    before = await snapshot()

    answers = [
        await ask(CREATE, input={"key": "In beta!", "name": "In beta", "kind": "ACTIVE"}, by=grace),
        await ask(CREATE, input={"key": "in_beta", "name": "\0 \u202e", "kind": "ACTIVE"}, by=grace),
        await ask(UPDATE, key="planned", input={"name": "Shipped"}, by=grace),
        await ask(UPDATE, key="open", input={"kind": "DECLINED"}, by=grace),
        await ask(REORDER, keys=["planned"], by=grace),
    ]

    assert [answer["field"] for answer in answers] == ["key", "name", "name", "kind", "keys"]
    for key in ("nonsense\0", "x" * 1_000):
        assert (await ask(UPDATE, key=key, input={}, by=grace))["__typename"] == "NotFound"
        assert (await ask(DELETE, key=key, by=grace))["__typename"] == "NotFound"
        assert (await ask(REORDER, keys=[key], by=grace))["field"] == "keys"
    assert await snapshot() == before
    assert await recorded() == []


async def test_a_status_that_posts_have_is_not_deleted_and_says_how_many(ask, dark_mode, grace, ada, recorded):
    await ask(CHANGE, post=dark_mode.id, status="planned", reason="Soon.", by=ada)
    before = await recorded()

    answer = await ask(DELETE, key="planned", by=grace)

    assert (answer["__typename"], answer["count"]) == ("StatusInUse", 1)
    assert await Status.exists(key="planned")
    assert await recorded() == before


async def test_what_an_administrator_named_is_given_to_posts_and_told(ask, dark_mode, grace, ada, tom):
    await ask(CREATE, input={"key": "on_ice", "name": "On ice", "kind": "DECLINED"}, by=grace)

    answer = await ask(CHANGE, post=dark_mode.id, status="on_ice", reason="Not this year.", by=ada)

    assert answer["post"] == {
        "status": {"key": "on_ice", "name": "On ice", "kind": "DECLINED"},
        "statusReason": "Not this year.",
        "takesVotes": False,
    }
    await handle_events()
    assert [row.title for row in await Notification.filter(person=tom)] == ["“Dark mode” is now On ice"]


async def test_a_silent_change_shows_the_status_and_tells_nobody(ask, dark_mode, ada, mia, tom):
    answer = await ask(CHANGE, post=dark_mode.id, status="planned", silent=True, by=ada)
    await handle_events()

    assert answer["post"]["status"]["key"] == "planned"
    assert await Notification.all().count() == 0
    change = {"status": {"key": "planned"}, "reason": "", "silent": True}
    for viewer, history in ((mia, [change]), (tom, []), (None, [])):
        assert await ask(HISTORY, id=dark_mode.id, by=viewer) == {
            "status": {"key": "planned"},
            "statusHistory": history,
        }


async def test_a_change_has_a_reason_or_is_silent_and_never_both(ask, dark_mode, ada, recorded):
    answers = [
        await ask(CHANGE, post=dark_mode.id, status="planned", by=ada),
        await ask(CHANGE, post=dark_mode.id, status="planned", reason="\u200b", by=ada),
        await ask(CHANGE, post=dark_mode.id, status="planned", reason="Soon.", silent=True, by=ada),
    ]

    assert [(answer["__typename"], answer["field"]) for answer in answers] == [("InvalidInput", "reason")] * 3
    assert (await Post.get(id=dark_mode.id)).status_id == "open"
    assert await recorded() == []


async def test_no_post_gets_a_status_that_there_is_not(ask, dark_mode, ada, recorded):
    answer = await ask(CHANGE, post=dark_mode.id, status="nonsense", reason="So.", by=ada)

    assert (answer["__typename"], answer["field"]) == ("InvalidInput", "status")
    assert "Choose one of open, under_review" in answer["message"]
    assert (await Post.get(id=dark_mode.id)).status_id == "open"
    assert await recorded() == []


@pytest.mark.parametrize("typed", ["nonsense", "", "\0", "PLANNED", "%"])
async def test_a_filter_with_no_such_status_finds_nothing(typed, ask, dark_mode, ada):
    await posts.change_status(dark_mode, to="planned", reason="Soon.", by=ada)

    found = "query Found($status: String) { posts(status: $status) { totalCount } }"
    assert await ask(found, status=typed) == {"totalCount": 0}
    assert await ask(found, status="planned") == {"totalCount": 1}
