"""The themes job, on the real engine: it is held to a company whose posts know what they were written for."""

from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from uuid import UUID

import asyncpg
import pytest
from sklearn.metrics import adjusted_mutual_info_score
from tortoise.transactions import in_transaction

from ideation.actions import posts
from ideation.actions.themes import rename_theme
from ideation.models import Board, Cluster, Embedding, Membership, Person, Post, Theme, TopicRun
from ideation.queries.paging import Page
from ideation.queries.segments import sentences_to_place
from ideation.queries.themes import ThemeRow, ThemeSort, list_themes, people_of_themes, themes_of_posts
from ideation.vocabulary import Kind, Role, RunState
from server.database import credentials
from server.jobs.themes import LOOKING_FOR_THEMES, AlreadyRunning, find_themes
from server.sample import sample_company
from server.seed import seed
from tests.ideation.runs import divide
from topics.embedding import Embedder

pytestmark = pytest.mark.themes

NOW = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)


class _RolledBack(Exception):
    pass


@pytest.fixture(scope="module")
async def looked(open_database: None, database_url: str, embedder: Embedder) -> AsyncIterator[TopicRun]:
    """The sample company after its first run, once for all tests here."""
    with suppress(_RolledBack):
        async with in_transaction():
            await seed(NOW)
            yield await find_themes(database_url, embedder)
            raise _RolledBack


@pytest.fixture
async def first_run(looked: TopicRun, stored: None) -> TopicRun:
    """That run, with what a test changes rolled back."""
    return looked


@pytest.fixture
async def manager(first_run):
    return await Person.filter(role=Role.PRODUCT_MANAGER).order_by("email").first()


async def themes_of(viewer: Person) -> list[ThemeRow]:
    page: Page[ThemeRow] = await list_themes(viewer, level=1, text=None, sort=ThemeSort.SIZE, first=100, after=None)
    return list(page.rows)


async def clusters_of(run: TopicRun) -> list[Cluster]:
    return await Cluster.filter(run=run).select_related("theme")


async def test_the_themes_are_those_that_the_posts_were_written_for(first_run, manager):
    written = {post.key: post.theme for post in sample_company().posts}
    slugs = {post.id: post.slug for post in await Post.all()}
    parts: dict[UUID, dict[UUID, float]] = defaultdict(lambda: defaultdict(float))
    for place in await Membership.filter(run=first_run, theme_id__isnull=False).select_related("segment"):
        parts[place.segment.post_id][place.subtheme_id or place.theme_id] += place.similarity

    found = {post: max(shares, key=shares.__getitem__) for post, shares in parts.items()}

    assert len(found) / len(slugs) > 0.97
    truth = [written[slugs[post]] for post in found]
    assert adjusted_mutual_info_score(truth, [str(theme) for theme in found.values()]) > 0.55
    assert first_run.state is RunState.COMPLETE
    assert first_run.themed_count / first_run.sentence_count > 0.9
    assert 10 <= first_run.theme_count <= 30


async def test_the_sentences_of_a_post_are_its_own_words(first_run):
    for post in await Post.all().limit(50).prefetch_related("segments"):
        words = " ".join(f"{post.title} {post.body}".split())
        assert all(" ".join(segment.text.split()) in words for segment in post.segments)


async def test_a_second_run_keeps_ids_names_of_people_and_vectors(first_run, manager, database_url, embedder):
    before = await themes_of(manager)
    renamed = await rename_theme(await Theme.get(id=before[0].id), name="What Saskia calls it", by=manager)
    vectors = await Embedding.all().count()
    board = await Board.all().order_by("position").first()
    await posts.submit_post(board, kind=Kind.IDEA, title="A dark theme for the night train app, please", by=manager)

    second = await find_themes(database_url, embedder)

    after = {theme.id: theme for theme in await themes_of(manager)}
    assert after[renamed.id].name == "What Saskia calls it"
    kept = sum(theme.sentence_count for theme in before if theme.id in after and after[theme.id].is_current)
    assert kept / sum(theme.sentence_count for theme in before) > 0.9
    assert second.sentence_count == first_run.sentence_count + 1
    assert await Embedding.all().count() == vectors + 1


async def test_names_differ_and_last_from_run_to_run(first_run, manager, database_url, embedder):
    before = {cluster.theme_id: cluster.theme.name for cluster in await clusters_of(first_run)}
    board = await Board.all().order_by("position").first()
    for number in range(30):
        title = f"Coach {number} smells of paint"
        await posts.submit_post(board, kind=Kind.COMPLAINT, title=title, body="The paint smells all night.", by=manager)

    second = await find_themes(database_url, embedder)

    after = {cluster.theme_id: cluster.theme.name for cluster in await clusters_of(second)}
    assert len({name.lower() for name in before.values()}) == len(before)
    assert len({name.lower() for name in after.values()}) == len(after)
    lasting = before.keys() & after.keys()
    assert len(lasting) > 0.9 * len(before)
    assert sum(before[theme] == after[theme] for theme in lasting) > 0.9 * len(lasting)
    assert any("paint" in name.lower() for theme, name in after.items() if theme not in before)


async def test_a_theme_has_several_sub_themes_or_none(first_run):
    parents = Counter(cluster.theme.parent_id for cluster in await clusters_of(first_run) if cluster.theme.level == 2)
    assert parents
    assert min(parents.values()) > 1


async def test_a_title_that_posts_share_tells_nothing_of_their_sentences(first_run, manager):
    board = await Board.all().order_by("position").first()
    for number in range(3):
        body = f"It is the matter of seat {number}."
        await posts.submit_post(board, kind=Kind.COMPLAINT, title="Contact form", body=body, by=manager)
    own = await posts.submit_post(board, kind=Kind.COMPLAINT, title="Cold seats", body="Mine was too.", by=manager)
    for post in await Post.filter(title__in=["Contact form", "Cold seats"]):
        await divide(post, post.body)

    contexts = {row["text"]: row["context"] for row in await sentences_to_place()}

    assert contexts["It is the matter of seat 1."] == ""
    assert contexts[own.body] == "Cold seats"


async def test_a_new_post_is_found_in_its_theme_by_the_next_run(first_run, manager, database_url, embedder):
    board = await Board.all().order_by("position").first()
    post = await posts.submit_post(
        board,
        kind=Kind.COMPLAINT,
        title="Charged twice again",
        body="The same ticket was debited two times.",
        by=manager,
    )
    twin = await Post.get(slug="charged-twice-for-one-ticket")

    await find_themes(database_url, embedder)

    found = await themes_of_posts(manager, [post.id, twin.id])
    assert found[post.id][0] == found[twin.id][0]


async def test_one_process_looks_at_a_time(first_run, database_url, embedder):
    other = await asyncpg.connect(**credentials(database_url))
    try:
        await other.execute("select pg_advisory_lock($1)", LOOKING_FOR_THEMES)
        with pytest.raises(AlreadyRunning):
            await find_themes(database_url, embedder)
    finally:
        await other.close()
    assert await TopicRun.all().count() == 1


async def test_a_run_that_breaks_says_why_and_readers_keep_what_they_saw(first_run, manager, database_url, embedder):
    class Broken:
        name, dimensions = "broken", 384

        def embed(self, texts):
            raise ValueError("no such model")

    seen = await themes_of(manager)

    with pytest.raises(ValueError, match="no such model"):
        await find_themes(database_url, Broken())

    broken = await TopicRun.all().order_by("-started_at").first()
    assert (broken.state, broken.message) == (RunState.FAILED, "ValueError: no such model")
    assert await themes_of(manager) == seen


async def test_progress_is_told_stage_by_stage(first_run, database_url, embedder):
    told = []

    await find_themes(database_url, embedder, tell=lambda stage, done, total: told.append((stage, done, total)))

    ended = [stage for stage, done, total in told if done == total]
    assert list(dict.fromkeys(ended)) == ["reading", "embedding", "clustering", "naming", "placing", "storing"]


async def test_the_counts_of_a_theme_are_those_of_its_lists(first_run, manager):
    for theme in await themes_of(manager):
        members = await Membership.filter(run=first_run, theme_id=theme.id).prefetch_related("segment__post")
        assert theme.sentence_count == len(members)
        assert theme.post_count == len({place.segment.post_id for place in members})
        authors = {place.segment.post.author_id for place in members} - {None}
        assert theme.people_count == len(authors)
        people = (await people_of_themes(manager, [theme.id], first=1_000, after=None))[theme.id]
        assert {person.id for person in people.rows} == authors
