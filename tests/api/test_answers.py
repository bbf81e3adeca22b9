"""Pinned comments and accepted answers, over GraphQL."""

import pytest

from ideation.actions import comments, posts
from ideation.events import AnswerAccepted, CommentPinned
from ideation.models import Comment, Notification
from ideation.reactions.handling import handle_events
from ideation.vocabulary import Kind


def mutation(field, fact):
    return f"""
    mutation Do($comment: UUID!) {{ {field}(commentId: $comment) {{
      __typename ... on {fact} {{ comment {{ pinnedAt acceptedAt author {{ name acceptedAnswers }} }} }}
      ... on Refusal {{ message }}
    }} }}
    """


PIN, UNPIN = mutation("pinComment", "CommentPinned"), mutation("unpinComment", "CommentUnpinned")
ACCEPT, UNACCEPT = mutation("acceptAnswer", "AnswerAccepted"), mutation("unacceptAnswer", "AnswerUnaccepted")
READ = """
query Read($slug: String!, $first: Int! = 20, $after: String) {
  post(slug: $slug) {
    acceptedAnswers { body }
    comments(first: $first, after: $after) { pageInfo { endCursor } edges { node { body } } }
  }
}
"""
CREDIT = """
query Credit($slug: String!) { post(slug: $slug) { comments { edges { node { author { acceptedAnswers } } } } } }
"""


@pytest.fixture
async def question(app, noor):
    return await posts.submit_post(app, kind=Kind.QUESTION, title="Where is the invoice?", by=noor)


async def test_pinned_official_comments_come_first_page_by_page(ask, dark_mode, noor, mia, recorded):
    for number in range(3):
        await comments.add_comment(dark_mode, body=f"Comment {number}", by=noor)
    official = await comments.add_comment(dark_mode, body="From the team.", by=mia)

    pinned = await ask(PIN, comment=official.id, by=mia)
    await ask(PIN, comment=official.id, by=mia)
    bodies, after = [], None
    for _ in range(2):
        page = (await ask(READ, slug=dark_mode.slug, first=2, after=after))["comments"]
        bodies += [edge["node"]["body"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
    unpinned = await ask(UNPIN, comment=official.id, by=mia)
    [first, *_] = (await ask(READ, slug=dark_mode.slug))["comments"]["edges"]

    assert pinned["comment"]["pinnedAt"]
    assert bodies == ["From the team.", "Comment 0", "Comment 1", "Comment 2"]
    assert unpinned["comment"]["pinnedAt"] is None
    assert first["node"]["body"] == "Comment 0"
    assert [type(fact) for fact in await recorded()].count(CommentPinned) == 1


async def test_only_staff_pin_and_only_what_the_team_said_to_all(ask, dark_mode, noor, mia, recorded):
    theirs = await comments.add_comment(dark_mode, body="Mine.", by=noor)
    official = await comments.add_comment(dark_mode, body="From the team.", by=mia)
    reply = await comments.add_comment(dark_mode, body="Reply.", reply_to=theirs, by=mia)
    note = await comments.add_comment(dark_mode, body="Note.", is_private=True, by=mia)
    before = await recorded()

    answers = [await ask(PIN, comment=comment.id, by=mia) for comment in (theirs, reply, note)]
    customer = [await ask(PIN, comment=official.id, by=noor), await ask(UNPIN, comment=official.id, by=noor)]

    assert {answer["__typename"] for answer in answers} == {"InvalidInput"}
    assert {answer["__typename"] for answer in customer} == {"NotAllowed"}
    assert await Comment.filter(pinned_at__isnull=False).count() == 0
    assert await recorded() == before


async def test_several_answers_are_accepted_by_who_asked_and_by_staff(ask, question, noor, tom, mia, recorded):
    first = await comments.add_comment(question, body="In the mail.", by=tom)
    second = await comments.add_comment(question, body="In the app.", by=tom)

    by_asker = await ask(ACCEPT, comment=first.id, by=noor)
    await ask(ACCEPT, comment=first.id, by=noor)
    by_staff = await ask(ACCEPT, comment=second.id, by=mia)
    await handle_events()

    assert by_asker["comment"]["author"] == {"name": "Tom", "acceptedAnswers": 1}
    assert by_staff["comment"]["author"] == {"name": "Tom", "acceptedAnswers": 2}
    accepted = (await ask(READ, slug=question.slug))["acceptedAnswers"]
    assert [answer["body"] for answer in accepted] == ["In the mail.", "In the app."]
    assert [type(fact) for fact in await recorded()].count(AnswerAccepted) == 2
    assert await Notification.filter(person=tom, kind="answer_accepted").count() == 2
    taken_back = await ask(UNACCEPT, comment=first.id, by=noor)
    assert taken_back["comment"] == {
        "pinnedAt": None,
        "acceptedAt": None,
        "author": {"name": "Tom", "acceptedAnswers": 1},
    }


async def test_nobody_gets_credit_for_accepting_their_own(ask, question, noor, mia, ada):
    askers = await comments.add_comment(question, body="Found it.", by=noor)
    staffs = await comments.add_comment(question, body="It is in the app.", by=mia)

    own = await ask(ACCEPT, comment=askers.id, by=noor)
    self_praise = await ask(ACCEPT, comment=staffs.id, by=mia)
    await ask(UNACCEPT, comment=staffs.id, by=ada)
    by_another = await ask(ACCEPT, comment=staffs.id, by=ada)
    await handle_events()

    assert own["comment"]["acceptedAt"]
    credit = [answer["comment"]["author"]["acceptedAnswers"] for answer in (own, self_praise, by_another)]
    assert credit == [0, 0, 1]
    assert await Notification.filter(person=noor, kind="answer_accepted").count() == 0


async def test_others_accept_nothing_and_only_questions_have_answers(
    ask, question, dark_mode, noor, tom, mia, recorded
):
    answer = await comments.add_comment(question, body="In the mail.", by=tom)
    idea = await comments.add_comment(dark_mode, body="Yes.", by=noor)
    note = await comments.add_comment(question, body="Psst.", is_private=True, by=mia)
    before = await recorded()

    refused = [
        await ask(ACCEPT, comment=answer.id, by=tom),
        await ask(ACCEPT, comment=answer.id),
        await ask(ACCEPT, comment=idea.id, by=tom),
        await ask(ACCEPT, comment=note.id, by=mia),
        await ask(ACCEPT, comment=note.id, by=noor),
    ]

    names = ["NotAllowed", "NotSignedIn", "InvalidInput", "InvalidInput", "NotFound"]
    assert [each["__typename"] for each in refused] == names
    assert await Comment.filter(accepted_at__isnull=False).count() == 0
    assert await recorded() == before


async def test_credit_counts_where_the_viewer_reads_and_the_answer_stands(
    ask, backstage, question, noor, tom, mia, ada
):
    inside = await posts.submit_post(backstage, kind=Kind.QUESTION, title="Who knows?", by=ada)
    await ask(ACCEPT, comment=(await comments.add_comment(inside, body="I do.", by=mia)).id, by=ada)
    public = await comments.add_comment(question, body="Here.", by=mia)
    await ask(ACCEPT, comment=public.id, by=noor)

    async def credit(by):
        return [edge["node"]["author"] for edge in (await ask(CREDIT, slug=question.slug, by=by))["comments"]["edges"]]

    assert await credit(noor) == [{"acceptedAnswers": 1}]
    assert await credit(ada) == [{"acceptedAnswers": 2}]
    await comments.remove_comment(public, by=mia)
    assert (await ask(READ, slug=question.slug))["acceptedAnswers"] == []
    assert await credit(ada) == [{"acceptedAnswers": 1}]
