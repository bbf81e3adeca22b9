"""Counting votes, many at a time: the same statements serve one vote and a batch of hundreds."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from ideation import sql
from ideation.actions.ballot_posts import lock_posts
from ideation.errors import BudgetSpent, Refusal
from ideation.events import AboutPost, VoteCast, VoteWithdrawn
from ideation.ledger import record_all, verb
from ideation.models import Person, Post
from ideation.queries.posts import read_posts
from ideation.queries.votes import open_votes
from ideation.vocabulary import Importance


@dataclass(frozen=True)
class Heard:
    """Who of the team votes for somebody else, and where they heard it."""

    by: Person
    at: str
    link: str | None


@dataclass(frozen=True)
class Ballot:
    """What one person wants for one post: to have a vote counted, with what comes along with it, or to have it back."""

    post_id: UUID
    person: Person
    casts: bool
    importance: Importance | None = None
    why: str | None = None
    address_block: str | None = None
    heard: Heard | None = None


Outcome = Post | Refusal | None
"""What became of a ballot: the post that it counts for, or why not. None: the post was merged or parted at that very
moment, so the ballot has to be counted again."""


@verb
async def count(ballots: Sequence[Ballot]) -> list[Outcome]:
    """Do what the ballots ask, in their order, in one transaction; one outcome for each."""
    posts = await lock_posts(
        asked={ballot.post_id for ballot in ballots},
        emptied={ballot.post_id for ballot in ballots if not ballot.casts},
    )
    counting = [
        _Counting(ballot, posts.outcome(ballot.post_id, ballot.person, casts=ballot.casts)) for ballot in ballots
    ]
    facts: list[tuple[AboutPost, Person]] = []
    for part in _each_person_once(counting):
        facts += await _count_part(part)
    if facts:
        await record_all(facts)
    return [one.outcome for one in counting]


async def recount_votes(post_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Make counts and momentum what the rows say; returns the new counts. Lock the posts in this transaction before."""
    return {row["id"]: row["vote_count"] for row in await sql.fetch("recount_votes", list(post_ids))}


@dataclass
class _Counting:
    """A ballot, and what became of it so far."""

    ballot: Ballot
    outcome: Outcome


def _each_person_once(counting: Iterable[_Counting]) -> list[list[_Counting]]:
    """The ballots in parts that hold each person once; one part after the other keeps the order of asking."""
    parts: list[list[_Counting]] = []
    seen: Counter[UUID] = Counter()
    for one in counting:
        number = seen[one.ballot.person.id]
        seen[one.ballot.person.id] += 1
        if number == len(parts):
            parts.append([])
        parts[number].append(one)
    return parts


async def _count_part(part: Sequence[_Counting]) -> list[tuple[AboutPost, Person]]:
    """Count ballots of different people, bring the counts of their posts up to date, and tell what changed."""
    await _refuse_beyond_budgets(part)
    counted = [(one.ballot, one.outcome) for one in part if isinstance(one.outcome, Post)]
    if not counted:
        return []
    ballots = [ballot for ballot, _ in counted]
    changes = await sql.fetch(
        "count_votes",
        [post.id for _, post in counted],
        [ballot.person.id for ballot in ballots],
        [ballot.casts for ballot in ballots],
        [ballot.importance for ballot in ballots],
        [ballot.why for ballot in ballots],
        [ballot.address_block for ballot in ballots],
        [ballot.heard and ballot.heard.by.id for ballot in ballots],
        [ballot.heard and ballot.heard.at for ballot in ballots],
        [ballot.heard and ballot.heard.link for ballot in ballots],
    )
    counts = {row["original_id"]: row["vote_count"] for row in changes}
    if withdrawn := [row for row in changes if row["is_withdrawn"]]:
        counts |= await recount_votes({row[place] for row in withdrawn for place in ("original_id", "post_id")})
    for _, post in counted:
        post.vote_count = counts.get(post.id, post.vote_count)
    changed = {(row["original_id"], row["person_id"]) for row in changes}
    return [_fact(ballot, post) for ballot, post in counted if (post.id, ballot.person.id) in changed]


def _fact(ballot: Ballot, post: Post) -> tuple[AboutPost, Person]:
    kind = VoteCast if ballot.casts else VoteWithdrawn
    return kind(post_id=post.id, board_id=post.board_id), ballot.heard.by if ballot.heard else ballot.person


async def _refuse_beyond_budgets(part: Sequence[_Counting]) -> None:
    """Refuse the votes of those who have none left on a board that gives everyone so many."""
    limited = [
        (one, one.outcome, one.outcome.board.vote_budget)
        for one in part
        if one.ballot.casts and isinstance(one.outcome, Post) and one.outcome.board.vote_budget is not None
    ]
    if not limited:
        return
    voters = [one.ballot.person for one, _, _ in limited]
    # Two processes may count votes of one person for different posts. Posts are locked first and people after, by all.
    await sql.fetch("take_turns_voting", [person.id for person in voters])
    spent = await open_votes([(person.id, post.board_id) for person, (_, post, _) in zip(voters, limited, strict=True)])
    for one, post, budget in limited:
        supported = spent[one.ballot.person.id, post.board_id]
        if len(supported) >= budget and post.id not in supported:
            seen = await read_posts(one.ballot.person, list(supported))
            one.outcome = BudgetSpent(budget, sorted(row.title for row in seen.values()))
