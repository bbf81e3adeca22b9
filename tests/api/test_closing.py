"""Closing, locking and pinning posts, over GraphQL."""

import pytest

from ideation.actions import comments, posts
from ideation.events import PostClosed, PostLocked
from ideation.models import Comment, Post, Vote
from ideation.vocabulary import Kind


def mutation(field, fact, arguments=""):
    reason = ", $reason: String!" if arguments else ""
    return f"""
    mutation Do($post: UUID!{reason}) {{ {field}(postId: $post{arguments}) {{
      __typename
      ... on {fact} {{
        post {{ takesVotes takesComments closedAt lockedAt pinnedAt turns {{ turn reason by {{ name }} }} }}
      }}
      ... on Refusal {{ message }}
      {"... on InvalidInput { field }" if reason or field == "pinPost" else ""}
    }} }}
    """


CLOSE, REOPEN = mutation("closePost", "PostClosed", ", reason: $reason"), mutation("reopenPost", "PostReopened")
LOCK, UNLOCK = mutation("lockPost", "PostLocked", ", reason: $reason"), mutation("unlockPost", "PostUnlocked")
PIN, UNPIN = mutation("pinPost", "PostPinned"), mutation("unpinPost", "PostUnpinned")
CAST_VOTE = "mutation V($post: UUID!) { castVote(postId: $post) { __typename ... on Refusal { message } } }"
ADD = """
mutation Add($post: UUID!, $body: String!, $isPrivate: Boolean! = false) {
  addComment(postId: $post, body: $body, isPrivate: $isPrivate) { __typename ... on Refusal { message } }
}
"""
EDIT = 'mutation E($id: UUID!) { editComment(commentId: $id, body: "New.") { __typename } }'
PINNED = '{ board(slug: "app") { pinned { title } posts { edges { node { title } } } } }'


async def test_a_closed_post_takes_no_votes_until_it_is_reopened(ask, dark_mode, noor, ada, recorded):
    closed = await ask(CLOSE, post=dark_mode.id, reason="Asked and answered.", by=ada)
    again = await ask(CLOSE, post=dark_mode.id, reason="Asked and answered.", by=ada)
    refused = await ask(CAST_VOTE, post=dark_mode.id, by=noor)
    votes_while_closed = await Vote.all().count()
    reopened = await ask(REOPEN, post=dark_mode.id, by=ada)
    counted = await ask(CAST_VOTE, post=dark_mode.id, by=noor)

    assert (closed["post"]["takesVotes"], bool(closed["post"]["closedAt"])) == (False, True)
    assert again == closed
    assert refused == {"__typename": "VotingClosed", "message": "This is closed now, so its votes stay as they are."}
    assert votes_while_closed == 0
    assert reopened["post"]["takesVotes"]
    assert [(turn["turn"], turn["reason"], turn["by"]["name"]) for turn in reopened["post"]["turns"]] == [
        ("CLOSED", "Asked and answered.", "Ada"),
        ("REOPENED", None, "Ada"),
    ]
    assert counted["__typename"] == "VoteCast"
    assert (await recorded())[0] == PostClosed(
        post_id=dark_mode.id, board_id=dark_mode.board_id, reason="Asked and answered."
    )


async def test_a_locked_post_takes_no_comments_but_notes_of_the_team(ask, dark_mode, noor, mia, recorded):
    comment = await comments.add_comment(dark_mode, body="First.", by=noor)
    locked = await ask(LOCK, post=dark_mode.id, reason="Cool down.", by=mia)
    before = await recorded()

    added = [await ask(ADD, post=dark_mode.id, body="More!", by=person) for person in (noor, mia)]
    edited = await ask(EDIT, id=comment.id, by=noor)
    unchanged = await recorded() == before and await Comment.all().count() == 1
    note = await ask(ADD, post=dark_mode.id, body="They are angry.", is_private=True, by=mia)
    unlocked = await ask(UNLOCK, post=dark_mode.id, by=mia)
    after = await ask(ADD, post=dark_mode.id, body="More.", by=noor)

    assert (locked["post"]["takesComments"], locked["post"]["turns"][0]["reason"]) == (False, "Cool down.")
    assert {answer["__typename"] for answer in [*added, edited]} == {"CommentsLocked"}
    assert added[0]["message"] == (
        "The team has locked this discussion. What was said stays, and nothing is added or changed."
    )
    assert unchanged
    assert note["__typename"] == after["__typename"] == "CommentAdded"
    assert unlocked["post"]["takesComments"]
    assert [type(fact) for fact in before][-1] == PostLocked


async def test_pinned_posts_stand_above_their_board_and_the_lists_stay_as_they_are(ask, app, dark_mode, noor, mia):
    for number in range(3):
        await posts.submit_post(app, kind=Kind.IDEA, title=f"Idea {number}", by=noor)
    before = await ask(PINNED)

    pinned = await ask(PIN, post=dark_mode.id, by=mia)
    after = await ask(PINNED)
    await ask(UNPIN, post=dark_mode.id, by=mia)

    assert pinned["post"]["pinnedAt"]
    assert before["pinned"] == []
    assert after == {**before, "pinned": [{"title": "Dark mode"}]}
    assert (await ask(PINNED)) == before


async def test_five_posts_are_pinned_at_most(ask, app, noor, mia, recorded):
    ideas = [await posts.submit_post(app, kind=Kind.IDEA, title=f"Idea {number}", by=noor) for number in range(6)]
    for idea in ideas[:5]:
        await ask(PIN, post=idea.id, by=mia)
    before = await recorded()

    refused = await ask(PIN, post=ideas[5].id, by=mia)
    again = await ask(PIN, post=ideas[0].id, by=mia)

    assert (refused["__typename"], refused["field"]) == ("InvalidInput", "postId")
    assert again["__typename"] == "PostPinned"
    assert await Post.filter(pinned_at__isnull=False).count() == 5
    assert await recorded() == before


@pytest.mark.parametrize("hidden", [{"standing": "held"}, {"is_private": True}])
async def test_what_the_board_does_not_list_cannot_be_pinned(ask, dark_mode, mia, hidden):
    await dark_mode.update_from_dict(hidden).save()

    assert (await ask(PIN, post=dark_mode.id, by=mia))["__typename"] == "InvalidInput"
    assert (await ask(PINNED, by=mia))["pinned"] == []


@pytest.mark.parametrize("document", [CLOSE, LOCK, PIN, REOPEN, UNLOCK, UNPIN])
async def test_customers_and_strangers_do_none_of_it(ask, dark_mode, leak, noor, tom, document, recorded):
    reason = {"reason": "I say so."} if "$reason" in document else {}

    answers = [await ask(document, post=dark_mode.id, **reason, by=person) for person in (tom, noor, None)]
    hidden = await ask(document, post=leak.id, **reason, by=noor)

    assert [answer["__typename"] for answer in answers] == ["NotAllowed", "NotAllowed", "NotSignedIn"]
    assert hidden["__typename"] == "NotFound"
    post = await Post.get(id=dark_mode.id)
    assert (post.closed_at, post.locked_at, post.pinned_at) == (None, None, None)
    assert await recorded() == []


async def test_agents_lock_and_do_not_decide(ask, dark_mode, mia):
    assert (await ask(CLOSE, post=dark_mode.id, reason="Enough.", by=mia))["__typename"] == "NotAllowed"
    assert (await ask(LOCK, post=dark_mode.id, reason=" ", by=mia))["__typename"] == "InvalidInput"
