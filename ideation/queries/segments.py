"""The sentences of all posts, for the machines that read them. Nothing here may reach a person unasked."""

from asyncpg import Record

from ideation import sql
from ideation.models import Embedding, Post
from ideation.vocabulary import Standing


async def posts_without_sentences(limit: int) -> list[Post]:
    """Some published posts whose sentences have not been found yet, the oldest first."""
    return (
        await Post.filter(segmented_at__isnull=True, standing=Standing.PUBLISHED)
        .order_by("created_at", "id")
        .limit(limit)
    )


async def sentences_to_place() -> list[Record]:
    """Every sentence with its origin, what it stands under, and its place in the latest complete run."""
    return await sql.fetch("sentences_to_place", current_run=sql.statement("current_run"))


async def kept_embeddings(model: str) -> dict[str, bytes]:
    """The vectors that this model made, by the digest of their text."""
    return dict(await Embedding.filter(model=model).values_list("digest", "vector"))
