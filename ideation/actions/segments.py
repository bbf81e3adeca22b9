"""Keeping the sentences of posts, and their vectors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from tortoise.connection import get_connection

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
async def keep_sentences(
    found: Mapping[UUID, Sequence[Sentence]], *, edited_at: Mapping[UUID, datetime | None] | None = None
) -> None:
    """Store the sentences of posts that had none yet.

    Left out are posts that another process was quicker with, and those that were edited since they were read;
    `edited_at` is what they said of that when they were.
    """
    unread = await Post.filter(id__in=list(found), segmented_at__isnull=True).select_for_update(no_key=True)
    waiting = [post for post in unread if edited_at is None or post.edited_at == edited_at[post.id]]
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
