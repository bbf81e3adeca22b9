"""Counting votes, many at a time: the same statements serve one vote and a batch of hundreds."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from ideation import sql
from ideation.errors import NotFound, Refusal
from ideation.events import AboutPost, VoteCast, VoteWithdrawn
from ideation.ledger import record_all, verb
from ideation.models import Person, Post


@dataclass(frozen=True)
class Ballot:
    """What one person wants for one post: to have a vote counted, or to have it back."""

    post_id: UUID
    person: Person
    casts: bool


Outcome = Post | Refusal | None
"""What became of a ballot: the post that it counts for, or why not. None: the post was merged or parted at that very
moment, so the ballot has to be counted again."""


@verb
async def count(ballots: Sequence[Ballot]) -> list[Outcome]:
    """Do what the ballots ask, in their order, in one transaction; one outcome for each."""
    locked = await _lock(ballots)
    outcomes = [locked.outcome(ballot) for ballot in ballots]
    accepted = [(ballot, post) for ballot, post in zip(ballots, outcomes, strict=True) if isinstance(post, Post)]
    facts: list[tuple[AboutPost, Person]] = []
    for part in _each_person_once(accepted):
        facts += await _count_part(part)
    if facts:
        await record_all(facts)
    return outcomes


async def recount_votes(post_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Make counts and momentum what the rows say; returns the new counts. Needs the posts locked by this transaction."""
    return {row["id"]: row["vote_count"] for row in await sql.fetch("recount_votes", list(post_ids))}


@dataclass(frozen=True)
class _Locked:
    """The posts whose counts only this transaction changes, and the original of each post that was asked for."""

    posts: dict[UUID, Post]
    originals: dict[UUID, UUID]

    def outcome(self, ballot: Ballot) -> Outcome:
        """The post that the ballot counts for, or why it does not."""
        if ballot.post_id not in self.originals:
            return NotFound()
        post = self.posts.get(self.originals[ballot.post_id])
        if post is None or post.merged_into_id is not None or not (ballot.casts or self._holds_all_of(post)):
            return None
        try:
            post.ensure_takes_votes()
        except Refusal as refusal:
            return refusal
        return post

    def _holds_all_of(self, post: Post) -> bool:
        return all(id in self.posts for id, original_id in self.originals.items() if original_id == post.id)


async def _lock(ballots: Sequence[Ballot]) -> _Locked:
    """Lock the posts that the ballots change, in the order of their ids as merging does, so that no two wait in a circle.

    Whoever merges or parts posts locks both of them first, so what is a duplicate of a locked post stays so.
    """
    asked = {ballot.post_id for ballot in ballots}
    emptied = {ballot.post_id for ballot in ballots if not ballot.casts}
    touched = [row["id"] for row in await sql.fetch("posts_voted_on", asked, emptied)]
    in_order = Post.filter(id__in=touched).order_by("id").select_for_update(no_key=True)
    posts = {post.id: post for post in await in_order}
    originals = {post.id: post.id for post in posts.values() if post.merged_into_id is None}
    unsure = asked - originals.keys()
    if unsure or emptied:
        # Read once more, because posts may have been merged while we waited for the lock.
        rows = await sql.fetch("originals", unsure, posts.keys() if emptied else ())
        originals |= {row["id"]: row["original_id"] for row in rows}
    return _Locked(posts, originals)


def _each_person_once(ballots: Iterable[tuple[Ballot, Post]]) -> list[list[tuple[Ballot, Post]]]:
    """The ballots in parts that hold each person once; one after the other, they do everything in the order of asking."""
    parts: list[list[tuple[Ballot, Post]]] = []
    seen: defaultdict[UUID, int] = defaultdict(int)
    for ballot, post in ballots:
        number = seen[ballot.person.id]
        seen[ballot.person.id] += 1
        if number == len(parts):
            parts.append([])
        parts[number].append((ballot, post))
    return parts


async def _count_part(part: Sequence[tuple[Ballot, Post]]) -> list[tuple[AboutPost, Person]]:
    """Count ballots of different people, bring the counts of their posts up to date, and tell what changed."""
    changes = await sql.fetch(
        "count_votes",
        [post.id for _, post in part],
        [ballot.person.id for ballot, _ in part],
        [ballot.casts for ballot, _ in part],
    )
    counts = {row["original_id"]: row["vote_count"] for row in changes}
    if emptied := {id for row in changes if row["is_withdrawn"] for id in (row["original_id"], row["post_id"])}:
        counts |= await recount_votes(emptied)
    for _, post in part:
        post.vote_count = counts.get(post.id, post.vote_count)
    changed = {(row["original_id"], row["person_id"]) for row in changes}
    return [(_fact(ballot, post), ballot.person) for ballot, post in part if (post.id, ballot.person.id) in changed]


def _fact(ballot: Ballot, post: Post) -> AboutPost:
    kind = VoteCast if ballot.casts else VoteWithdrawn
    return kind(post_id=post.id, board_id=post.board_id)
