"""Posts like a text that somebody is typing: by shared words, and by meaning as far as that is known."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import Protocol
from uuid import UUID

from ideation import sql
from ideation.models import Person
from ideation.queries.boards import ensure_readable
from ideation.queries.entries import POSTS, POSTS_HOLDING, readable_entries
from ideation.queries.posts import PostFilter, PostRow, read_posts
from ideation.queries.typed import Typed, Word, read_typed
from ideation.sql import Conditions

MOST_CHARACTERS = 1_000
MOST_WORDS = 30
LEAST_ALIKE = 0.45
"""Cosines below this say nothing."""
LEAST_SHARED = 0.6
"""So many of the words a post has to share that is not alike in meaning."""
BEGINNING = 3
"""Letters with which an unfinished word tells something."""
NEAREST = 50
"""So many posts that the viewer may read are looked at, however many others are nearer."""

_RARE = 200  # texts with the rarest words, among which those with more of the words are looked for
_WORDS_ALONE = 0.8  # where all words are shared and the meaning is not known
_WORDS_ADD = 0.3  # of what a cosine lacks to one, where all words are shared


class Likeness(Protocol):
    """How much posts mean the same as one text, as cosines; hidden posts are among them."""

    def nearest(self, most: int, *, least: float) -> Sequence[tuple[UUID, float]]:
        """The posts that are most alike, at least as much as `least`, the nearest first."""
        ...

    def to(self, post_ids: Iterable[UUID]) -> Mapping[UUID, float]:
        """How much each of these is alike; without those of which that is not known."""
        ...


class Meaning(Protocol):
    """Reads what a text means."""

    async def likeness(self, text: str) -> Likeness | None:
        """How much posts are like the text, at once; None while nobody can tell."""
        ...


class SimilarBy(StrEnum):
    """Why a post is taken for similar."""

    MEANING = "meaning"
    WORDS = "words"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class SimilarRow:
    """A post like a text: how similar from 0 to 1, why, and which of the words it shares."""

    post: PostRow
    similarity: float
    reason: SimilarBy
    words: Sequence[str]


@dataclass(frozen=True)
class _Looked:
    """The words of a text that tell something, a query for each, and how many texts hold it, about."""

    words: tuple[Word, ...]
    queries: list[str]
    counts: list[int]

    @property
    def rarest(self) -> list[str]:
        """Queries for the rarest words, so many of them as few texts hold; without such, for the two rarest at once."""
        rarest = sorted(zip(self.counts, self.queries, strict=True))
        held = accumulate(count for count, _ in rarest)
        rare = [query for so_far, (_, query) in zip(held, rarest, strict=True) if so_far <= _RARE]
        return rare or [" & ".join(f"({query})" for _, query in rarest[:2])]

    def share(self, places: Collection[int]) -> float:
        """How many of the words these are. Not weighed by counts, which lag behind what is hidden from a viewer."""
        return len(places) / len(self.words) if self.words else 0.0


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What says something like the text: the post that shows it, the post that says it, and the words that it holds."""

    post_id: UUID
    said_id: UUID
    places: tuple[int, ...]


async def similar_posts(
    viewer: Person | None, text: str, wanted: PostFilter, *, first: int, meaning: Meaning
) -> list[SimilarRow]:
    """Posts that this viewer may read and that say something like the text, the most similar first."""
    text = text[:MOST_CHARACTERS]
    (looked, with_words), likeness = await asyncio.gather(_with_words(viewer, text, wanted), meaning.likeness(text))
    candidates = with_words
    if likeness is not None and looked.words:  # a model also has an opinion of three question marks
        candidates = candidates + await _alike(viewer, looked, wanted, likeness)
    found = _ranked(looked, candidates, likeness)[:first]
    posts = await read_posts(viewer, [post_id for post_id, *_ in found])
    return [
        SimilarRow(posts[post_id], similarity, reason, [looked.words[place].text for place in places])
        for post_id, similarity, reason, places in found
        if post_id in posts
    ]


async def _with_words(viewer: Person | None, text: str, wanted: PostFilter) -> tuple[_Looked, list[_Candidate]]:
    looked = await _looked(viewer, await read_typed(text, characters=MOST_CHARACTERS, words=MOST_WORDS))
    if not looked.words:
        return looked, []
    return looked, await _candidates(viewer, looked, wanted, POSTS_HOLDING, looked.rarest, most=_RARE)


async def _looked(viewer: Person | None, typed: Typed) -> _Looked:
    """The words that say something in every language, or all if none does, and how many texts hold each."""
    telling = tuple(word for word in typed.words if not word.empty_in and len(word.text) > 1) or typed.words
    conditions = Conditions()
    words = conditions.given([word.text for word in telling])
    ensure_readable(conditions, viewer)
    counted = await sql.fetch("word_counts", *conditions.parameters, words=words, boards=conditions.sql)
    counts = dict(counted)
    unfinished = typed.words[-1] if typed.words and len(typed.words[-1].text) >= BEGINNING else None
    return _Looked(
        telling,
        [word.forms(unfinished=word is unfinished) for word in telling],
        [counts.get(word.text, 0) for word in telling],
    )


async def _alike(viewer: Person | None, looked: _Looked, wanted: PostFilter, likeness: Likeness) -> list[_Candidate]:
    """The nearest posts that this viewer may read. Hidden ones change nothing: as many others are looked at instead."""
    found: list[_Candidate] = []
    asked, most = 0, NEAREST
    while len(found) < NEAREST:
        nearest = likeness.nearest(most, least=LEAST_ALIKE)
        if len(nearest) == asked:
            break
        ids = [post_id for post_id, _ in nearest[asked:]]
        near = {one.said_id: one for one in await _candidates(viewer, looked, wanted, POSTS, ids, most=len(ids))}
        found += [near[post_id] for post_id in ids if post_id in near]
        asked, most = len(nearest), most * 10
    return found[:NEAREST]


async def _candidates(
    viewer: Person | None, looked: _Looked, wanted: PostFilter, entries_of: str, value: object, *, most: int
) -> list[_Candidate]:
    entries = readable_entries(viewer, wanted, comments=False)
    listed = entries.of(entries_of.format(entries.conditions.given(value)), most=most)
    queries = entries.conditions.given(looked.queries)
    records = await sql.fetch(
        "similar_candidates",
        *entries.conditions.parameters,
        candidates=listed,
        queries=queries,
    )
    return [_Candidate(row["post_id"], row["said_id"], tuple(place - 1 for place in row["places"])) for row in records]


def _ranked(
    looked: _Looked, candidates: Sequence[_Candidate], likeness: Likeness | None
) -> list[tuple[UUID, float, SimilarBy, tuple[int, ...]]]:
    """Each post once, with the most similar of what it shows."""
    alike = likeness.to({one.said_id for one in candidates}) if likeness else {}
    best: dict[UUID, tuple[UUID, float, SimilarBy, tuple[int, ...]]] = {}
    for one in candidates:
        judged = _judged(looked, one.places, alike.get(one.said_id))
        if judged is not None and (one.post_id not in best or judged[0] > best[one.post_id][1]):
            best[one.post_id] = (one.post_id, *judged, one.places)
    return sorted(best.values(), key=lambda row: (-row[1], row[0]))


def _judged(looked: _Looked, places: tuple[int, ...], alike: float | None) -> tuple[float, SimilarBy] | None:
    """How similar, and why; None if it is not. Where the meaning is known, words add to it."""
    share = looked.share(places)
    if alike is None:
        return (share * _WORDS_ALONE, SimilarBy.WORDS) if share >= LEAST_SHARED else None
    similarity = max(alike, 0.0) + (1 - max(alike, 0.0)) * share * _WORDS_ADD
    if alike >= LEAST_ALIKE:
        return similarity, SimilarBy.BOTH if places else SimilarBy.MEANING
    return (similarity, SimilarBy.WORDS) if share >= LEAST_SHARED else None
