"""Looking for themes: the one place where the domain and the topics engine meet."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from sys import intern
from uuid import UUID, uuid4

import asyncpg
from asyncpg import Record

from ideation.actions import segments, themes
from ideation.actions.segments import Sentence
from ideation.actions.themes import FoundTheme, FoundThemes, Placement
from ideation.models import Post, Theme, TopicRun
from ideation.queries.segments import kept_embeddings, posts_without_sentences, sentences_to_place
from ideation.vocabulary import RunState
from server.database import credentials
from topics.documents import Document, Level, Previous, State, Topic, TopicMap, sentences, text_hash
from topics.embedding import Embedder
from topics.pipeline import discover

# An arbitrary number that all our processes agree on, so that only one of them looks for themes at a time.
LOOKING_FOR_THEMES = 7_260_412
POSTS_AT_ONCE = 500
SECONDS_BETWEEN_NOTES = 1.0

Tell = Callable[[str, int, int], None]


class AlreadyRunning(Exception):
    """Another process looks for themes at this moment."""


async def find_themes(url: str, embedder: Embedder, *, tell: Tell = lambda stage, done, total: None) -> TopicRun:
    """Read all sentences, find the themes in them, and show them to readers at once. `tell` hears how far it is.

    Raises AlreadyRunning. Whatever else goes wrong closes the run with its reason, and readers keep what they saw.
    """
    lock = await asyncpg.connect(**credentials(url))
    try:
        if not await lock.fetchval("select pg_try_advisory_lock($1)", LOOKING_FOR_THEMES):
            raise AlreadyRunning
        run = await themes.begin_run()
        try:
            await _find(run, embedder, tell)
        except BaseException as failure:
            await themes.end_run(run, state=RunState.FAILED, message=f"{type(failure).__name__}: {failure}")
            raise
        return await TopicRun.get(id=run.id)
    finally:
        await lock.close()


async def _find(run: TopicRun, embedder: Embedder, tell: Tell) -> None:
    progress = _Progress(run, tell)
    await _split_posts(progress)
    documents, previous = await _sentences()
    found = await progress.noting(
        asyncio.to_thread(
            discover,
            documents,
            embedder=embedder,
            previous=previous,
            stored=await kept_embeddings(embedder.name),
            progress=progress.note,
        )
    )
    await segments.keep_embeddings(embedder.name, found.embedded)
    if found.state is State.TOO_LITTLE:
        message = f"Themes appear once there is enough to compare: now {found.had} of {found.needed} sentences."
        await themes.end_run(run, state=RunState.TOO_LITTLE, message=message)
    else:
        progress.note("storing", 0, 1)
        await themes.complete_run(run, _found_themes(found))
        progress.note("storing", 1, 1)


@dataclass
class _Progress:
    """How far a run is: told at once to whoever started it, noted in the database about once a second."""

    run: TopicRun
    tell: Tell
    latest: tuple[str, int, int] = ("starting", 0, 1)

    def note(self, stage: str, done: int, total: int) -> None:
        self.latest = (stage, done, total)
        self.tell(stage, done, total)

    async def noting(self, work: Awaitable[TopicMap]) -> TopicMap:
        """Wait for the work, writing down meanwhile how far it is."""
        task = asyncio.ensure_future(work)
        while not task.done():
            await self.write_down()
            await asyncio.wait([task], timeout=SECONDS_BETWEEN_NOTES)
        return await task

    async def write_down(self) -> None:
        stage, done, total = self.latest
        await themes.note_progress(self.run, stage=stage, done=done, total=total)


async def _split_posts(progress: _Progress) -> None:
    total = await Post.filter(segmented_at__isnull=True).count()
    done = 0
    while True:
        read_at = datetime.now(UTC)
        posts = await posts_without_sentences(POSTS_AT_ONCE)
        if not posts:
            break
        await segments.keep_sentences(await asyncio.to_thread(_sentences_of, posts), read_at=read_at)
        done += len(posts)
        progress.note("splitting", done, max(done, total))
        await progress.write_down()


def _sentences_of(posts: list[Post]) -> dict[UUID, list[Sentence]]:
    return {post.id: [Sentence(text, text_hash(text)) for text in sentences(_words_of(post))] for post in posts}


def _words_of(post: Post) -> str:
    """All that a post says, once: imported posts often begin with the words of their title."""
    title = post.title.removesuffix("…").rstrip()
    return post.body if " ".join(post.body.split()).startswith(title) else f"{post.title}\n\n{post.body}"


async def _sentences() -> tuple[list[Document], Previous]:
    """All sentences, and where the last run put them."""
    rows = await sentences_to_place()
    previous = Previous(
        themes={str(row["id"]): str(row["theme_id"]) for row in rows if row["theme_id"]},
        sub_themes={str(row["id"]): str(row["subtheme_id"]) for row in rows if row["subtheme_id"]},
        names=await _names({row[level] for row in rows for level in ("theme_id", "subtheme_id")}),
    )
    return [_document(row) for row in rows], previous


async def _names(themes: Collection[UUID | None]) -> dict[str, str]:
    return {str(theme.id): theme.name for theme in await Theme.filter(id__in=[one for one in themes if one])}


def _document(row: Record) -> Document:
    origin = {"board": str(row["board_id"]), "channel": row["channel"], "language": row["language"]}
    return Document(id=str(row["id"]), text=row["text"], attributes=origin, context=intern(row["context"]))


def _found_themes(found: TopicMap) -> FoundThemes:
    ids = {topic.number: UUID(topic.previous) if topic.previous else uuid4() for topic in found.topics}
    return FoundThemes(
        themes=[_found_theme(topic, ids) for topic in found.topics],
        placements=[
            Placement(
                segment_id=UUID(place.document),
                theme_id=ids.get(place.theme) if place.theme is not None else None,
                subtheme_id=ids.get(place.sub_theme) if place.sub_theme is not None else None,
                similarity=place.similarity,
                confidence=place.confidence,
                x=place.x,
                y=place.y,
            )
            for place in found.memberships
        ],
        figures={"seconds": {str(stage): seconds for stage, seconds in found.seconds.items()}},
    )


def _found_theme(topic: Topic, ids: dict[int, UUID]) -> FoundTheme:
    return FoundTheme(
        id=ids[topic.number],
        is_new=topic.previous is None,
        level=1 if topic.level is Level.THEME else 2,
        parent_id=ids[topic.parent] if topic.parent is not None else None,
        name=topic.title,
        words=[word.text for word in topic.words],
        centroid=topic.centroid,
    )
