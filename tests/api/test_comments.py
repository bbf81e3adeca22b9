"""Comments over GraphQL."""

import asyncio
from uuid import uuid4

import pytest

from ideation.actions import comments as verbs
from ideation.actions import posts
from ideation.actions.merges import merge_posts, unmerge_post
from ideation.events import AboutPost, CommentAdded
from ideation.models import Comment, Delivery, Notification, Post
from ideation.reactions.handling import handle_events
from ideation.vocabulary import Kind

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


ALL_FIELDS = "id body replyToId isOfficial isPrivate standing editedAt author { name } earlierWordings { body }"
THREADS = f"""
query Threads($slug: String!) {{
  post(slug: $slug) {{
    commentCount
    comments {{ totalCount edges {{ node {{
      {ALL_FIELDS} via {{ title }}
      replies(first: 2) {{ totalCount pageInfo {{ hasNextPage endCursor }} edges {{ node {{ {ALL_FIELDS} }} }} }}
    }} }} }}
  }}
}}
"""
REPLY = """
mutation Reply($post: UUID!, $body: String!, $replyTo: UUID, $isPrivate: Boolean) {
  addComment(postId: $post, body: $body, replyTo: $replyTo, isPrivate: $isPrivate) {
    __typename
    ... on CommentAdded { comment { id replyToId isPrivate isOfficial standing } post { commentCount } }
    ... on Refusal { message }
    ... on InvalidInput { field }
  }
}
"""
EDIT = """
mutation Edit($comment: UUID!, $body: String!) {
  editComment(commentId: $comment, body: $body) {
    __typename
    ... on CommentEdited { comment { body editedAt earlierWordings { body } } }
    ... on Refusal { message }
  }
}
"""
REMOVE = """
mutation Remove($comment: UUID!, $reason: String! = "") {
  removeComment(commentId: $comment, reason: $reason) {
    __typename ... on CommentRemoved { post { commentCount } } ... on Refusal { message }
  }
}
"""


async def threads(ask, post, by=None):
    """What somebody reads below a post: each comment's words, and those of its replies."""
    answer = await ask(THREADS, slug=post.slug, by=by)
    return [
        (edge["node"]["body"], [reply["node"]["body"] for reply in edge["node"]["replies"]["edges"]])
        for edge in answer["comments"]["edges"]
    ]


async def test_replies_stand_one_level_below_what_they_answer(ask, dark_mode, noor, tom, mia):
    first = await verbs.add_comment(dark_mode, body="Please.", by=noor)
    await verbs.add_comment(dark_mode, body="Another.", by=tom)

    reply = await ask(REPLY, post=dark_mode.id, body="Soon.", reply_to=first.id, by=mia)
    deeper = await ask(REPLY, post=dark_mode.id, body="When?", reply_to=reply["comment"]["id"], by=noor)

    assert reply["comment"]["replyToId"] == deeper["comment"]["replyToId"] == str(first.id)
    assert reply["comment"]["isOfficial"]
    assert deeper["post"] == {"commentCount": 4}
    assert await threads(ask, dark_mode) == [("Please.", ["Soon.", "When?"]), ("Another.", [])]


async def test_replies_come_page_by_page(ask, dark_mode, noor):
    first = await verbs.add_comment(dark_mode, body="Please.", by=noor)
    for number in range(3):
        await verbs.add_comment(dark_mode, body=f"Reply {number}", reply_to=first, by=noor)

    [edge] = (await ask(THREADS, slug=dark_mode.slug))["comments"]["edges"]
    replies = edge["node"]["replies"]

    assert replies["totalCount"] == 3
    assert replies["pageInfo"]["hasNextPage"]
    rest = """
    query Rest($slug: String!, $after: String) { post(slug: $slug) { comments { edges { node {
      replies(after: $after) { edges { node { body } } } } } } } }
    """
    [edge] = (await ask(rest, slug=dark_mode.slug, after=replies["pageInfo"]["endCursor"]))["comments"]["edges"]
    assert [reply["node"]["body"] for reply in edge["node"]["replies"]["edges"]] == ["Reply 2"]


async def test_what_is_hidden_or_elsewhere_cannot_be_answered(ask, dark_mode, leak, noor, mia, recorded):
    note = await verbs.add_comment(dark_mode, body="Careful.", is_private=True, by=mia)
    secret = await verbs.add_comment(leak, body="Secret.", by=mia)
    gone = await verbs.add_comment(dark_mode, body="Gone.", by=noor)
    await verbs.remove_comment(gone, by=noor)
    before = await recorded(), await Comment.all().count()

    answers = [
        await ask(REPLY, post=dark_mode.id, body="What?", reply_to=comment, by=person)
        for comment, person in ((note.id, noor), (secret.id, noor), (uuid4(), noor), (gone.id, mia))
    ]
    other_post = await ask(REPLY, post=leak.id, body="Hm.", reply_to=note.id, by=mia)

    assert [answer["__typename"] for answer in answers] == ["NotFound"] * 3 + ["InvalidInput"]
    assert answers[0] == answers[2]
    assert (other_post["__typename"], other_post["field"]) == ("InvalidInput", "replyTo")
    assert (await recorded(), await Comment.all().count()) == before


async def test_notes_of_the_team_are_for_the_team_alone(ask, dark_mode, noor, tom, mia, ada, recorded):
    comment = await verbs.add_comment(dark_mode, body="Please.", by=noor)
    before = [await ask(THREADS, slug=dark_mode.slug, by=person) for person in (None, noor, tom)]

    note = await ask(REPLY, post=dark_mode.id, body="He pays a lot.", is_private=True, by=mia)
    answered = await ask(REPLY, post=dark_mode.id, body="Not enough.", reply_to=note["comment"]["id"], by=ada)
    below = await ask(REPLY, post=dark_mode.id, body="Her too.", reply_to=comment.id, is_private=True, by=ada)
    await ask(EDIT, comment=note["comment"]["id"], body="He pays a lot!", by=mia)
    await handle_events()

    assert answered["comment"]["isPrivate"]  # what answers a note is a note
    assert below["post"] == {"commentCount": 1}
    assert not note["comment"]["isOfficial"]
    assert [await ask(THREADS, slug=dark_mode.slug, by=person) for person in (None, noor, tom)] == before
    assert await threads(ask, dark_mode, by=ada) == [("Please.", ["Her too."]), ("He pays a lot!", ["Not enough."])]
    about_the_post = [fact for fact in await recorded() if isinstance(fact, AboutPost)]
    assert [type(fact) for fact in about_the_post] == [CommentAdded]  # so no subscription wakes for a note
    assert await Notification.exclude(post_id=dark_mode.id, kind="commented").count() == 0
    assert await Delivery.filter(notification_id__not_isnull=True).count() == 0


async def test_customers_write_no_notes(ask, dark_mode, noor, recorded):
    answer = await ask(REPLY, post=dark_mode.id, body="Psst.", is_private=True, by=noor)

    assert answer["__typename"] == "NotAllowed"
    assert await Comment.all().count() == 0
    assert await recorded() == []


async def test_a_comment_is_edited_by_who_wrote_it_and_the_earlier_words_are_kept(ask, dark_mode, noor, tom, mia):
    comment = await verbs.add_comment(dark_mode, body="Pleese.", by=noor)

    edited = await ask(EDIT, comment=comment.id, body="Please.", by=noor)
    same = await ask(EDIT, comment=comment.id, body=" Please. ", by=noor)
    refused = [await ask(EDIT, comment=comment.id, body="Never.", by=person) for person in (tom, mia, None)]

    assert edited["comment"]["body"] == "Please."
    assert edited["comment"]["editedAt"]
    assert edited["comment"]["earlierWordings"] == same["comment"]["earlierWordings"] == [{"body": "Pleese."}]
    assert [answer["__typename"] for answer in refused] == ["NotAllowed", "NotAllowed", "NotSignedIn"]
    assert (await Comment.get(id=comment.id)).body == "Please."
    seen = {}
    for name, person in (("nobody", None), ("tom", tom), ("noor", noor), ("mia", mia)):
        [edge] = (await ask(THREADS, slug=dark_mode.slug, by=person))["comments"]["edges"]
        seen[name] = [wording["body"] for wording in edge["node"]["earlierWordings"]]
    assert seen == {"nobody": [], "tom": [], "noor": ["Pleese."], "mia": ["Pleese."]}


async def test_a_removed_comment_leaves_its_place_only_where_it_was_answered(ask, dark_mode, noor, tom, mia):
    alone = await verbs.add_comment(dark_mode, body="Alone.", by=noor)
    answered = await verbs.add_comment(dark_mode, body="Answered.", by=noor)
    await verbs.add_comment(dark_mode, body="Indeed.", reply_to=answered, by=tom)

    await ask(REMOVE, comment=alone.id, by=noor)
    answer = await ask(REMOVE, comment=answered.id, by=noor)

    assert answer["post"] == {"commentCount": 1}
    assert await threads(ask, dark_mode) == await threads(ask, dark_mode, by=tom) == [("", ["Indeed."])]
    [place] = (await ask(THREADS, slug=dark_mode.slug))["comments"]["edges"]
    assert (place["node"]["author"], place["node"]["standing"]) == (None, "REJECTED")
    kept = [("Alone.", []), ("Answered.", ["Indeed."])]
    assert await threads(ask, dark_mode, by=mia) == await threads(ask, dark_mode, by=noor) == kept
    assert (await ask(EDIT, comment=answered.id, body="Back.", by=noor))["__typename"] == "NotAllowed"


async def test_staff_remove_what_others_wrote_and_say_why(ask, dark_mode, noor, tom, mia, recorded):
    comment = await verbs.add_comment(dark_mode, body="Buy pills.", by=tom)
    before = await recorded()

    refused = [
        await ask(REMOVE, comment=comment.id, reason="I like it not.", by=noor),
        await ask(REMOVE, comment=comment.id, by=mia),
    ]
    unchanged = await recorded() == before
    removed = await ask(REMOVE, comment=comment.id, reason="We sell no pills.", by=mia)
    again = await ask(REMOVE, comment=comment.id, reason="We sell no pills.", by=mia)
    await handle_events()

    assert [answer["__typename"] for answer in refused] == ["NotAllowed", "InvalidInput"]
    assert unchanged
    assert removed == again == {"__typename": "CommentRemoved", "post": {"commentCount": 0}}
    told = await Notification.get(person=tom, kind="rejected")
    assert (told.body, told.quote) == ("We sell no pills.", "Buy pills.")


async def test_comments_of_a_duplicate_show_on_its_original(ask, app, dark_mode, noor, tom, mia, ada):
    double = await posts.submit_post(app, kind=Kind.IDEA, title="Night mode", by=noor)
    old = await verbs.add_comment(double, body="From the duplicate.", by=noor)
    await verbs.add_comment(dark_mode, body="From the original.", by=tom)
    await merge_posts(double, into=dark_mode, by=ada)

    new = await ask(REPLY, post=double.id, body="Where am I?", by=noor)
    await ask(REPLY, post=dark_mode.id, body="Here.", reply_to=old.id, by=mia)

    shown = await ask(THREADS, slug=dark_mode.slug)
    assert [(edge["node"]["body"], edge["node"]["via"]) for edge in shown["comments"]["edges"]] == [
        ("From the duplicate.", {"title": "Night mode"}),
        ("From the original.", None),
        ("Where am I?", None),
    ]
    assert shown["comments"]["edges"][0]["node"]["replies"]["totalCount"] == 1
    assert shown["commentCount"] == 4
    assert (await Comment.get(id=new["comment"]["id"])).post_id == dark_mode.id
    # Taken apart again, each has what was said on it.
    await unmerge_post(double, by=ada)
    assert (await Post.get(id=dark_mode.id)).comment_count == (await Post.get(id=double.id)).comment_count == 2


async def test_a_duplicate_that_is_hidden_stays_so_on_its_original(ask, app, dark_mode, noor, tom, mia, ada):
    double = await posts.submit_post(app, kind=Kind.IDEA, title="Night mode", by=tom)
    await verbs.add_comment(double, body="Secret.", by=mia)
    await merge_posts(double, into=dark_mode, by=ada)
    await Post.filter(id=double.id).update(is_private=True)

    assert await threads(ask, dark_mode, by=noor) == await threads(ask, dark_mode) == []
    assert await threads(ask, dark_mode, by=tom) == await threads(ask, dark_mode, by=mia) == [("Secret.", [])]


@pytest.mark.commits
async def test_the_count_is_right_however_many_write_and_remove_at_once(dark_mode, noor, tom, mia):
    comments = await asyncio.gather(
        *(verbs.add_comment(dark_mode, body="Yes.", is_private=number % 5 == 0, by=mia) for number in range(20))
    )
    await asyncio.gather(
        *(verbs.remove_comment(comment, by=mia) for comment in [*comments[:10], *comments[:10]]),
        *(verbs.add_comment(dark_mode, body="No.", reply_to=comment, by=noor) for comment in comments[11:15]),
    )

    assert (await Post.get(id=dark_mode.id)).comment_count == 8 + 4
    assert await Comment.filter(post=dark_mode, standing="published", is_private=False).count() == 12
