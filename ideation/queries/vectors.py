"""What posts mean, for the machines that compare them. Nothing here may reach a person unasked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ideation import sql
from ideation.models import Embedding, PostVector

TEXT_LENGTH = 600
"""Characters of a post that are read: its title, and about as much of its body as a short one has."""


@dataclass(frozen=True, slots=True)
class VectorRow:
    """The direction in which a post points, a byte per dimension, and the place of the row in the order of reading."""

    post_id: UUID
    vector: bytes
    read_at: datetime
    id: int


@dataclass(frozen=True, slots=True)
class PostText:
    """What a post says at its beginning."""

    post_id: UUID
    text: str


async def vectors_after(place: VectorRow | None, *, model: str, limit: int) -> list[VectorRow]:
    """Vectors that this model made after another one, in the order of reading."""
    read_at, id_ = (place.read_at, place.id) if place else (None, None)
    rows = await sql.fetch("vectors_after", model, read_at, id_, limit)
    return [VectorRow(*(row[name] for name in VectorRow.__slots__)) for row in rows]


async def posts_to_read(limit: int) -> list[PostText]:
    """Some posts whose meaning is not known as they are now."""
    return [PostText(*row) for row in await sql.fetch("posts_to_read", limit, TEXT_LENGTH)]


async def posts_are_to_read() -> bool:
    """Whether there is such a post."""
    return await PostVector.filter(is_due=True).exists()


async def kept_vectors(model: str, digests: Sequence[str]) -> dict[str, bytes]:
    """The vectors that this model made of these texts while it looked for themes: half-precision floats."""
    return dict(await Embedding.filter(model=model, digest__in=list(digests)).values_list("digest", "vector"))
