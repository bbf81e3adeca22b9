"""What waits for the team, what people flag, and who may not take part, over GraphQL."""

import pytest

from ideation.actions import comments, merges, moderation, posts
from ideation.events import (
    AboutPost,
    CommentHeld,
    CommentPublished,
    CommentRejected,
    ContentFlagged,
    FlagsDismissed,
    PostHeld,
    PostPublished,
    PostRejected,
)
from ideation.models import Comment, Flag, Notification, Person, Post
from ideation.reactions.handling import handle_events
from ideation.vocabulary import FlagReason, Kind, Standing

SET = """
mutation Set($board: String!, $kinds: [Kind!]!, $comments: Boolean!) {
  setModeration(board: $board, kinds: $kinds, comments: $comments) {
    __typename ... on ModerationSet { board { moderatedKinds moderatesComments } }
  }
}
"""
SUBMIT = """
mutation Submit($kind: Kind!, $title: String!) {
  submitPost(input: {board: "app", kind: $kind, title: $title}) {
    __typename ... on PostSubmitted { post { id title standing } } ... on Refusal { message }
  }
}
"""
ADD = """
mutation Add($post: UUID!, $body: String!) {
  addComment(postId: $post, body: $body) {
    __typename ... on CommentAdded { comment { id standing } post { commentCount } } ... on Refusal { message }
  }
}
"""
QUEUE = """
query Queue($board: String, $kind: Kind, $first: Int! = 20, $after: String) {
  moderationQueue(board: $board, kind: $kind, first: $first, after: $after) {
    totalCount pageInfo { endCursor hasNextPage }
    edges { node { isHeld post { title } comment { body author { name } } flags { reason words person { name } } } }
  }
}
"""
FLAG = """
mutation Flag($post: UUID, $comment: UUID, $reason: FlagReason!, $words: String! = "") {
  flag(postId: $post, commentId: $comment, reason: $reason, words: $words) { __typename ... on Refusal { message } }
}
"""
EDIT = """
mutation Edit($post: UUID!, $title: String!) {
  editPost(postId: $post, input: {title: $title}) { __typename ... on Refusal { message } }
}
"""


def moderate(field, fact, arguments=""):
    reason = ", $reason: String!" if arguments else ""
    return f"""
    mutation Do($post: UUID, $comment: UUID{reason}) {{ {field}(postId: $post, commentId: $comment{arguments}) {{
      __typename ... on {fact} {{ post {{ standing }} comment {{ standing }} }} ... on Refusal {{ message }}
    }} }}
    """


APPROVE = moderate("approve", "ContentApproved")
REJECT = moderate("reject", "ContentRejected", ", reason: $reason")
READ = """
query Read { board(slug: "app") {
  statusCounts { count } posts { totalCount edges { node { title commentCount comments { edges { node { body } } } } } }
} }
"""
BLOCK = """
mutation Block($person: UUID!, $reason: String!) {
  blockPerson(personId: $person, reason: $reason) {
    __typename ... on PersonBlocked { blocked { person { name } reason } } ... on Refusal { message }
  }
}
"""
UNBLOCK = "mutation Un($person: UUID!) { unblockPerson(personId: $person) { __typename } }"
BLOCKED = "{ blockedPeople { totalCount edges { node { person { name } reason blockedAt } } } }"


@pytest.fixture
async def moderated(app, grace):
    """The public board, where customers' complaints and comments wait."""
    return await moderation.set_moderation(app, kinds=[Kind.COMPLAINT], comments=True, by=grace)


async def queue(ask, by, **narrowed):
    return [edge["node"] for edge in (await ask(QUEUE, **narrowed, by=by))["edges"]]


async def test_administrators_say_what_waits_on_a_board(ask, app, grace, ada, noor, recorded):
    wanted = {"board": "app", "kinds": ["QUESTION", "COMPLAINT", "COMPLAINT"], "comments": True}
    refused = [await ask(SET, **wanted, by=person) for person in (ada, noor, None)]
    nothing = await recorded()

    answer = await ask(SET, **wanted, by=grace)

    assert [each["__typename"] for each in refused] == ["NotAllowed", "NotAllowed", "NotSignedIn"]
    assert nothing == []
    assert answer["board"] == {"moderatedKinds": ["COMPLAINT", "QUESTION"], "moderatesComments": True}


async def test_a_moderated_post_waits_and_nobody_else_notices(ask, moderated, dark_mode, noor, tom, mia, recorded):
    before = [await ask(READ, by=person) for person in (None, tom)]

    answer = await ask(SUBMIT, kind="COMPLAINT", title="Zebra!", by=noor)
    await handle_events()

    assert answer["post"]["standing"] == "HELD"
    assert [await ask(READ, by=person) for person in (None, tom)] == before
    assert [type(fact) for fact in await recorded()] == [PostHeld]
    assert not [fact for fact in await recorded() if isinstance(fact, AboutPost)]
    [waiting] = await queue(ask, mia)
    assert (waiting["isHeld"], waiting["post"], waiting["comment"]) == (True, {"title": "Zebra!"}, None)
    other_kind = await ask(SUBMIT, kind="IDEA", title="Free", by=noor)
    by_staff = await ask(SUBMIT, kind="COMPLAINT", title="Ours", by=mia)
    assert other_kind["post"]["standing"] == by_staff["post"]["standing"] == "PUBLISHED"


async def test_an_approved_post_is_published_and_told(ask, moderated, noor, tom, mia, recorded):
    held = (await ask(SUBMIT, kind="COMPLAINT", title="Zebra", by=noor))["post"]["id"]

    approved = await ask(APPROVE, post=held, by=mia)
    again = await ask(APPROVE, post=held, by=mia)
    await handle_events()

    assert approved["post"] == again["post"] == {"standing": "PUBLISHED"}
    assert (await ask(READ, by=tom))["posts"]["totalCount"] == 1
    assert [type(fact) for fact in await recorded()].count(PostPublished) == 1
    assert isinstance((await recorded())[-1], AboutPost)
    assert [row.title for row in await Notification.filter(person=noor, kind="approved")] == ["“Zebra” is published"]
    assert await queue(ask, mia) == []


async def test_a_rejected_post_is_read_by_its_author_and_staff_who_hear_why(ask, moderated, noor, tom, mia, recorded):
    held = (await ask(SUBMIT, kind="COMPLAINT", title="Zebra", by=noor))["post"]["id"]

    without_reason = await ask(REJECT, post=held, reason=" ", by=mia)
    answer = await ask(REJECT, post=held, reason="Say what happened.", by=mia)
    await handle_events()

    assert without_reason["__typename"] == "InvalidInput"
    assert answer["post"] == {"standing": "REJECTED"}
    assert (await ask(READ, by=noor))["posts"]["totalCount"] == 0
    read = "query P($id: UUID!) { post(id: $id) { standing } }"
    assert [await ask(read, id=held, by=person) for person in (noor, tom, None)] == [
        {"standing": "REJECTED"},
        None,
        None,
    ]
    [told] = await Notification.filter(person=noor, kind="rejected")
    assert told.body == "Say what happened."
    assert [type(fact) for fact in await recorded()] == [PostHeld, PostRejected]


async def test_a_moderated_comment_waits_and_is_counted_when_it_is_published(
    ask, moderated, dark_mode, noor, tom, mia, recorded
):
    before = [await ask(READ, by=person) for person in (None, tom)]
    added = await ask(ADD, post=dark_mode.id, body="Zebra.", by=noor)
    comment = added["comment"]["id"]
    await handle_events()

    assert added["comment"]["standing"] == "HELD"
    assert added["post"] == {"commentCount": 0}
    assert [await ask(READ, by=person) for person in (None, tom)] == before
    assert await Notification.all().count() == 0
    [waiting] = await queue(ask, mia)
    assert waiting["comment"] == {"body": "Zebra.", "author": {"name": "Noor"}}

    await ask(APPROVE, comment=comment, by=mia)
    await ask(APPROVE, comment=comment, by=mia)
    await handle_events()
    assert (await Post.get(id=dark_mode.id)).comment_count == 1
    assert [type(fact) for fact in await recorded()] == [CommentHeld, CommentPublished]
    assert sorted(row.kind for row in await Notification.all()) == ["approved", "commented"]
    edited = await ask(
        'mutation E($id: UUID!) { editComment(commentId: $id, body: "Pills.") { __typename } }', id=comment, by=noor
    )
    assert edited["__typename"] == "NotAllowed"  # what the team approved is what stays there


async def test_a_rejected_comment_never_counts(ask, moderated, dark_mode, noor, mia, recorded):
    comment = (await ask(ADD, post=dark_mode.id, body="Zebra.", by=noor))["comment"]["id"]
    await ask(REJECT, comment=comment, reason="No zebras.", by=mia)
    await handle_events()

    assert (await Post.get(id=dark_mode.id)).comment_count == 0
    assert [type(fact) for fact in await recorded()] == [CommentHeld, CommentRejected]
    assert (await Notification.get(person=noor)).body == "No zebras."
    assert await queue(ask, mia) == []


async def test_the_queue_is_narrowed_by_board_and_kind_and_paged(ask, moderated, beta, dark_mode, noor, grace, mia):
    beta = await moderation.set_moderation(beta, kinds=[Kind.IDEA], comments=False, by=grace)
    await ask(SUBMIT, kind="COMPLAINT", title="One", by=noor)
    await ask(ADD, post=dark_mode.id, body="Two", by=noor)
    await posts.submit_post(beta, kind=Kind.IDEA, title="Three", by=noor)

    async def found(**narrowed):
        return [
            (node["comment"] or node["post"])["body" if node["comment"] else "title"]
            for node in await queue(ask, mia, **narrowed)
        ]

    assert await found() == ["One", "Two", "Three"]
    assert await found(board="app") == ["One", "Two"]
    assert await found(kind="IDEA") == ["Two", "Three"]
    assert await found(board="app", kind="COMPLAINT") == ["One"]
    first = await ask(QUEUE, first=2, by=mia)
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (3, True)
    assert await found(first=2, after=first["pageInfo"]["endCursor"]) == ["Three"]


async def test_people_flag_what_should_not_be_there_once_and_only_the_team_sees_it(
    ask, dark_mode, noor, tom, mia, ada, recorded
):
    comment = await comments.add_comment(dark_mode, body="Buy pills.", by=tom)
    before = [await ask(READ, by=person) for person in (None, tom, noor)]

    for _ in range(2):
        assert (await ask(FLAG, comment=comment.id, reason="SPAM", words="Pills!", by=noor))[
            "__typename"
        ] == "ContentFlagged"
    await ask(FLAG, comment=comment.id, reason="OTHER", by=mia)
    await ask(FLAG, post=dark_mode.id, reason="OFF_TOPIC", by=noor)

    assert [await ask(READ, by=person) for person in (None, tom, noor)] == before
    first, second = await queue(ask, ada)
    assert not first["isHeld"]
    assert first["comment"]["body"] == "Buy pills."
    assert first["flags"] == [
        {"reason": "SPAM", "words": "Pills!", "person": {"name": "Noor"}},
        {"reason": "OTHER", "words": "", "person": {"name": "Mia"}},
    ]
    assert (second["post"]["title"], second["comment"], len(second["flags"])) == ("Dark mode", None, 1)
    assert await queue(ask, noor) == await queue(ask, None) == []
    assert [type(fact) for fact in await recorded()].count(ContentFlagged) == 3


async def test_the_team_keeps_or_takes_out_what_was_flagged(ask, dark_mode, noor, tom, mia, recorded):
    fine = await comments.add_comment(dark_mode, body="Fine.", by=tom)
    spam = await comments.add_comment(dark_mode, body="Buy pills.", by=tom)
    for comment in (fine, spam):
        await ask(FLAG, comment=comment.id, reason="SPAM", by=noor)

    await ask(APPROVE, comment=fine.id, by=mia)
    taken_out = await ask(REJECT, comment=spam.id, reason="We sell no pills.", by=mia)

    assert taken_out["comment"] == {"standing": "REJECTED"}
    assert await queue(ask, mia) == []
    assert (await Post.get(id=dark_mode.id)).comment_count == 1
    assert FlagsDismissed(on_id=fine.id) in await recorded()
    await ask(FLAG, comment=fine.id, reason="SPAM", by=mia)
    assert len((await queue(ask, mia))[0]["flags"]) == 1  # a new flag brings it back, with the new one only


async def test_flags_are_refused_on_ones_own_and_on_what_one_may_not_read(
    ask, dark_mode, leak, tom, noor, mia, recorded
):
    note = await comments.add_comment(dark_mode, body="Psst.", is_private=True, by=mia)
    before = await recorded()

    answers = [
        await ask(FLAG, post=dark_mode.id, reason="SPAM", by=tom),
        await ask(FLAG, post=leak.id, reason="SPAM", by=noor),
        await ask(FLAG, comment=note.id, reason="SPAM", by=noor),
        await ask(FLAG, post=dark_mode.id, reason="SPAM"),
    ]

    assert [answer["__typename"] for answer in answers] == ["NotAllowed", "NotFound", "NotFound", "NotSignedIn"]
    assert await Flag.all().count() == 0
    assert await recorded() == before


async def test_customers_moderate_nothing(ask, moderated, dark_mode, noor, tom, recorded):
    held = await comments.add_comment(dark_mode, body="Wait.", by=noor)
    before = await recorded()

    own = [await ask(APPROVE, comment=held.id, by=noor), await ask(REJECT, post=dark_mode.id, reason="Mine.", by=tom)]
    others = [await ask(APPROVE, comment=held.id, by=tom), await ask(APPROVE, post=dark_mode.id)]

    assert [answer["__typename"] for answer in own + others] == ["NotAllowed", "NotAllowed", "NotFound", "NotSignedIn"]
    assert (await Comment.get(id=held.id)).standing is Standing.HELD
    assert await recorded() == before


async def test_who_is_blocked_reads_and_does_nothing_else(ask, dark_mode, noor, mia, recorded):
    own = await comments.add_comment(dark_mode, body="Mine.", by=noor)
    blocked = await ask(BLOCK, person=noor.id, reason="Sells pills.", by=mia)
    noor = await Person.get(id=noor.id)
    before = await recorded()

    refused = [
        await ask(ADD, post=dark_mode.id, body="Hello?", by=noor),
        await ask(SUBMIT, kind="IDEA", title="Hello?", by=noor),
        await ask(FLAG, post=dark_mode.id, reason="SPAM", by=noor),
        await ask(
            "mutation V($p: UUID!) { castVote(postId: $p) { __typename ... on Refusal { message } } }",
            p=dark_mode.id,
            by=noor,
        ),
        await ask(
            "mutation V($p: UUID!) { react(postId: $p, feeling: SAD) { __typename ... on Refusal { message } } }",
            p=dark_mode.id,
            by=noor,
        ),
        await ask(
            "mutation V($c: UUID!) { removeComment(commentId: $c) { __typename ... on Refusal { message } } }",
            c=own.id,
            by=noor,
        ),
    ]

    assert blocked["blocked"] == {"person": {"name": "Noor"}, "reason": "Sells pills."}
    assert {answer["__typename"] for answer in refused} == {"Blocked"}
    assert refused[0]["message"].startswith("You were blocked from taking part here")
    assert await recorded() == before
    assert (await ask(READ, by=noor))["posts"]["totalCount"] == 1
    mark = "mutation { markNotificationsRead { __typename } }"
    assert (await ask(mark, by=noor))["__typename"] == "NotificationsRead"
    assert (await ask(UNBLOCK, person=noor.id, by=mia))["__typename"] == "PersonUnblocked"
    noor = await Person.get(id=noor.id)
    assert (await ask(ADD, post=dark_mode.id, body="Hello!", by=noor))["__typename"] == "CommentAdded"


async def test_the_block_list_is_for_the_team(ask, noor, tom, mia):
    await ask(BLOCK, person=noor.id, reason="Sells pills.", by=mia)
    await ask(BLOCK, person=noor.id, reason="Again.", by=mia)

    listed = await ask(BLOCKED, by=mia)

    assert listed["totalCount"] == 1
    [edge] = listed["edges"]
    assert (edge["node"]["person"], edge["node"]["reason"]) == ({"name": "Noor"}, "Sells pills.")
    assert await ask(BLOCKED, by=tom) == await ask(BLOCKED) == {"totalCount": 0, "edges": []}


async def test_staff_block_customers_and_only_administrators_block_staff(ask, noor, tom, mia, ada, grace, recorded):
    answers = [
        await ask(BLOCK, person=tom.id, reason="So.", by=noor),
        await ask(BLOCK, person=ada.id, reason="So.", by=mia),
        await ask(BLOCK, person=grace.id, reason="So.", by=grace),
        await ask(UNBLOCK, person=tom.id, by=noor),
    ]
    nothing = await recorded(), await Person.filter(blocked_at__isnull=False).count()
    by_admin = await ask(BLOCK, person=mia.id, reason="Left.", by=grace)
    mia = await Person.get(id=mia.id)
    by_blocked = await ask(BLOCK, person=tom.id, reason="Revenge.", by=mia)

    assert {answer["__typename"] for answer in answers} == {"NotAllowed"}
    assert nothing == ([], 0)
    assert by_admin["__typename"] == "PersonBlocked"
    assert by_blocked["__typename"] == "Blocked"


async def test_the_queue_costs_the_same_few_statements_however_long_it_is(
    ask, statements, moderated, dark_mode, noor, tom, mia
):
    async def wait(count):
        for number in range(count):
            post = await posts.submit_post(moderated, kind=Kind.COMPLAINT, title=f"Post {number}", by=noor)
            await comments.add_comment(dark_mode, body="Hm.", by=noor)
            await moderation.flag(post, reason=FlagReason.SPAM, by=mia)

    await wait(2)
    await ask(QUEUE, by=mia)
    two = await statements.during(ask(QUEUE, by=mia))
    await wait(5)
    five = await statements.during(ask(QUEUE, by=mia))

    assert len(five) == len(two) < 8


async def test_what_was_approved_is_not_rewritten_past_the_team(ask, moderated, noor, mia, recorded):
    post = await posts.submit_post(moderated, kind=Kind.COMPLAINT, title="Slow", by=noor)
    assert (await ask(EDIT, post=post.id, title="Very slow", by=noor))["__typename"] == "PostEdited"
    await ask(APPROVE, post=post.id, by=mia)
    before = await recorded()

    answer = await ask(EDIT, post=post.id, title="Buy my pills", by=noor)

    assert answer["__typename"] == "NotAllowed"
    assert answer["message"].startswith("The team reads posts here before they appear")
    assert (await Post.get(id=post.id)).title == "Very slow"
    assert await recorded() == before


async def test_an_original_is_not_turned_down_with_the_words_of_others(ask, app, dark_mode, noor, mia, ada, recorded):
    double = await posts.submit_post(app, kind=Kind.IDEA, title="Night mode", by=noor)
    await merges.merge_posts(double, into=dark_mode, by=ada)
    before = await recorded()

    answer = await ask(REJECT, post=dark_mode.id, reason="Spam.", by=mia)

    assert (answer["__typename"], answer["message"]) == (
        "InvalidInput",
        "Other posts are merged into this one and would disappear with it. Separate them first.",
    )
    assert (await Post.get(id=dark_mode.id)).standing is Standing.PUBLISHED
    assert await recorded() == before
