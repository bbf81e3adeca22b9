"""Reading what new and changed posts mean, so that similar ones can be found."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ideation.actions.vectors import forget_other_models, keep_post_vectors
from ideation.queries.vectors import kept_vectors, posts_to_read
from server.similarity.reader import Reader, Unreadable, in_steps

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

POSTS_AT_ONCE = 16  # so that whoever else needs the processor or the post never waits long


async def read_posts(reader: Reader, *, until: asyncio.Event) -> int:
    """Read all posts whose meaning is not known as they are now, or as many as there is time for; returns how many.

    Without a model that can be used nothing is read; it is tried again the next time.
    """
    try:
        model = await asyncio.to_thread(lambda: reader.model)
    except Unreadable:
        return 0
    await forget_other_models(model)
    done = 0
    while not until.is_set() and (posts := await posts_to_read(POSTS_AT_ONCE)):
        texts = [post.text for post in posts]
        digests = await asyncio.to_thread(_digests, texts)
        kept = await kept_vectors(model, digests)
        vectors = await asyncio.to_thread(_vectors, reader, texts, digests, kept)
        await keep_post_vectors(model, posts, [vector.tobytes() for vector in vectors])
        done += len(posts)
    return done


def _digests(texts: Sequence[str]) -> list[str]:
    # Here and not above: the server starts where the engine that finds themes is not installed.
    from topics.documents import text_hash

    return [text_hash(text) for text in texts]


def _vectors(
    reader: Reader, texts: Sequence[str], digests: Sequence[str], kept: Mapping[str, bytes]
) -> "list[NDArray[np.int8]]":
    """What the texts mean; those that the themes know already as a sentence are not read again."""
    from topics.embedding import unpack

    known = {digest: in_steps(unpack([vector], len(vector) // 2))[0] for digest, vector in kept.items()}
    unknown = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in known}
    if unknown:
        known |= dict(zip(unknown, reader.read(list(unknown.values())), strict=True))
    return [known[digest] for digest in digests]
