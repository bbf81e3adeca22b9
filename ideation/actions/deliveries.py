"""Sending what people hear by mail: taking a mail for one try, and noting what became of it.

Whoever takes a mail sends it outside of any transaction. One who dies in between leaves it due, so a mail may arrive
twice, with one Message-ID; it never gets lost.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from ideation import sql
from ideation.ledger import verb
from ideation.models import Delivery
from ideation.vocabulary import Contribution, DeliveryState, Outcome, Template

MOST_TRIES = 12  # the pauses between them double from 2 minutes on: about 3 days
MOST_TRIES_OF_A_CODE = 3  # a code is void after 10 minutes


@dataclass(frozen=True)
class Told:
    """The notification that a mail brings, with the words of the person that it answers."""

    person: str
    title: str
    body: str
    quote: str | None
    contribution: Contribution | None
    outcome: Outcome | None
    board_slug: str | None
    post_slug: str | None


@dataclass(frozen=True)
class Letter:
    """A mail taken for one try; `data` is what only the mail knows, `told` the notification if it brings one."""

    id: UUID
    template: Template
    address: str
    language: str
    data: dict[str, str]
    attempts: int
    told: Told | None


@verb
async def claim_delivery() -> Letter | None:
    """Take the mail that has been due the longest, so that nobody else tries it for the next minutes."""
    rows = await sql.fetch("claim_delivery")
    if not rows:
        return None
    row = rows[0]
    told = None
    if row["title"] is not None:
        told = Told(
            person=row["person"],
            title=row["title"],
            body=row["body"],
            quote=row["quote"],
            contribution=Contribution(row["contribution"]) if row["contribution"] else None,
            outcome=Outcome(row["outcome"]) if row["outcome"] else None,
            board_slug=row["board_slug"],
            post_slug=row["post_slug"],
        )
    return Letter(
        id=row["id"],
        template=Template(row["template"]),
        address=row["address"],
        language=row["language"],
        data=json.loads(row["data"]),
        attempts=row["attempts"],
        told=told,
    )


@verb
async def note_sent(letter: Letter) -> None:
    """The mail is on its way; what only it had to know is forgotten."""
    await Delivery.filter(id=letter.id).update(state=DeliveryState.SENT, sent_at=datetime.now(UTC), data={}, error=None)


@verb
async def note_not_sent(letter: Letter, *, error: str, for_good: bool) -> bool:
    """Keep what went wrong; returns whether the mail is given up, as refused `for_good` or tried often enough."""
    most = MOST_TRIES_OF_A_CODE if letter.template is Template.SIGN_IN_CODE else MOST_TRIES
    given_up = for_good or letter.attempts >= most
    if given_up:
        await Delivery.filter(id=letter.id).update(state=DeliveryState.FAILED, error=error, data={})
    else:
        await Delivery.filter(id=letter.id).update(error=error)
    return given_up
