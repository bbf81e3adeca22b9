"""Keeping the sentences of posts, and their vectors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from tortoise.connection import get_connection
from tortoise.expressions import Q

from ideation import sql
from ideation.ledger import verb
from ideation.models import Post

BATCH = 1_000  # vectors per statement


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, and the digest under which its vector is kept."""

    text: str
    digest: str


@verb
async def keep_sentences(found: Mapping[UUID, Sequence[Sentence]], *, read_at: datetime | None = None) -> None:
    """Store the sentences of posts that had none yet.

    Left out are posts that another process was quicker with, and those that say something else since `read_at`.
    """
    unread = Post.filter(id__in=list(found), segmented_at__isnull=True)
    if read_at is not None:
        unread = unread.filter(Q(edited_at__isnull=True) | Q(edited_at__lt=read_at))
    waiting = await unread.select_for_update(no_key=True)
    rows = [
        (uuid4(), post.id, position, sentence.text, sentence.digest)
        for post in waiting
        for position, sentence in enumerate(found[post.id])
    ]
    async with get_connection("default").acquire_connection() as connection:
        columns = ["id", "post_id", "position", "text", "digest"]
        await connection.copy_records_to_table("segment", records=rows, columns=columns)
    await Post.filter(id__in=[post.id for post in waiting]).update(segmented_at=datetime.now(UTC))


async def keep_embeddings(model: str, vectors: Mapping[str, bytes]) -> None:
    """Store vectors by the digest of their text. A batch is kept at a time, so what was computed is never lost."""
    digests = sorted(vectors)
    for begin in range(0, len(digests), BATCH):
        batch = digests[begin : begin + BATCH]
        await _keep_batch(model, batch, [vectors[digest] for digest in batch])


@verb
async def _keep_batch(model: str, digests: list[str], vectors: list[bytes]) -> None:
    await sql.fetch("keep_embeddings", model, digests, vectors)
