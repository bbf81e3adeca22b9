"""Voting over GraphQL."""

import asyncio
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from ideation.actions import posts
from ideation.actions.ballots import recount_votes
from ideation.events import VoteCast
from ideation.models import Event, Person, Post, Vote
from ideation.vocabulary import Access, Kind, Role

CAST_VOTE = """
mutation CastVote($post: UUID!) {
  castVote(postId: $post) {
    __typename
    ... on VoteCast { post { voteCount viewerHasVoted } }
    ... on Refusal { message }
    ... on VotingClosed { status { key name } }
  }
}
"""
WITHDRAW_VOTE = (
    CAST_VOTE.replace("CastVote", "WithdrawVote")
    .replace("castVote", "withdrawVote")
    .replace("on VoteCast", "on VoteWithdrawn")
)
VOTERS = """
query Voters($slug: String!) {
  post(slug: $slug) { voteCount voters { totalCount edges { node { name } } } }
}
"""


async def test_a_vote_is_counted_once_and_shown_to_the_voter(ask, dark_mode, noor, recorded):
    await ask(CAST_VOTE, post=dark_mode.id, by=noor)
    answer = await ask(CAST_VOTE, post=dark_mode.id, by=noor)

    assert answer == {"__typename": "VoteCast", "post": {"voteCount": 1, "viewerHasVoted": True}}
    assert await recorded() == [VoteCast(post_id=dark_mode.id, board_id=dark_mode.board_id)]


async def test_a_vote_can_be_withdrawn(ask, dark_mode, noor):
    await ask(CAST_VOTE, post=dark_mode.id, by=noor)
    answer = await ask(WITHDRAW_VOTE, post=dark_mode.id, by=noor)

    assert answer == {"__typename": "VoteWithdrawn", "post": {"voteCount": 0, "viewerHasVoted": False}}


async def test_a_shipped_post_refuses_votes_in_words(ask, dark_mode, noor, ada, recorded):
    await posts.change_status(dark_mode, to="shipped", reason="It is out.", by=ada)
    before = await recorded()

    answer = await ask(CAST_VOTE, post=dark_mode.id, by=noor)

    assert answer == {
        "__typename": "VotingClosed",
        "message": "This is Shipped now, so its votes stay as they are.",
        "status": {"key": "shipped", "name": "Shipped"},
    }
    assert await Vote.filter(post=dark_mode).count() == 0
    assert await recorded() == before


async def test_voting_needs_somebody(ask, dark_mode):
    answer = await ask(CAST_VOTE, post=dark_mode.id)

    assert answer == {"__typename": "NotSignedIn", "message": "Sign in first, then try again."}
    assert await Vote.filter(post=dark_mode).count() == 0


async def test_a_hidden_post_is_refused_in_the_words_of_a_missing_one(ask, leak, noor):
    hidden = await ask(CAST_VOTE, post=leak.id, by=noor)
    missing = await ask(CAST_VOTE, post=uuid4(), by=noor)

    assert hidden == missing
    assert hidden["__typename"] == "NotFound"
    assert await Vote.filter(post=leak).count() == 0


async def test_the_count_opens_the_list_behind_it(ask, dark_mode, noor, ada):
    await ask(CAST_VOTE, post=dark_mode.id, by=noor)
    await ask(CAST_VOTE, post=dark_mode.id, by=ada)

    post = await ask(VOTERS, slug=dark_mode.slug)

    names = [edge["node"]["name"] for edge in post["voters"]["edges"]]
    assert post["voteCount"] == post["voters"]["totalCount"] == len(names) == 2
    assert set(names) == {"Ada", "Noor"}


CAST = """
mutation Cast($post: UUID!, $importance: Importance, $why: String) {
  castVote(postId: $post, importance: $importance, why: $why) {
    __typename
    ... on VoteCast { post { id support votes { totalCount edges { node { importance why person { name } } } } } }
    ... on InvalidInput { field message }
    ... on BudgetSpent { message budget titles }
  }
}
"""
EXPLAIN = """
mutation Explain($post: UUID!, $importance: Importance, $why: String) {
  explainVote(postId: $post, importance: $importance, why: $why) {
    __typename
    ... on VoteExplained { post { voteCount votes { edges { node { importance why } } } } }
    ... on Refusal { message }
  }
}
"""
ON_BEHALF = """
mutation OnBehalf($input: VoteOnBehalfInput!) {
  castVoteOnBehalf(input: $input) {
    __typename
    ... on VoteCast { post { voteCount } }
    ... on InvalidInput { field }
    ... on Refusal { message }
  }
}
"""
HEARD = """
query Heard($slug: String!) {
  post(slug: $slug) { votes { edges { node {
    why isHeld person { name } heard { source link by { name } }
  } } } }
}
"""
SET_BUDGET = """
mutation SetBudget($board: String!, $budget: Int) {
  setVoteBudget(board: $board, budget: $budget) {
    __typename
    ... on VoteBudgetSet { board { voteBudget votesLeft } }
    ... on Refusal { message }
  }
}
"""
VOTES_LEFT = "query Left($slug: String!) { board(slug: $slug) { voteBudget votesLeft } }"


async def votes_left(ask, board, by=None):
    return (await ask(VOTES_LEFT, slug=board.slug, by=by))["votesLeft"]


async def test_a_vote_says_how_important_and_why_to_whoever_reads_the_post(ask, dark_mode, noor):
    answer = await ask(CAST, post=dark_mode.id, importance="BLOCKING", why="  My eyes\nhurt\x00.", by=noor)

    [edge] = answer["post"]["votes"]["edges"]
    assert edge["node"] == {"importance": "BLOCKING", "why": "My eyes hurt.", "person": {"name": "Noor"}}
    assert answer["post"]["votes"]["totalCount"] == 1
    assert answer["post"]["support"] == "VOTE"


async def test_a_complaint_is_supported_by_saying_me_too(ask, app, tom, noor):
    complaint = await posts.submit_post(app, kind=Kind.COMPLAINT, title="It is slow", by=tom)

    assert (await ask(CAST, post=complaint.id, by=noor))["post"]["support"] == "ME_TOO"


async def test_a_why_that_is_too_long_is_refused_and_no_vote_counted(ask, dark_mode, noor, recorded):
    answer = await ask(CAST, post=dark_mode.id, why="x" * 501, by=noor)

    assert (answer["__typename"], answer["field"]) == ("InvalidInput", "why")
    assert await Vote.all().count() == 0
    assert await recorded() == []


async def test_what_a_vote_says_can_be_changed_by_its_owner_alone(ask, dark_mode, noor, tom, recorded):
    await ask(CAST, post=dark_mode.id, importance="IMPORTANT", why="Night shifts.", by=noor)

    refused = await ask(EXPLAIN, post=dark_mode.id, importance="BLOCKING", why="Mine!", by=tom)
    changed = await ask(EXPLAIN, post=dark_mode.id, importance="NICE_TO_HAVE", by=noor)
    await ask(EXPLAIN, post=dark_mode.id, importance="NICE_TO_HAVE", by=noor)

    assert refused["__typename"] == "InvalidInput"
    assert refused["message"].startswith("You have not voted for this.")
    assert changed["post"]["votes"]["edges"] == [{"node": {"importance": "NICE_TO_HAVE", "why": None}}]
    assert [type(fact).__name__ for fact in await recorded()] == ["VoteCast", "VoteExplained"]


async def test_a_second_vote_changes_nothing_of_what_the_first_said(ask, dark_mode, noor):
    await ask(CAST, post=dark_mode.id, importance="IMPORTANT", why="Night shifts.", by=noor)
    answer = await ask(CAST, post=dark_mode.id, importance="BLOCKING", why="Now!", by=noor)

    [edge] = answer["post"]["votes"]["edges"]
    assert (edge["node"]["importance"], edge["node"]["why"]) == ("IMPORTANT", "Night shifts.")


async def test_staff_vote_for_somebody_and_only_staff_see_who_heard_it_where(ask, dark_mode, mia, noor, recorded):
    heard = {"source": "Call on 3 March", "link": "https://crm.example.com/4711", "why": "For the night crew."}
    given = {"postId": str(dark_mode.id), "email": "Lin@Example.com", "name": "Lin", **heard}
    answer = await ask(ON_BEHALF, input=given, by=mia)

    assert answer == {"__typename": "VoteCast", "post": {"voteCount": 1}}
    lin = await Person.get(email="lin@example.com")
    assert (lin.name, lin.role) == ("Lin", Role.CUSTOMER)
    event = await Event.filter(kind="VoteCast").order_by("-id").first()
    assert event.by_id == mia.id
    [seen] = (await ask(HEARD, slug=dark_mode.slug, by=mia))["votes"]["edges"]
    assert seen["node"]["heard"] == {"source": heard["source"], "link": heard["link"], "by": {"name": "Mia"}}
    for viewer in (None, noor, lin):
        [seen] = (await ask(HEARD, slug=dark_mode.slug, by=viewer))["votes"]["edges"]
        assert seen["node"] == {
            "why": heard["why"],
            "isHeld": False,
            "person": {"name": "Lin"},
            "heard": None,
        }


@pytest.mark.parametrize(
    ("changed", "refusal", "field"),
    [
        ({"source": " "}, "InvalidInput", "source"),
        ({"link": "javascript:alert(1)"}, "InvalidInput", "link"),
        ({"email": "lin"}, "InvalidInput", "email"),
        ({"email": None}, "InvalidInput", "personId"),
        ({"personId": str(uuid4()), "email": None}, "NotFound", None),
    ],
)
async def test_what_is_wrong_with_a_vote_on_behalf_is_said_and_nobody_joins(
    ask, dark_mode, mia, recorded, changed, refusal, field
):
    given = {"postId": str(dark_mode.id), "email": "lin@example.com", "source": "A call"} | changed
    people_before = await Person.all().count()

    answer = await ask(ON_BEHALF, input=given, by=mia)

    assert (answer["__typename"], answer.get("field")) == (refusal, field)
    assert await Vote.all().count() == 0
    assert await Person.all().count() == people_before
    assert await recorded() == []


async def test_customers_vote_for_nobody_else(ask, dark_mode, noor, tom, recorded):
    given = {"postId": str(dark_mode.id), "personId": str(tom.id), "source": "A call"}

    assert (await ask(ON_BEHALF, input=given, by=noor))["__typename"] == "NotAllowed"
    assert await Vote.all().count() == 0
    assert await recorded() == []


async def test_nobody_votes_on_behalf_of_those_who_may_not_vote_there(ask, leak, mia, noor, recorded):
    given = {"postId": str(leak.id), "personId": str(noor.id), "source": "A call"}

    assert (await ask(ON_BEHALF, input=given, by=mia))["field"] == "personId"
    assert await Vote.all().count() == 0
    assert await recorded() == []


async def test_voting_takes_the_right_of_the_board(ask, app, dark_mode, noor, ada, recorded):
    app.vote_access = Access.STAFF
    await app.save(update_fields=["vote_access"])

    assert (await ask(CAST_VOTE, post=dark_mode.id, by=noor))["__typename"] == "NotAllowed"
    assert await recorded() == []
    assert (await ask(CAST_VOTE, post=dark_mode.id, by=ada))["__typename"] == "VoteCast"


async def test_whoever_is_blocked_does_not_vote(ask, dark_mode, noor):
    noor.blocked_at = datetime.now(UTC)

    assert (await ask(CAST_VOTE, post=dark_mode.id, by=noor))["__typename"] == "Blocked"
    assert await Vote.all().count() == 0


async def test_voting_closes_with_the_post(ask, dark_mode, noor, recorded):
    await Post.filter(id=dark_mode.id).update(closed_at=datetime.now(UTC))

    assert (await ask(CAST_VOTE, post=dark_mode.id, by=noor))["__typename"] == "VotingClosed"
    assert await Vote.all().count() == 0
    assert await recorded() == []


async def test_a_budget_refuses_the_vote_too_many_and_says_where_the_others_lie(ask, app, dark_mode, grace, noor, tom):
    night = await posts.submit_post(app, kind=Kind.IDEA, title="Night mode", by=tom)
    third = await posts.submit_post(app, kind=Kind.IDEA, title="Third", by=tom)
    answer = await ask(SET_BUDGET, board="app", budget=2, by=grace)
    assert answer == {"__typename": "VoteBudgetSet", "board": {"voteBudget": 2, "votesLeft": 2}}
    for post in (dark_mode, night, night):
        assert (await ask(CAST, post=post.id, by=noor))["__typename"] == "VoteCast"

    refused = await ask(CAST, post=third.id, by=noor)

    assert refused == {
        "__typename": "BudgetSpent",
        "message": "Your 2 votes on this board lie on “Dark mode”, “Night mode”. "
        "Take one back, or wait until one is settled.",
        "budget": 2,
        "titles": ["Dark mode", "Night mode"],
    }
    assert await Vote.filter(post_id=third.id).count() == (await Post.get(id=third.id)).vote_count == 0
    assert (await ask(CAST, post=third.id, by=tom))["__typename"] == "VoteCast"


async def test_a_budget_gives_votes_back_when_one_withdraws_and_when_a_post_closes_or_is_settled(
    ask, app, dark_mode, grace, ada, noor, tom
):
    night = await posts.submit_post(app, kind=Kind.IDEA, title="Night mode", by=tom)
    third = await posts.submit_post(app, kind=Kind.IDEA, title="Third", by=tom)
    await ask(SET_BUDGET, board="app", budget=3, by=grace)
    for post in (dark_mode, night, third):
        await ask(CAST, post=post.id, by=noor)
    assert await votes_left(ask, app, by=noor) == 0

    await ask(WITHDRAW_VOTE, post=dark_mode.id, by=noor)
    assert await votes_left(ask, app, by=noor) == 1
    await Post.filter(id=night.id).update(closed_at=datetime.now(UTC))
    assert await votes_left(ask, app, by=noor) == 2
    await posts.change_status(third, to="shipped", reason="It is out.", by=ada)
    assert await votes_left(ask, app, by=noor) == 3
    assert await votes_left(ask, app) is None


async def test_only_administrators_set_budgets_that_make_sense(ask, app, grace, ada, recorded):
    assert (await ask(SET_BUDGET, board="app", budget=2, by=ada))["__typename"] == "NotAllowed"
    assert (await ask(SET_BUDGET, board="app", budget=0, by=grace))["__typename"] == "InvalidInput"
    assert (await ask(SET_BUDGET, board="app", by=grace))["board"] == {"voteBudget": None, "votesLeft": None}
    assert await recorded() == []


@pytest.mark.commits
async def test_a_budget_holds_however_many_votes_come_at_once(ask, app, grace, noor, tom):
    await ask(SET_BUDGET, board="app", budget=3, by=grace)
    ideas = [await posts.submit_post(app, kind=Kind.IDEA, title=f"Idea {number}", by=tom) for number in range(8)]

    answers = await asyncio.gather(*(ask(CAST, post=idea.id, by=noor) for idea in ideas))

    kinds = [answer["__typename"] for answer in answers]
    assert (kinds.count("VoteCast"), kinds.count("BudgetSpent")) == (3, 5)
    assert await Vote.filter(person_id=noor.id).count() == 3


async def test_a_budget_that_is_spent_names_no_post_that_one_may_not_read(ask, app, dark_mode, grace, noor, tom):
    night = await posts.submit_post(app, kind=Kind.IDEA, title="Night mode", by=tom)
    await ask(CAST, post=dark_mode.id, by=noor)
    await Post.filter(id=dark_mode.id).update(is_private=True)
    await ask(SET_BUDGET, board="app", budget=1, by=grace)

    refused = await ask(CAST, post=night.id, by=noor)

    assert refused["titles"] == []
    assert "Dark mode" not in refused["message"]


async def test_the_votes_of_duplicates_stand_under_their_original_each_person_once(ask, app, dark_mode, noor, tom, ada):
    night = await posts.submit_post(app, kind=Kind.IDEA, title="Night mode", by=tom)
    for post, person, why in ((dark_mode, noor, "First"), (night, noor, "Second"), (night, tom, "Tom's")):
        await ask(CAST, post=post.id, why=why, by=person)
        await Vote.filter(person_id=person.id, why=why).update(created_at=datetime(2026, 1, 1, tzinfo=UTC))
    await Vote.filter(why="Second").update(created_at=datetime(2026, 1, 2, tzinfo=UTC))
    await Post.filter(id=night.id).update(merged_into_id=dark_mode.id, merged_at=datetime.now(UTC))
    await recount_votes([dark_mode.id, night.id])

    answer = await ask(CAST_VOTE, post=night.id, by=ada)
    post = await ask(CAST, post=night.id, by=noor)

    assert answer["post"] == {"voteCount": 3, "viewerHasVoted": True}
    assert post["post"]["id"] == str(dark_mode.id)
    edges = post["post"]["votes"]["edges"]
    assert [(edge["node"]["person"]["name"], edge["node"]["why"]) for edge in edges] == [
        ("Ada", None),
        ("Noor", "Second"),
        ("Tom", "Tom's"),
    ]
    assert post["post"]["votes"]["totalCount"] == 3
