"""Voting over GraphQL."""

from uuid import uuid4

from ideation.actions import posts
from ideation.events import VoteCast
from ideation.models import Vote

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
