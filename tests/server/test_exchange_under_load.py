"""Fifty people do everything at once, over the API and with real commits; afterwards every number is what its rows say.

It lasts five seconds; HEARBACK_LOAD_SECONDS=60 makes it a minute.
"""

import asyncio
import math
import os
import random
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest

from ideation.actions import people, posts
from ideation.events import AboutMerge, PostsMerged, PostUnmerged, StatusChanged, VoteCast, VoteWithdrawn
from ideation.ledger import fact_of
from ideation.models import Board, Comment, Event, Follow, MergeProposal, Notification, Person, Post, Vote
from ideation.queries.follows import count_followers
from ideation.queries.posts import PostFilter, count_posts
from ideation.queries.votes import votes_of
from ideation.reactions.handling import events_wait, handle_events
from ideation.vocabulary import Kind, ProposalState, Role, Standing
from tests.asking import Ask

SECONDS = float(os.environ.get("HEARBACK_LOAD_SECONDS", "5"))
CUSTOMERS, MANAGERS, POSTS = 38, 12, 12

VERBS = {
    "castVote": ("postId: $post", "VoteCast", "post { id }"),
    "withdrawVote": ("postId: $post", "VoteWithdrawn", "post { id }"),
    "followPost": ("postId: $post", "PostFollowed", "post { id }"),
    "unfollowPost": ("postId: $post", "PostUnfollowed", "post { id }"),
    "addComment": ('postId: $post, body: "Yes."', "CommentAdded", "post { id }"),
    "proposeMerge": ("postId: $post, intoId: $other", "MergeProposed", "proposal { id }"),
    "mergePosts": ("postId: $post, intoId: $other", "PostsMerged", "post { id }"),
    "unmergePost": ("postId: $post", "PostUnmerged", "post { id }"),
    "close": ('postId: $post, status: "shipped", reason: "Out."', "StatusChanged", "post { id }"),
    "reopen": ('postId: $post, status: "open", reason: "Not yet."', "StatusChanged", "post { id }"),
    "plan": ('postId: $post, status: "planned", reason: "Soon."', "StatusChanged", "post { id }"),
    "acceptMergeProposal": ("proposalId: $proposal", "MergeAccepted", "proposal { id }"),
    "dismissMergeProposal": ('proposalId: $proposal, reason: "No."', "MergeDismissed", "proposal { id }"),
}
OF_CUSTOMERS = {
    "castVote": 30,
    "withdrawVote": 15,
    "followPost": 5,
    "unfollowPost": 4,
    "addComment": 4,
    "proposeMerge": 3,
    "look": 3,
}
OF_MANAGERS = OF_CUSTOMERS | {
    "mergePosts": 60,
    "unmergePost": 80,
    "close": 6,
    "reopen": 12,
    "plan": 4,
    "acceptMergeProposal": 3,
    "dismissMergeProposal": 3,
}
LOOK = """query Look($first: Int!) { posts(first: $first, sort: MOST_VOTED) { totalCount edges { node {
  voteCount viewerHasVoted viewerFollows mergedInto { title }
  voters(first: 3) { totalCount edges { node { name } } } duplicates(first: 3) { totalCount edges { node { title } } }
} } } }"""


@dataclass
class Exchange:
    """What everybody does it to, and what the API answered."""

    ask: Ask
    chance: random.Random
    posts: list[Post]
    done: Counter[str] = field(default_factory=Counter)
    failed: list[object] = field(default_factory=list)
    # Of each person, in order: whether a vote was acknowledged (or else taken back), and for which post.
    ballots: defaultdict[UUID, list[tuple[bool, UUID]]] = field(default_factory=lambda: defaultdict(list))

    async def take_part(self, person: Person, until: float) -> None:
        """Do one thing after the other, each at random, waiting for every answer."""
        weights = OF_MANAGERS if person.is_staff else OF_CUSTOMERS
        while time.monotonic() < until:
            [name] = self.chance.choices(list(weights), list(weights.values()))
            answer = await self.ask.whole(document(name), by=person, **await self.given(name))
            self.note(name, person, answer)

    async def given(self, name: str) -> dict[str, object]:
        if name == "look":
            return {"first": POSTS}
        if "proposal" in VERBS[name][0]:
            found = await MergeProposal.filter(state=ProposalState.OPEN).first()
            return {"proposal": found.id if found else self.posts[0].id}
        post, other = self.chance.sample(self.posts, 2)
        return {"post": post.id, "other": other.id} if "$other" in VERBS[name][0] else {"post": post.id}

    def note(self, name: str, person: Person, answer: dict[str, Any]) -> None:
        if "errors" in answer:
            self.failed.append((name, answer["errors"]))
            return
        [result] = answer["data"].values()
        if name == "look":
            self.done[name] += 1
            return
        self.done[f"{name}: {result['__typename']}"] += 1
        if result["__typename"] in ("VoteCast", "VoteWithdrawn"):
            self.ballots[person.id].append((name == "castVote", UUID(result["post"]["id"])))


def document(name: str) -> str:
    if name == "look":
        return LOOK
    arguments, success, chosen = VERBS[name]
    mutation = "changeStatus" if name in ("close", "reopen", "plan") else name
    variables = ", ".join(f"${given}: UUID!" for given in ("post", "other", "proposal") if f"${given}" in arguments)
    return f"""mutation Do({variables}) {{ {mutation}({arguments}) {{
      __typename ... on {success} {{ {chosen} }} ... on Refusal {{ message }}
    }} }}"""


@pytest.mark.commits
async def test_whatever_fifty_people_do_at_once_nothing_is_lost_counted_twice_or_told_twice(
    ask: Ask, app: Board
) -> None:
    seed = random.SystemRandom().randrange(2**32)
    print(f"The seed is {seed}; it lasts {SECONDS:g} seconds.")
    chance = random.Random(seed)
    crowd = [await people.join(f"customer{number}@example.com") for number in range(CUSTOMERS)]
    crowd += [
        await people.join(f"manager{number}@example.com", role=Role.PRODUCT_MANAGER) for number in range(MANAGERS)
    ]
    wishes = [
        await posts.submit_post(app, kind=Kind.IDEA, title=f"Wish {number}", by=chance.choice(crowd))
        for number in range(POSTS)
    ]
    exchange = Exchange(ask, chance, wishes)
    until = time.monotonic() + SECONDS

    async def react() -> None:
        while time.monotonic() < until:
            await handle_events(limit=50)
            await asyncio.sleep(0.02)

    await asyncio.gather(react(), react(), *(exchange.take_part(person, until) for person in crowd))
    while await events_wait() and await handle_events():
        pass

    print(*sorted(exchange.done.items()), sep="\n")
    assert exchange.failed == []
    await assert_counters_are_true()
    await assert_rows_are_what_the_ledger_tells()
    await assert_votes_are_what_was_acknowledged(exchange)
    await assert_everyone_was_told_once()


async def assert_counters_are_true() -> None:
    """Every counter of a post is what its rows and those of its duplicates say, and no duplicate has duplicates."""
    found = {post.id: post for post in await Post.all()}
    assert all(
        post.merged_into_id is None or found[post.merged_into_id].merged_into_id is None for post in found.values()
    )
    for post in found.values():
        together = [row.id for row in found.values() if post.id in (row.id, row.merged_into_id)]
        latest: dict[UUID, float] = {}
        for vote in await Vote.filter(post_id__in=together).order_by("created_at"):
            latest[vote.person_id] = posts.momentum_at(vote.created_at)
        said = await Comment.filter(post_id__in=together, is_private=False, standing=Standing.PUBLISHED).count()
        assert (post.vote_count, post.comment_count) == (len(latest), said)
        voices = [posts.momentum_at(post.created_at), *latest.values()]
        assert post.momentum == pytest.approx(
            math.log(sum(math.exp(voice - voices[0]) for voice in voices)) + voices[0]
        )
        listed = (await votes_of(None, [post.id], first=100, after=None))[post.id].rows
        assert sorted(row.person.id for row in listed) == sorted(latest)
        staff = await Person.filter(role=Role.PRODUCT_MANAGER).first()
        followers = set(await Follow.filter(post_id__in=together).values_list("person_id", flat=True))
        assert await count_followers(staff, [post.id]) == {post.id: len(followers)}
    assert await count_posts(None, PostFilter()) == sum(post.merged_into_id is None for post in found.values())


async def assert_rows_are_what_the_ledger_tells() -> None:
    """Who repeats in their order what the ledger says was done gets the votes and the links that are stored."""
    voted: set[tuple[UUID, UUID | None]] = set()
    parents: dict[UUID, UUID] = {}  # what each post was merged into, at the time

    def original(post_id: UUID) -> UUID:
        return original(parents[post_id]) if post_id in parents else post_id

    for event in await Event.all().order_by("id"):
        match fact_of(event):
            case VoteCast(post_id=id):
                assert not any(person == event.by_id and original(voted_for) == id for voted_for, person in voted)
                voted.add((id, event.by_id))
            case VoteWithdrawn(post_id=id):
                withdrawn = {pair for pair in voted if pair[1] == event.by_id and original(pair[0]) == id}
                assert withdrawn
                voted -= withdrawn
            case PostsMerged(post_id=id, duplicate_id=duplicate_id):
                assert duplicate_id not in parents
                assert id not in parents
                parents[duplicate_id] = id
            case PostUnmerged(post_id=id, duplicate_id=duplicate_id):
                assert original(duplicate_id) == id
                del parents[duplicate_id]
    assert voted == {(vote.post_id, vote.person_id) for vote in await Vote.all()}
    linked = {post.id: post for post in await Post.filter(merged_into_id__isnull=False)}
    assert {post.id: post.merged_with_id or post.merged_into_id for post in linked.values()} == parents
    assert all(post.merged_into_id == original(post.id) for post in linked.values())


async def assert_votes_are_what_was_acknowledged(exchange: Exchange) -> None:
    """Every vote that is there was acknowledged and not taken back since; none acknowledged last is missing."""
    stored = {(vote.person_id, vote.post_id) for vote in await Vote.all()}
    for person_id, post_id in stored:
        assert [casts for casts, about in exchange.ballots[person_id] if about == post_id][-1:] == [True]
    for person_id, ballots in exchange.ballots.items():
        if ballots[-1][0]:
            assert any(person == person_id for person, _ in stored)
    recorded = {(event.by_id, fact_of(event)) for event in await Event.filter(kind="VoteCast")}
    acknowledged = {(by, about) for by, ballots in exchange.ballots.items() for casts, about in ballots if casts}
    assert {(by, fact.post_id) for by, fact in recorded if isinstance(fact, VoteCast)} <= acknowledged


async def assert_everyone_was_told_once() -> None:
    """No fact was told to anyone twice, and whoever wrote the posts that it is about heard of what others did."""
    assert not await events_wait()
    told = Counter(await Notification.all().values_list("event_id", "person_id"))
    assert set(told.values()) <= {1}
    authors = {post.id: post.author_id for post in await Post.all()}
    for event in await Event.all():
        fact = fact_of(event)
        if isinstance(fact, AboutMerge | StatusChanged):
            concerned = {authors[fact.post_id]}
            if isinstance(fact, AboutMerge):
                concerned.add(authors[fact.duplicate_id])
            assert all((event.id, person_id) in told for person_id in concerned - {event.by_id})
