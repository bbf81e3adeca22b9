"""Casting, explaining and withdrawing votes."""

from uuid import UUID

from ideation import sql
from ideation.actions.ballot_box import hand_in
from ideation.actions.ballots import Ballot, Heard
from ideation.actions.people import join
from ideation.addresses import block_digest
from ideation.errors import InvalidInput, NotAllowed
from ideation.events import VoteExplained
from ideation.ledger import record, verb
from ideation.models import Board, Person, Post, Vote
from ideation.policy import may_vote, may_vote_on_behalf
from ideation.queries.people import find_person
from ideation.queries.posts import PostRow
from ideation.text import optional_line, required_line, web_link
from ideation.vocabulary import Importance

WHY_LENGTH = 500
SOURCE_LENGTH = 200


async def cast_vote(
    post: Post | PostRow,
    *,
    importance: Importance | None = None,
    why: str | None = None,
    address: str | None = None,
    by: Person,
) -> Post:
    """Count one person's support; returns the post that it counts for, which for a duplicate is its original.

    A second vote changes nothing. `address` is the network address that the vote came from, if it is known.
    """
    block = await block_digest(address) if address else None
    return await hand_in(
        Ballot(post.id, by, casts=True, importance=importance, why=_why(why), address_block=block),
    )


async def withdraw_vote(post: Post | PostRow, *, by: Person) -> Post:
    """Take one person's support back, from a post and all its duplicates. Where there is none, nothing changes."""
    return await hand_in(Ballot(post.id, by, casts=False))


@verb
async def explain_vote(post: Post | PostRow, *, importance: Importance | None, why: str | None, by: Person) -> Vote:
    """Say how important something that one voted for is, and why, in place of what one said before."""
    if not may_vote(by, await Board.get(id=post.board_id)):
        raise NotAllowed
    why = _why(why)
    found = await sql.fetch_value("vote_of", post.id, by.id)
    if found is None:
        raise InvalidInput("postId", "You have not voted for this. Vote first, then say how important it is to you.")
    vote = await Vote.select_for_update().get(id=found)
    if (vote.importance, vote.why) != (importance, why):
        vote.importance = importance  # type: ignore[assignment]  # Tortoise's enum fields do not say that they may be null
        vote.why = why
        await vote.save(update_fields=["importance", "why"])
        await record(VoteExplained(post_id=post.id, board_id=post.board_id), by=by)
    return vote


@verb
async def cast_vote_on_behalf(
    post: Post | PostRow,
    *,
    person_id: UUID | None = None,
    email: str | None = None,
    name: str | None = None,
    source: str,
    link: str | None = None,
    importance: Importance | None = None,
    why: str | None = None,
    by: Person,
) -> Post:
    """Count the support of somebody who told the team elsewhere; whoever is unknown joins."""
    if not may_vote_on_behalf(by):
        raise NotAllowed
    source = required_line(
        source, field="source", most=SOURCE_LENGTH, ask="Say where you heard it, such as a call in March."
    )
    heard = Heard(by, source, web_link(link, field="link") if link else None)
    why = _why(why)
    if (person_id is None) == (email is None):
        raise InvalidInput("personId", "Name the person either by their id or by their email address.")
    person = await (find_person(person_id) if person_id else join(email or "", name=name))
    if not may_vote(person, await Board.get(id=post.board_id)):
        raise InvalidInput("personId", "This person may not vote on this board.")
    return await hand_in(Ballot(post.id, person, casts=True, importance=importance, why=why, heard=heard))


def _why(text: str | None) -> str | None:
    return optional_line(text, field="why", most=WHY_LENGTH) or None if text else None
