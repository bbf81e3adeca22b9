"""Posts over GraphQL: saying something, finding it, deciding about it."""

from uuid import uuid4

import pytest

from api.pages import write_cursor
from ideation.actions import comments, posts, votes
from ideation.models import Post
from ideation.queries.paging import Position
from ideation.vocabulary import Kind

SUBMIT = """
mutation Submit($input: SubmitPostInput!) {
  submitPost(input: $input) {
    __typename
    ... on PostSubmitted {
      post { kind title body author { name } board { slug } status { key } voteCount tags { name } }
    }
    ... on Refusal { message }
    ... on InvalidInput { field }
  }
}
"""
CHANGE_STATUS = """
mutation ChangeStatus($post: UUID!, $status: String!, $reason: String! = "", $silent: Boolean! = false) {
  changeStatus(postId: $post, status: $status, reason: $reason, silent: $silent) {
    __typename
    ... on StatusChanged {
      post { status { key name } statusReason statusHistory { status { key } reason silent by { name } } }
    }
    ... on Refusal { message }
    ... on InvalidInput { field }
  }
}
"""
POSTS = """
query Posts($board: String, $kind: Kind, $status: String, $tag: String, $text: String, $author: UUID,
            $sort: PostSort! = NEWEST, $first: Int! = 20, $after: String) {
  posts(board: $board, kind: $kind, status: $status, tag: $tag, text: $text, author: $author,
        sort: $sort, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges { node { title author { name } tags { name } voteCount commentCount viewerHasVoted excerpt board { name } } }
  }
}
"""
POST = "query One($id: UUID, $slug: String) { post(id: $id, slug: $slug) { title } }"
BOARD = """
{
  boards { slug mayPost statusCounts { status { key } count } tags { name }
    posts(first: 5) { edges { node { title comments(first: 2) { edges { node { body author { name } } } }
                                     voters(first: 3) { edges { node { name } } } statusHistory { reason } } } }
    reports { edges { node { title } } } }
}
"""


@pytest.mark.parametrize("kind", ["IDEA", "COMPLAINT", "QUESTION", "PRAISE"])
async def test_each_kind_of_post_can_be_submitted(ask, app, noor, kind):
    answer = await ask(
        SUBMIT, input={"board": "app", "kind": kind, "title": " An  exit ", "body": "Show\r\nit."}, by=noor
    )

    assert answer == {
        "__typename": "PostSubmitted",
        "post": {
            "kind": kind,
            "title": "An exit",
            "body": "Show\nit.",
            "author": {"name": "Noor"},
            "board": {"slug": "app"},
            "status": {"key": "open"},
            "voteCount": 0,
            "tags": [],
        },
    }


async def test_a_post_without_a_title_is_refused_at_its_field(ask, app, noor, recorded):
    answer = await ask(SUBMIT, input={"board": "app", "kind": "IDEA", "title": "\u200b \x07"}, by=noor)

    assert answer["__typename"] == "InvalidInput"
    assert answer["field"] == "title"
    assert await Post.all().count() == 0
    assert await recorded() == []


async def test_a_customer_can_neither_post_where_they_cannot_read_nor_set_tags(ask, app, backstage, noor):
    hidden = await ask(SUBMIT, input={"board": "backstage", "kind": "IDEA", "title": "Hello"}, by=noor)
    tagged = await ask(SUBMIT, input={"board": "app", "kind": "IDEA", "title": "Hello", "tags": ["x"]}, by=noor)

    assert [hidden["__typename"], tagged["__typename"]] == ["NotFound", "NotAllowed"]
    assert await Post.all().count() == 0


async def test_a_status_changes_with_its_reason_and_enters_the_history(ask, dark_mode, ada):
    await ask(CHANGE_STATUS, post=dark_mode.id, status="planned", reason="Many asked.", by=ada)
    answer = await ask(CHANGE_STATUS, post=dark_mode.id, status="shipped", reason="It is out.", by=ada)

    assert answer["post"] == {
        "status": {"key": "shipped", "name": "Shipped"},
        "statusReason": "It is out.",
        "statusHistory": [
            {"status": {"key": "planned"}, "reason": "Many asked.", "silent": False, "by": {"name": "Ada"}},
            {"status": {"key": "shipped"}, "reason": "It is out.", "silent": False, "by": {"name": "Ada"}},
        ],
    }


async def test_a_status_needs_a_reason_and_a_manager(ask, dark_mode, ada, mia, noor, recorded):
    silent = await ask(CHANGE_STATUS, post=dark_mode.id, status="planned", reason=" ", by=ada)
    agent = await ask(CHANGE_STATUS, post=dark_mode.id, status="planned", reason="So", by=mia)
    customer = await ask(CHANGE_STATUS, post=dark_mode.id, status="planned", reason="So", by=noor)

    assert silent["__typename"] == "InvalidInput"
    assert agent["__typename"] == customer["__typename"] == "NotAllowed"
    assert (await Post.get(id=dark_mode.id)).status_id == "open"
    assert await recorded() == []


async def test_posts_are_found_by_every_filter_at_once(ask, app, dark_mode, mia, noor, tom):
    await posts.submit_post(
        app, kind=Kind.COMPLAINT, title="L'été, c'est trop clair", tags=["Display"], language="fr", by=mia
    )

    async def titles(**wanted):
        return [edge["node"]["title"] for edge in (await ask(POSTS, **wanted))["edges"]]

    assert await titles(text="ETE") == ["L'été, c'est trop clair"]
    assert await titles(text="scree eyes") == []
    assert await titles(text="eyes scree") == ["Dark mode"]
    assert await titles(tag="display") == await titles(kind="COMPLAINT") == ["L'été, c'est trop clair"]
    assert await titles(author=tom.id, board="APP", status="open") == ["Dark mode"]
    assert await titles(text="!!!") == []
    assert len(await titles(text="")) == 2


@pytest.mark.parametrize("sort", ["NEWEST", "MOST_VOTED", "TRENDING"])
async def test_pages_show_every_post_once(ask, app, noor, tom, sort):
    for number in range(7):
        post = await posts.submit_post(app, kind=Kind.IDEA, title=f"Idea {number}", by=noor)
        if number % 3 == 0:
            await votes.cast_vote(post, by=tom)

    seen, after = [], None
    while True:
        page = await ask(POSTS, sort=sort, first=3, after=after)
        seen += [edge["node"]["title"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break

    assert sorted(seen) == [f"Idea {number}" for number in range(7)]
    assert page["totalCount"] == 7


@pytest.mark.parametrize("first", [-1, 0, 101, 1_000_000])
async def test_a_page_has_one_to_a_hundred_rows(ask, dark_mode, first):
    answer = await ask.whole(POSTS, first=first)

    assert "errors" in answer
    assert not answer.get("data")


@pytest.mark.parametrize("after", ["", "x", "WyJhIiwgImIiXQ==", "bnVsbA==", "\u0661", "W10="])
async def test_a_foreign_cursor_is_refused_in_words(ask, dark_mode, after):
    answer = await ask.whole(POSTS, after=after)

    assert answer["errors"][0]["message"] == "This cursor does not belong to this list. Begin again without it."


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
async def test_a_cursor_outside_of_time_is_refused(ask, dark_mode, moment):
    answer = await ask.whole(POSTS, after=write_cursor(Position(moment, dark_mode.id)))

    assert "does not belong" in answer["errors"][0]["message"]


async def test_a_cursor_of_another_order_is_refused(ask, dark_mode):
    page = await ask(POSTS, sort="MOST_VOTED")

    answer = await ask.whole(POSTS, sort="NEWEST", after=page["pageInfo"]["endCursor"])

    assert "does not belong" in answer["errors"][0]["message"]


async def test_a_post_is_read_by_id_and_by_slug_and_hidden_ones_are_like_missing_ones(ask, dark_mode, leak, noor, mia):
    assert await ask(POST, id=dark_mode.id) == await ask(POST, slug=dark_mode.slug) == {"title": "Dark mode"}
    assert await ask(POST, slug=leak.slug, by=noor) is await ask(POST, id=uuid4()) is None
    assert await ask(POST, slug=leak.slug, by=mia) == {"title": "Zebrafish leak"}
    assert await ask(POST) is None


async def test_what_staff_say_among_themselves_is_in_no_answer_to_others(ask, app, dark_mode, leak, noor):
    for viewer in (None, noor):
        for text in (None, "zebrafish"):
            assert "ebrafish" not in str(await ask.whole(POSTS, text=text, by=viewer))
        assert "ebrafish" not in str(await ask.whole(BOARD, by=viewer))
        assert (await ask(POSTS, by=viewer))["totalCount"] == 1


async def test_a_list_takes_the_same_few_statements_for_one_row_and_for_ten(ask, app, noor, tom, statements):
    async def submit(count):
        for number in range(count):
            post = await posts.submit_post(app, kind=Kind.IDEA, title=f"Idea {number}", by=tom)
            await votes.cast_vote(post, by=noor)
            await comments.add_comment(post, body="Yes.", by=noor)

    await submit(1)
    one = [await statements.during(ask(document, by=noor)) for document in (POSTS, BOARD)]
    await submit(9)
    ten = [await statements.during(ask(document, by=noor)) for document in (POSTS, BOARD)]

    assert one == ten
    assert len(ten[0]) == 2  # the page and the total
