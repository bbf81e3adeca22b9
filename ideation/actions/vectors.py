"""Keeping what posts mean."""

from collections.abc import Sequence

from ideation import sql
from ideation.ledger import verb
from ideation.queries.vectors import TEXT_LENGTH, PostText


@verb
async def keep_post_vectors(model: str, posts: Sequence[PostText], vectors: Sequence[bytes]) -> None:
    """Store what these posts mean to a model, a byte per dimension; those changed while they were read stay due."""
    ids, texts = [post.post_id for post in posts], [post.text for post in posts]
    await sql.fetch("keep_post_vectors", ids, model, texts, vectors, TEXT_LENGTH)


@verb
async def forget_other_models(model: str) -> None:
    """Have everything read anew that another model read."""
    await sql.fetch("forget_other_models", model)
