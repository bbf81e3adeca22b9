"""Comments over GraphQL."""

from ideation.actions import comments as verbs
from ideation.models import Comment, Post

ADD_COMMENT = """
mutation AddComment($post: UUID!, $body: String!) {
  addComment(postId: $post, body: $body) {
    __typename
    ... on CommentAdded { comment { body isOfficial author { name } } post { commentCount } }
    ... on Refusal { message }
    ... on InvalidInput { field }
  }
}
"""
COMMENTS = """
query Comments($slug: String!, $first: Int!, $after: String) {
  post(slug: $slug) {
    comments(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { body } } }
  }
}
"""


async def test_a_comment_is_added_and_counted(ask, dark_mode, noor):
    answer = await ask(ADD_COMMENT, post=dark_mode.id, body="Yes, please.", by=noor)

    assert answer == {
        "__typename": "CommentAdded",
        "comment": {"body": "Yes, please.", "isOfficial": False, "author": {"name": "Noor"}},
        "post": {"commentCount": 1},
    }


async def test_what_staff_say_is_marked_as_official(ask, dark_mode, mia):
    answer = await ask(ADD_COMMENT, post=dark_mode.id, body="We hear you.", by=mia)

    assert answer["comment"]["isOfficial"] is True


async def test_an_empty_comment_is_refused_at_its_field(ask, dark_mode, noor, recorded):
    answer = await ask(ADD_COMMENT, post=dark_mode.id, body=" \n ", by=noor)

    assert (answer["__typename"], answer["field"]) == ("InvalidInput", "body")
    assert (await Post.get(id=dark_mode.id)).comment_count == await Comment.all().count() == 0
    assert await recorded() == []


async def test_commenting_needs_somebody_who_may_read_the_post(ask, dark_mode, leak, noor):
    signed_out = await ask(ADD_COMMENT, post=dark_mode.id, body="Hello")
    customer = await ask(ADD_COMMENT, post=leak.id, body="Hello", by=noor)

    assert [signed_out["__typename"], customer["__typename"]] == ["NotSignedIn", "NotFound"]
    assert await Comment.all().count() == 0


async def test_comments_come_oldest_first_page_by_page(ask, dark_mode, noor):
    for number in range(5):
        await verbs.add_comment(dark_mode, body=f"Comment {number}", by=noor)

    first = (await ask(COMMENTS, slug=dark_mode.slug, first=3))["comments"]
    second = (await ask(COMMENTS, slug=dark_mode.slug, first=3, after=first["pageInfo"]["endCursor"]))["comments"]

    bodies = [edge["node"]["body"] for edge in first["edges"] + second["edges"]]
    assert bodies == [f"Comment {number}" for number in range(5)]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"], second["pageInfo"]["hasNextPage"]) == (
        5,
        True,
        False,
    )
