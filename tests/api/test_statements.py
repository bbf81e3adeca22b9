"""Every list costs the same few statements, however long it is and whatever hangs on its rows."""

import pytest

from ideation.actions import (
    answers,
    attachments,
    categories,
    closing,
    comments,
    companies,
    edits,
    fields,
    follows,
    posts,
    priorities,
    proposals,
    reactions,
    reports,
    votes,
)
from ideation.actions.companies import CompanyDetails
from ideation.actions.priorities import Weights
from ideation.models import Burst, Post, Theme
from ideation.pictures import Picture
from ideation.reactions.handling import handle_events
from ideation.vocabulary import BurstReason, Feeling, FieldKind, Kind, Outcome
from tests.ideation.runs import divide, found, look, placed

PAGE = "edges { node { name } } totalCount"
AUDIENCE = "audience(first: 2) { totalCount edges { node { quote person { name } } } }"
POST = f"""
  title author {{ name }} tags {{ name }} board {{ slug tags {{ name }} statusCounts {{ count }} }}
  themes {{ name examples {{ text }} }} sentences {{ text }} statusHistory {{ reason by {{ name }} }}
  comments(first: 2) {{ totalCount edges {{ node {{ body author {{ name }} }} }} }}
  voters(first: 2) {{ {PAGE} }} votes(first: 2) {{ edges {{ node {{ why heard {{ by {{ name }} }} }} }} }}
  backing {{ people concentration }} priority {{ score }} bursts {{ voteCount decidedBy {{ name }} }}
  reports {{ title author {{ name }} }} {AUDIENCE}
  mergedInto {{ title }} duplicates(first: 2) {{ totalCount edges {{ node {{ title author {{ name }} }} }} }}
  viewerFollows followers(first: 2) {{ {PAGE} }}
"""
SHORT = f"""
  title author {{ name }} themes {{ name }}
  comments(first: 2) {{ edges {{ node {{ body }} }} }} voters(first: 2) {{ {PAGE} }}
"""
TITLES = "edges { node { title author { name } } } totalCount"
REACTIONS = f"reactions {{ feeling count people(first: 2) {{ {PAGE} }} }}"
TALK = "body author { name acceptedAnswers } mentions { name } earlierWordings { body } reactions { count }"
DISCUSSION = f"""
  turns {{ turn by {{ name }} }} mentions {{ name }} acceptedAnswers {{ body }} {REACTIONS}
  comments(first: 2) {{ totalCount edges {{ node {{
    {TALK} via {{ title }} replies(first: 1) {{ totalCount edges {{ node {{ {TALK} }} }} }}
  }} }} }}
"""
LISTS = {
    "posts": f"{{ posts(first: 9) {{ totalCount edges {{ node {{ {POST} }} }} }} }}",
    "discussions": f"{{ posts(first: 9) {{ edges {{ node {{ title {DISCUSSION} }} }} }} }}",
    "pinned": "{ boards { moderatedKinds pinned { title turns { by { name } } reactions { count } } } }",
    "details": """{ posts(first: 9) { edges { node {
        category { name } fields { name value } attachments { url } enteredBy { name } page editedAt
        edits { title fields { value } by { name } } comments(first: 2) { edges { node { attachments { url } } } }
        board { categories { name } fields { name } archivedFields { name } }
    } } } }""",
    "boards": f"""{{ boards {{
        name categories {{ name }} fields {{ name }} tags {{ name }} statusCounts {{ count }}
        posts(first: 9) {{ edges {{ node {{ {SHORT} }} }} }} reports {{ {TITLES} }}
    }} }}""",
    "themes": f"""{{ themes {{ totalCount edges {{ node {{
        name parent {{ name }} subthemes {{ name }} people(first: 2) {{ {PAGE} }} reports {{ title }} {AUDIENCE}
        examples {{ text post {{ title }} }}
        sentences(first: 2) {{ totalCount edges {{ node {{ text post {{ title author {{ name }} }} }} }} }}
        found: sentences(first: 2, text: "night") {{ totalCount edges {{ node {{ text }} }} }}
    }} }} }} }}""",
    "unsorted": "{ unsortedSentences { totalCount edges { node { text post { title author { name } } } } } }",
    "reports": """{ reports { totalCount edges { node {
        title author { name } post { title voters(first: 1) { totalCount } } theme { name }
        told(first: 2) { totalCount edges { node { quote person { name } } } }
    } } } }""",
    "priorities": "{ priorities { totalCount edges { node { score post { title board { votesLeft } } } } } }",
    "bursts": "{ bursts { totalCount edges { node { voteCount decidedBy { name } post { title } } } } }",
    "companies": "{ companies { totalCount edges { node { name segment revenue } } } }",
    "mergeProposals": """{ mergeProposals(state: ACCEPTED) { totalCount edges { node {
        why by { name } post { title mergedInto { title } mergedWith { title } } into { title }
    } } } }""",
    "notifications": """{ viewer { notifications { totalCount edges { node {
        title quote post { title board { slug } } report { title author { name } post { title } }
    } } } } }""",
}


async def discuss(post, comment, *, noor, mia):
    """Something of everything that can happen below a post."""
    reply = await comments.add_comment(post, body=f"Yes, @[Mia]({mia.id}).", reply_to=comment, by=noor)
    await comments.edit_comment(reply, body=f"No, @[Mia]({mia.id}).", by=noor)
    for content in (post, comment, reply):
        await reactions.react(content, feeling=Feeling.HEART, by=mia)
    await answers.accept_answer(reply, by=mia)
    await closing.lock_post(post, reason="Enough.", by=mia)
    await closing.unlock_post(post, by=mia)
    if await Post.filter(pinned_at__isnull=False).count() < closing.MOST_PINNED:
        await closing.pin_post(post, by=mia)


@pytest.mark.parametrize("name", LISTS)
async def test_a_list_of_five_costs_what_a_list_of_two_costs(ask, statements, app, noor, tom, mia, ada, grace, name):
    maps = await categories.create_category(app, name="Maps", by=grace)
    train = await fields.add_field(app, kind=FieldKind.TEXT, name="Train", by=grace)

    async def live(count):
        """Something of everything happens to so many more posts, each with a theme of its own."""
        themes, placements = [], []
        for number in range(count):
            words = {"kind": Kind.QUESTION, "title": f"Night {number}", "tags": ["late"], "category_id": maps.id}
            picture = await attachments.keep_attachment(Picture(b"", 1, 1), by=mia)
            heard = {"of": noor, "heard_at": "a call", "attachments": [picture.id]}
            post = await posts.submit_post_on_behalf(app, **words, **heard, fields={train.id: "7"}, by=mia)
            post = await edits.edit_post(post, body="Really.", by=ada)
            double = await posts.submit_post(app, kind=Kind.IDEA, title=f"Dark {number}", by=mia)
            proposal = await proposals.propose_merge(double, into=post, by=noor)
            await proposals.accept_merge_proposal(proposal, by=ada)
            await follows.follow_post(post, by=tom)
            await votes.cast_vote(post, by=noor)
            comment = await comments.add_comment(post, body="Yes.", by=tom)
            await discuss(post, comment, noor=noor, mia=mia)
            await posts.change_status(post, to="planned", reason="Soon.", by=ada)
            await reports.report_back_on_post(post, outcome=Outcome.DONE, title="Done", body="It is.", by=ada)
            await priorities.set_priority(post, Weights(reach=None, impact=1.0, confidence=0.5, effort=1.0), by=ada)
            await Burst.create(
                post=post, reason=BurstReason.YOUNG_ACCOUNTS, began_at=post.created_at, ended_at=post.created_at
            )
            await companies.set_company(CompanyDetails.of(external_id=post.slug, name=post.title), by=ada)
            themes.append(found(f"Night {number}"))
            placements += [
                placed(sentence, themes[-1]) for sentence in await divide(post, f"At night {number}.", "Yes.")
            ]
        await look(themes, placements)
        for theme in themes:
            await reports.report_back_on_theme(
                await Theme.get(id=theme.id), outcome=Outcome.DONE, title="Done", body="It is.", by=ada
            )
        await handle_events()

    viewer = mia if name == "notifications" else ada
    await live(2)
    await ask(LISTS[name], by=viewer)  # the driver asks once what a type looks like
    two = await statements.during(ask(LISTS[name], by=viewer))
    await live(5)
    five = await statements.during(ask(LISTS[name], by=viewer))

    assert len(five) == len(two)
    assert len(five) < 30
