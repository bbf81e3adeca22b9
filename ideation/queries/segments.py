"""The sentences of all posts, for the machines that read them. Nothing here may reach a person unasked."""

from asyncpg import Record

from ideation import sql
from ideation.models import Post


async def posts_without_sentences(limit: int) -> list[Post]:
    """Some posts whose sentences have not been found yet, the oldest first."""
    return await Post.filter(segmented_at__isnull=True).order_by("created_at", "id").limit(limit)


async def sentences_to_place(model: str) -> list[Record]:
    """Every sentence with its origin, its vector for this model, and its place in the latest complete run."""
    return await sql.fetch("sentences_to_place", model, current_run=sql.statement("current_run"))
