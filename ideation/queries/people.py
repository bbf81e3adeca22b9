"""Who takes part."""

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from ideation import sql
from ideation.errors import NotFound
from ideation.models import Person
from ideation.vocabulary import Role


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What everyone may know of a person."""

    id: UUID
    name: str
    role: Role


async def signed_in_with(token: str) -> Person | None:
    """The person whose browser holds this session token, while it is valid."""
    rows = await sql.fetch("signed_in_with", digest(token))
    # As Tortoise reads a row. Its own query would take every request twice as long as the statement does.
    return Person._init_from_db(**rows[0]) if rows else None


async def with_email(address: str) -> Person | None:
    """The person who uses this address, written as `text.email_address` does."""
    person_id = await sql.fetch_value("person_with_email", address)
    return await Person.get(id=person_id) if person_id else None


async def find_person(person_id: UUID) -> Person:
    """The person to name in what one does, since names are known to everyone; refuses with NotFound."""
    person = await Person.get_or_none(id=person_id)
    if person is None:
        raise NotFound
    return person


def digest(secret: str) -> str:
    """What is kept of a secret: enough to know it again, useless to whoever reads the table."""
    return sha256(secret.encode(errors="surrogatepass")).hexdigest()
