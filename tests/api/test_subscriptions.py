"""What a live reader without an account is told of, and what not."""

from contextlib import aclosing, nullcontext

from api.context import Context, Installation
from api.guard import Operation
from ideation import ledger
from ideation.actions import comments, moderation, posts
from ideation.events import AboutPost
from ideation.models import Event
from ideation.vocabulary import Kind
from tests.asking import Browser, guard

NEW_POSTS = 'subscription { postSubmitted(board: "app") { title } }'


class Ledger:
    """Tells of everything about a board that the ledger holds, as the live feed does."""

    turns = nullcontext()

    async def changes(self, *, post_id=None, board_id=None):
        for fact in map(ledger.fact_of, await Event.all().order_by("id")):
            if isinstance(fact, AboutPost) and board_id in (None, fact.board_id) and post_id in (None, fact.post_id):
                yield fact


async def heard(document, **variables):
    async def context():
        return Context(viewer=None, session=Browser(), feed=Ledger(), installation=Installation("Test"))

    async with aclosing(guard.stream(Operation(document, variables), context)) as answers:
        return [answer.body["data"] async for answer in answers]


async def test_a_post_that_waited_is_new_once_it_is_approved(app, noor, mia, grace):
    moderated = await moderation.set_moderation(app, kinds=[Kind.IDEA], comments=False, by=grace)
    held = await posts.submit_post(moderated, kind=Kind.IDEA, title="Zebra", by=noor)
    before = await heard(NEW_POSTS)

    await moderation.approve(held, by=mia)

    assert before == []
    assert await heard(NEW_POSTS) == [{"postSubmitted": {"title": "Zebra"}}]


async def test_nobody_wakes_for_what_the_team_keeps_to_itself(app, dark_mode, noor, mia, grace):
    changed = "subscription Changed($post: UUID!) { postChanged(postId: $post) { commentCount } }"
    await comments.add_comment(dark_mode, body="Public.", by=noor)
    before = await heard(changed, post=str(dark_mode.id))

    note = await comments.add_comment(dark_mode, body="Note.", is_private=True, by=mia)
    await comments.edit_comment(note, body="Note!", by=mia)
    await comments.remove_comment(note, by=mia)
    await moderation.set_moderation(app, kinds=[], comments=True, by=grace)
    held = await comments.add_comment(dark_mode, body="Wait.", by=noor)
    await moderation.reject(held, reason="No.", by=mia)

    assert await heard(changed, post=str(dark_mode.id)) == before
    assert before[-1] == {"postChanged": {"commentCount": 1}}
