"""Finding posts and comments by what they say, and by what they mean where words alone find little."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from ideation import sql
from ideation.models import Person
from ideation.queries.comments import CommentRow, read_comments
from ideation.queries.corrections import corrected, likely_words
from ideation.queries.entries import HOLDING, LATEST_HOLDING, LATEST_OF_VERY_MANY, readable_entries
from ideation.queries.excerpts import Piece, Shown, excerpts
from ideation.queries.paging import Page, Position, page
from ideation.queries.posts import PostFilter, PostRow, read_posts
from ideation.queries.similar import Meaning, similar_posts
from ideation.queries.typed import MOST_CHARACTERS, Typed, read_typed, very_many_hold
from ideation.text import clean_line

MOST_HITS = 1_000
"""As many are ranked; of what is found more often, those that were written last."""
FEW = 5
"""Where words find fewer, posts that mean the same follow."""
BY_MEANING = 10


@dataclass(frozen=True, slots=True)
class HitRow:
    """A post, or a comment on it, that was found, and the pieces of its text that show why."""

    post: PostRow
    comment: CommentRow | None
    title: Sequence[Piece]
    excerpt: Sequence[Piece]


@dataclass(frozen=True)
class Found:
    """A page of hits, how many there are, and what was looked for where nothing holds what was typed."""

    page: Page[HitRow]
    total: int
    corrected_to: str | None


@dataclass(frozen=True, slots=True)
class _Hit:
    """Where something was found: the post that shows it, maybe a comment, and the post that says it."""

    id: UUID
    post_id: UUID
    comment_id: UUID | None
    said_id: UUID
    score: float


async def search(
    viewer: Person | None, text: str, wanted: PostFilter, *, first: int, after: Position | None, meaning: Meaning
) -> Found:
    """What this viewer may read of what holds all words of a text, the best first; whatever is typed, never an error.

    Words that occur nowhere are taken for typos. Where few texts hold the words, posts follow that mean the same.
    """
    text, corrected_to = clean_line(text[: MOST_CHARACTERS * 4])[:MOST_CHARACTERS], None
    typed = await read_typed(text)
    hits = await _hits(viewer, typed, wanted)
    if not hits and (corrections := await likely_words(viewer, typed, wanted)):
        text = corrected_to = corrected(text, corrections)
        typed = await read_typed(text)
        hits = await _hits(viewer, typed, wanted)
    if len(hits) < FEW:
        hits += await _hits_by_meaning(viewer, text, wanted, meaning, but={hit.post_id for hit in hits})
    rest = [hit for hit in hits if after is None or (hit.score, hit.id) < (after.value, after.id)]
    rows = await _rows(viewer, typed, rest[: first + 1])
    found = page([row for row, _ in rows], [Position(hit.score, hit.id) for _, hit in rows], first)
    return Found(found, len(hits), corrected_to)


async def _hits(viewer: Person | None, typed: Typed, wanted: PostFilter) -> list[_Hit]:
    if not typed.words:
        return []
    entries = readable_entries(viewer, wanted)
    every, any_ = entries.conditions.given(typed.every_word), entries.conditions.given(typed.any_word)
    found = entries.of(HOLDING.format(every), most=MOST_HITS + 1)
    records = await sql.fetch("search_hits", *entries.conditions.parameters, candidates=found, any_word=any_)
    if records and records[0]["candidates"] > MOST_HITS:
        latest = LATEST_OF_VERY_MANY if await very_many_hold(typed) else LATEST_HOLDING
        found = entries.of(latest.format(every), most=MOST_HITS)
        records = await sql.fetch("search_hits", *entries.conditions.parameters, candidates=found, any_word=any_)
    return [_Hit(*(record[name] for name in _Hit.__slots__)) for record in records]


async def _hits_by_meaning(
    viewer: Person | None, text: str, wanted: PostFilter, meaning: Meaning, *, but: set[UUID]
) -> list[_Hit]:
    """Posts like the text, below everything that holds its words."""
    similar = await similar_posts(viewer, text, wanted, first=BY_MEANING, meaning=meaning)
    return [
        _Hit(one.post.id, one.post.id, None, one.post.id, one.similarity - 1)
        for one in similar
        if one.post.id not in but
    ]


async def _rows(viewer: Person | None, typed: Typed, hits: Sequence[_Hit]) -> list[tuple[HitRow, _Hit]]:
    """The hits as they are shown, without what disappeared in this moment."""
    if not hits:
        return []
    posts = await read_posts(viewer, list({hit.post_id for hit in hits}))
    comments = await read_comments(viewer, [hit.comment_id for hit in hits if hit.comment_id])
    hits = [hit for hit in hits if hit.post_id in posts and (hit.comment_id is None or hit.comment_id in comments)]
    places = ([hit.post_id for hit in hits], [hit.comment_id for hit in hits], [hit.said_id for hit in hits])
    shown = [Shown(row["title"], row["body"], row["language"]) for row in await sql.fetch("search_texts", *places)]
    return [
        (HitRow(posts[hit.post_id], comments[hit.comment_id] if hit.comment_id else None, title, excerpt), hit)
        for hit, (title, excerpt) in zip(hits, await excerpts(typed, shown), strict=True)
    ]
