"""Joining, signing in and out, and what people may do."""

import secrets
from datetime import UTC, datetime, timedelta

from ideation import sql
from ideation.errors import CodeRefused, NotAllowed, TooManyAttempts
from ideation.events import PersonJoined, RoleGiven, SignInCodeRequested
from ideation.ledger import record, verb
from ideation.models import Delivery, Person, Session, SignInCode
from ideation.policy import may_administer
from ideation.queries.people import digest, with_email
from ideation.text import NAME_LENGTH, clean_line, email_address, says_something
from ideation.vocabulary import Role, Template

CODE_LASTS = timedelta(minutes=10)
CODES_PER_WINDOW = 5  # to one address within the time that a code lasts
ATTEMPTS_PER_CODE = 5
SESSION_LASTS = timedelta(days=30)


@verb
async def request_sign_in_code(email: str) -> str:
    """Mail a code to an address and return the address as we keep it. It tells nobody whether the address is known."""
    address = email_address(email)
    await sql.fetch("take_turns", address)
    since = datetime.now(UTC) - CODE_LASTS
    recent = await SignInCode.filter(email=address, created_at__gt=since).order_by("created_at")
    if len(recent) >= CODES_PER_WINDOW:
        wait = recent[0].created_at + CODE_LASTS - datetime.now(UTC)
        raise TooManyAttempts(max(1, round(wait.total_seconds())))
    code = f"{secrets.randbelow(10**8):08}"
    await SignInCode.create(email=address, digest=digest(f"{address} {code}"))
    person = await with_email(address)
    delivery = await Delivery.create(
        template=Template.SIGN_IN_CODE,
        address=address,
        language=person.language if person else "en",
        data={"code": code},
    )
    await record(SignInCodeRequested(delivery_id=delivery.id), by=person)
    return address


async def sign_in(email: str, *, code: str, name: str | None = None) -> tuple[Person, str]:
    """Exchange a mailed code for a session: the person, and the token that their browser keeps.

    Whoever is new joins as a customer. A wrong code counts as an attempt, so this commits before it refuses.
    """
    address = email_address(email)
    if not await _redeem(address, code=code):
        raise CodeRefused
    person = await join(address, name=name)
    return person, await open_session(person)


@verb
async def join(email: str, *, name: str | None = None, language: str = "en", role: Role = Role.CUSTOMER) -> Person:
    """The person who uses this address, who joins now if nobody does."""
    address = email_address(email)
    person = await with_email(address)
    if person is None:
        person, is_new = await Person.get_or_create(
            email=address,
            defaults={"name": display_name(name, address), "language": language, "role": role},
        )
        if is_new:
            await record(PersonJoined(person_id=person.id), by=person)
    return person


@verb
async def give_role(person: Person, *, role: Role, by: Person | None) -> Person:
    """Change what a person is to the organisation. The role that they have already changes nothing.

    Without `by`, the operator of the installation does it at the command line.
    """
    if by is not None and not may_administer(by):
        raise NotAllowed
    person = await Person.select_for_update(no_key=True).get(id=person.id)
    if person.role is not role:
        person.role = role
        await person.save(update_fields=["role"])
        await record(RoleGiven(person_id=person.id, role=role), by=by)
    return person


@verb
async def open_session(person: Person) -> str:
    """Let one browser act for a person; returns the token that it keeps."""
    token = secrets.token_urlsafe(32)
    await Session.create(digest=digest(token), person=person, expires_at=datetime.now(UTC) + SESSION_LASTS)
    return token


@verb
async def sign_out(token: str) -> None:
    """End the session of one browser."""
    await Session.filter(digest=digest(token)).delete()


def display_name(name: str | None, address: str) -> str:
    """What others see of a person: the name that was given, or the first part of the address."""
    given = clean_line(name or "")[:NAME_LENGTH].rstrip()
    return given if says_something(given) else address.partition("@")[0][:NAME_LENGTH]


@verb
async def _redeem(address: str, *, code: str) -> bool:
    """Whether this is the latest code mailed to the address, still valid; a code can be redeemed once."""
    since = datetime.now(UTC) - CODE_LASTS
    latest = (
        await SignInCode.select_for_update().filter(email=address, created_at__gt=since).order_by("-created_at").first()
    )
    if latest is None or latest.used_at is not None or latest.attempts >= ATTEMPTS_PER_CODE:
        return False
    latest.attempts += 1
    is_right = secrets.compare_digest(latest.digest, digest(f"{address} {clean_line(code).replace(' ', '')}"))
    if is_right:
        latest.used_at = datetime.now(UTC)
    await latest.save(update_fields=["attempts", "used_at"])
    return is_right
