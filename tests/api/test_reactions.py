"""Reactions over GraphQL."""

import pytest

from ideation.actions import comments
from ideation.events import NoteChanged, ReactionAdded, ReactionWithdrawn
from ideation.models import Reaction
from ideation.vocabulary import Feeling, Standing

COUNTS = "reactions { feeling count viewerHas people(first: 5) { totalCount edges { node { name } } } }"
REACT = f"""
mutation React($feeling: Feeling!, $post: UUID, $comment: UUID) {{
  react(feeling: $feeling, postId: $post, commentId: $comment) {{
    __typename ... on ReactionAdded {{ {COUNTS} }} ... on Refusal {{ message }}
  }}
}}
"""
UNREACT = REACT.replace("react(", "unreact(").replace("ReactionAdded", "ReactionWithdrawn")
READ = (
    f"query Read($slug: String!) {{ post(slug: $slug) {{ {COUNTS} comments {{ edges {{ node {{ {COUNTS} }} }} }} }} }}"
)


def short(reactions):
    return [
        (each["feeling"], each["count"], each["viewerHas"], [edge["node"]["name"] for edge in each["people"]["edges"]])
        for each in reactions
    ]


async def test_people_react_to_posts_once_with_each_feeling_and_the_count_opens_the_list(
    ask, dark_mode, noor, mia, recorded
):
    await ask(REACT, feeling="THANKS", post=dark_mode.id, by=noor)
    await ask(REACT, feeling="HEART", post=dark_mode.id, by=mia)
    again = await ask(REACT, feeling="HEART", post=dark_mode.id, by=mia)
    await ask(REACT, feeling="HEART", post=dark_mode.id, by=noor)

    post = await ask(READ, slug=dark_mode.slug, by=mia)
    assert short(again["reactions"]) == [("HEART", 1, True, ["Mia"]), ("THANKS", 1, False, ["Noor"])]
    assert short(post["reactions"]) == [("HEART", 2, True, ["Noor", "Mia"]), ("THANKS", 1, False, ["Noor"])]
    assert [each["people"]["totalCount"] for each in post["reactions"]] == [2, 1]
    about = {"post_id": dark_mode.id, "board_id": dark_mode.board_id, "on_id": dark_mode.id}
    assert await recorded() == [
        ReactionAdded(**about, feeling=feeling) for feeling in (Feeling.THANKS, Feeling.HEART, Feeling.HEART)
    ]


async def test_a_reaction_to_a_comment_is_taken_back(ask, dark_mode, noor, tom, recorded):
    comment = await comments.add_comment(dark_mode, body="Yes.", by=tom)

    await ask(REACT, feeling="LAUGH", comment=comment.id, by=noor)
    [edge] = (await ask(READ, slug=dark_mode.slug))["comments"]["edges"]
    answer = await ask(UNREACT, feeling="LAUGH", comment=comment.id, by=noor)
    await ask(UNREACT, feeling="LAUGH", comment=comment.id, by=noor)

    assert short(edge["node"]["reactions"]) == [("LAUGH", 1, False, ["Noor"])]
    assert answer == {"__typename": "ReactionWithdrawn", "reactions": []}
    assert [type(fact) for fact in await recorded()][1:] == [ReactionAdded, ReactionWithdrawn]


async def test_reactions_are_refused_where_one_may_not_read_or_take_part(ask, dark_mode, leak, noor, mia, recorded):
    note = await comments.add_comment(dark_mode, body="Careful.", is_private=True, by=mia)
    held = await comments.add_comment(dark_mode, body="Hello.", by=noor)
    await held.update_from_dict({"standing": Standing.HELD}).save()
    before = await recorded()

    answers = [
        await ask(REACT, feeling="SAD", post=leak.id, by=noor),
        await ask(REACT, feeling="SAD", comment=note.id, by=noor),
        await ask(REACT, feeling="SAD", comment=held.id, by=noor),
        await ask(REACT, feeling="SAD", post=dark_mode.id),
        await ask(REACT, feeling="SAD", by=noor),
        await ask(REACT, feeling="SAD", post=dark_mode.id, comment=note.id, by=noor),
    ]

    names = ["NotFound", "NotFound", "NotAllowed", "NotSignedIn", "InvalidInput", "InvalidInput"]
    assert [answer["__typename"] for answer in answers] == names
    assert await Reaction.all().count() == 0
    assert await recorded() == before


async def test_a_reaction_to_a_note_wakes_nobody_outside_of_the_team(ask, dark_mode, mia, ada, recorded):
    note = await comments.add_comment(dark_mode, body="Careful.", is_private=True, by=mia)

    await ask(REACT, feeling="HEART", comment=note.id, by=ada)
    await ask(UNREACT, feeling="HEART", comment=note.id, by=ada)

    assert (await recorded())[1:] == [NoteChanged(comment_id=note.id)] * 2


@pytest.mark.parametrize("feeling", Feeling)
async def test_every_feeling_of_the_vocabulary_can_be_shown(ask, dark_mode, noor, feeling):
    answer = await ask(REACT, feeling=feeling.name, post=dark_mode.id, by=noor)

    assert [each["feeling"] for each in answer["reactions"]] == [feeling.name]
