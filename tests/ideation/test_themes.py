"""Themes last while runs come and go, and readers see one whole run at a time."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from ideation.actions import posts, themes
from ideation.errors import InvalidInput, NotAllowed, NotFound, RunInProgress
from ideation.events import ThemeRenamed, ThemesFound, ThemesRunRequested
from ideation.models import Cluster, Membership, Theme, TopicRun
from ideation.queries import themes as reading
from ideation.queries.posts import PostFilter, PostSort, list_posts
from ideation.queries.themes import ThemeSort
from ideation.vocabulary import Kind, RunState
from tests.ideation.runs import divide, found, look, placed


@pytest.fixture
async def sentences(app, noor, tom):
    """Three about the night and one about money, in three posts by two people."""
    night = await posts.submit_post(app, kind=Kind.IDEA, title="Dark mode", by=tom)
    eyes = await posts.submit_post(app, kind=Kind.COMPLAINT, title="My eyes", by=tom)
    bill = await posts.submit_post(app, kind=Kind.COMPLAINT, title="The bill", by=noor)
    return [
        *await divide(night, "White screens hurt at night.", "Please add a dark mode."),
        *await divide(eyes, "My eyes hurt at night."),
        *await divide(bill, "I was billed twice."),
    ]


async def names(viewer, *, sort=ThemeSort.SIZE, level=1, text=None):
    page = await reading.list_themes(viewer, level=level, text=text, sort=sort, first=50, after=None)
    assert await reading.count_themes(viewer, level=level, text=text) == len(page.rows)
    return [row.name for row in page.rows]


async def texts(viewer, theme, *, text=None):
    pages = await reading.sentences_of_themes(viewer, [theme.id], text=text, first=50, after=None)
    page = pages[theme.id]
    assert await reading.count_sentences(viewer, [theme.id], text=text) == {theme.id: len(page.rows)}
    return [row.text for row in page.rows]


async def row_of(theme, viewer):
    return (await reading.read_themes(viewer, [theme.id]))[theme.id]


async def latest_run(viewer):
    return await reading.latest_run(viewer)


async def test_a_run_shows_its_themes_with_their_counts(sentences, mia, recorded):
    one, two, three, four = sentences
    night, money = found("Night"), found("Money")
    run = await look(
        [night, money],
        [placed(one, night), placed(two, night), placed(three, night), placed(four)],
        seconds=1.5,
    )

    assert (run.state, run.sentence_count, run.themed_count, run.theme_count) == (RunState.COMPLETE, 4, 3, 2)
    assert run.figures == {"seconds": 1.5}
    assert run.finished_at is not None
    assert await names(mia) == ["Night", "Money"]
    row = await row_of(night, mia)
    assert (row.sentence_count, row.post_count, row.people_count) == (3, 2, 1)
    assert (row.words, row.is_current, row.named_by, row.owner) == (["night"], True, None, None)
    assert await recorded() == [ThemesFound(run_id=run.id)]


async def test_sentences_are_read_with_the_most_typical_first(sentences, mia):
    one, two, three, _ = sentences
    night = found("Night")
    await look([night], [placed(one, night, similarity=0.7), placed(two, night), placed(three, night, similarity=0.9)])

    assert await texts(mia, night) == [three.text, one.text, two.text]
    assert await texts(mia, night, text="HÜRT") == [three.text, one.text]
    assert await texts(mia, night, text="100% of _") == []


async def test_examples_show_each_text_once(sentences, mia, noor, app):
    again = await posts.submit_post(app, kind=Kind.COMPLAINT, title="Again", by=noor)
    (echo,) = await divide(again, sentences[0].text)
    night = found("Night")
    await look([night], [placed(echo, night, similarity=0.8), placed(sentences[0], night, similarity=0.9)])

    examples = await reading.examples_of(mia, [night.id], most=5)

    assert [(row.text, row.similarity) for row in examples[night.id]] == [(echo.text, 0.9)]


async def test_examples_are_first_those_that_can_be_taken_in_at_a_glance(sentences, mia, noor, app):
    again = await posts.submit_post(app, kind=Kind.COMPLAINT, title="Again", by=noor)
    (short,) = await divide(again, "Night!")
    night = found("Night")
    await look([night], [placed(short, night, similarity=0.9), placed(sentences[0], night, similarity=0.4)])

    examples = await reading.examples_of(mia, [night.id], most=5)

    assert [row.text for row in examples[night.id]] == [sentences[0].text, short.text]


async def test_a_sub_theme_shows_its_own_sentences_and_its_parent_shows_all(sentences, mia):
    one, two, three, _ = sentences
    night = found("Night")
    eyes = found("Eyes", under=night.id)
    await look([eyes, night], [placed(one, night, subtheme=eyes), placed(two, night), placed(three, night)])

    assert await names(mia) == ["Night"]
    assert await names(mia, level=2) == ["Eyes"]
    assert await texts(mia, eyes) == [one.text]
    assert len(await texts(mia, night)) == 3
    assert [row.name for row in (await reading.subthemes_of(mia, [night.id]))[night.id]] == ["Eyes"]


async def test_posts_know_their_themes_and_themes_their_posts(sentences, mia):
    one, two, three, four = sentences
    night, money = found("Night"), found("Money")
    await look([night, money], [placed(one, money), placed(two, night), placed(three, night), placed(four, money)])

    assert await reading.themes_of_posts(mia, [three.post_id, four.post_id]) == {
        three.post_id: [night.id],
        four.post_id: [money.id],
    }
    assert set((await reading.themes_of_posts(mia, [one.post_id]))[one.post_id]) == {night.id, money.id}
    page = await list_posts(mia, PostFilter(theme=night.id), sort=PostSort.NEWEST, first=10, after=None)
    assert {row.id for row in page.rows} == {one.post_id, three.post_id}


async def test_the_sentences_of_a_post_stand_in_the_order_of_its_text(sentences, mia):
    post_id = sentences[0].post_id
    night = found("Night")
    await look([night], [placed(sentences[1], night)])

    rows = (await reading.sentences_of_posts(mia, [post_id]))[post_id]

    assert [(row.text, row.similarity) for row in rows] == [(sentences[0].text, None), (sentences[1].text, 0.5)]


async def test_while_a_run_is_under_way_readers_see_the_one_before_it(sentences, mia):
    night = found("Night")
    await look([night], [placed(sentence, night) for sentence in sentences])

    run = await themes.begin_run()
    await themes.note_progress(run, stage="embedding", done=3, total=4)
    await Cluster.create(
        run=run,
        theme_id=(await Theme.create(name="Half-done")).id,
        words=[],
        centroid=b"",
        sentence_count=9,
        post_count=9,
        people_count=9,
    )
    await Membership.create(run=run, segment=sentences[0], theme_id=night.id, similarity=0.1, x=0, y=0)

    assert await names(mia) == ["Night"]
    assert len(await texts(mia, night)) == 4
    latest = await latest_run(mia)
    assert (latest.id, latest.state, latest.stage, latest.done, latest.total) == (
        run.id,
        RunState.RUNNING,
        "embedding",
        3,
        4,
    )


async def test_the_next_run_is_what_readers_see_and_themes_keep_their_identity(sentences, mia):
    night, money = found("Night"), found("Money")
    await look([night, money], [placed(sentences[0], night), placed(sentences[3], money)])

    await look([found("Dark screens", continues=night.id)], [placed(sentence, night) for sentence in sentences])

    assert await names(mia) == ["Dark screens"]
    assert (await row_of(night, mia)).sentence_count == 4
    gone = await row_of(money, mia)
    assert (gone.name, gone.is_current, gone.sentence_count) == ("Money", False, 0)


async def test_a_name_that_a_person_gave_survives_every_run(sentences, ada, recorded):
    night = found("night dark eyes")
    await look([night], [placed(sentences[0], night)])
    before = await recorded()

    renamed = await themes.rename_theme(await Theme.get(id=night.id), name=" Working at night ", by=ada)
    await look([found("screens dark", continues=night.id)], [placed(sentences[0], night)])

    assert renamed.name == "Working at night"
    row = await row_of(night, ada)
    assert (row.name, row.named_by.name) == ("Working at night", "Ada")
    assert (await recorded())[len(before)] == ThemeRenamed(
        theme_id=night.id, before="night dark eyes", after="Working at night"
    )


async def test_what_a_person_named_stays_in_sight_when_a_run_finds_nothing_of_it(sentences, ada):
    night, money = found("Night"), found("Money")
    await look([night, money], [placed(sentences[0], night)])
    await themes.rename_theme(await Theme.get(id=night.id), name="Working at night", by=ada)

    await look([found("Money", continues=money.id)], [placed(sentences[3], money)])

    assert await names(ada) == ["Money", "Working at night"]


async def test_confirming_a_machine_made_name_makes_it_a_persons(sentences, ada, grace, recorded):
    night = found("Night")
    await look([night], [placed(sentences[0], night)])
    await themes.rename_theme(await Theme.get(id=night.id), name="Night", by=ada)
    before = await recorded()

    theme = await themes.rename_theme(await Theme.get(id=night.id), name="Night", by=grace)

    assert theme.named_by_id == ada.id
    assert await recorded() == before


async def test_only_those_who_decide_name_a_theme(sentences, noor, mia, recorded):
    theme = await Theme.create(name="Night")
    for somebody in (noor, mia):
        with pytest.raises(NotAllowed):
            await themes.rename_theme(theme, name="Mine", by=somebody)

    assert (await Theme.get(id=theme.id)).name == "Night"
    assert await recorded() == []


@pytest.mark.parametrize("name", ["", " \u200b", "n" * 201])
async def test_a_theme_needs_a_name_that_fits(name, ada, recorded):
    theme = await Theme.create(name="Night")
    with pytest.raises(InvalidInput) as refused:
        await themes.rename_theme(theme, name=name, by=ada)

    assert refused.value.field == "name"
    assert (await Theme.get(id=theme.id)).name == "Night"
    assert await recorded() == []


async def test_themes_are_sorted_by_size_age_and_name_and_found_by_part_of_a_name(sentences, mia):
    big, small, accented = found("Zebra crossings"), found("apples"), found("Électricité")
    await look(
        [small, big, accented], [placed(sentences[0], big), placed(sentences[1], big), placed(sentences[2], small)]
    )
    for years, theme in enumerate((small, accented, big)):
        await Theme.filter(id=theme.id).update(created_at=datetime(2020 + years, 1, 1, tzinfo=UTC))

    assert await names(mia, sort=ThemeSort.SIZE) == ["Zebra crossings", "apples", "Électricité"]
    assert await names(mia, sort=ThemeSort.NEWEST) == ["Zebra crossings", "Électricité", "apples"]
    assert await names(mia, sort=ThemeSort.NAME) == ["apples", "Électricité", "Zebra crossings"]
    assert await names(mia, text="LECTRICI") == ["Électricité"]
    assert await names(mia, text="%") == []


async def test_where_older_runs_put_sentences_is_forgotten_after_two_runs(sentences):
    night = found("Night")
    first = await look([night], [placed(sentences[0], night)])
    again = found("Night", continues=night.id)
    second = await look([again], [placed(sentences[0], night)])
    third = await look([again], [placed(sentences[0], night)])

    assert set(await Membership.all().values_list("run_id", flat=True)) == {second.id, third.id}
    assert await Cluster.filter(run_id=first.id).count() == 1


async def test_a_run_that_stumbles_shows_nothing_of_what_it_found(sentences, mia, recorded):
    night = found("Night")
    await look([night], [placed(sentences[0], night)])
    before = await recorded()
    run = await themes.begin_run()

    with pytest.raises(Exception, match="membership"):
        await themes.complete_run(
            run,
            themes.FoundThemes(
                themes=[found("Broken")], placements=[placed(sentences[0], found("Nowhere")), placed(sentences[1])]
            ),
        )

    assert await names(mia) == ["Night"]
    assert await Theme.filter(name="Broken").count() == await Cluster.filter(run_id=run.id).count() == 0
    assert await recorded() == before


@pytest.mark.parametrize("state", [RunState.TOO_LITTLE, RunState.FAILED])
async def test_a_run_that_found_nothing_says_why_and_leaves_what_was_seen(state, sentences, mia, recorded):
    night = found("Night")
    await look([night], [placed(sentences[0], night)])
    before = await recorded()

    run = await themes.begin_run()
    await themes.end_run(run, state=state, message="There are four sentences; themes need fifty.")

    latest = await latest_run(mia)
    assert (latest.state, latest.message) == (state, "There are four sentences; themes need fifty.")
    assert latest.finished_at is not None
    assert await names(mia) == ["Night"]
    assert await recorded() == before


async def test_beginning_a_run_closes_one_that_died(stored):
    dead = await themes.begin_run()
    alive = await themes.begin_run()

    dead = await TopicRun.get(id=dead.id)
    assert (dead.state, dead.message) == (RunState.FAILED, "The run was interrupted.")
    assert (await TopicRun.get(state=RunState.RUNNING)).id == alive.id


async def test_a_product_manager_asks_for_a_run(ada, recorded):
    asked = await themes.request_themes_run(by=ada)

    assert datetime.now(UTC) - asked < timedelta(seconds=5)
    assert await recorded() == [ThemesRunRequested()]


async def test_a_run_that_is_under_way_is_not_asked_for_again(ada, recorded):
    run = await themes.begin_run()

    with pytest.raises(RunInProgress) as refused:
        await themes.request_themes_run(by=ada)

    assert refused.value.started_at == run.started_at
    assert await recorded() == []


async def test_a_run_that_fell_silent_hinders_nobody(ada, recorded):
    run = await themes.begin_run()
    await TopicRun.filter(id=run.id).update(touched_at=datetime.now(UTC) - themes.SILENCE)

    await themes.request_themes_run(by=ada)

    assert await recorded() == [ThemesRunRequested()]


async def test_only_those_who_decide_ask_for_a_run(noor, mia, recorded):
    for somebody in (noor, mia):
        with pytest.raises(NotAllowed):
            await themes.request_themes_run(by=somebody)

    assert await recorded() == []


async def test_a_theme_is_found_by_staff_only(noor, mia):
    theme = await Theme.create(name="Night")

    assert await reading.find_theme(theme.id, viewer=mia) == theme
    with pytest.raises(NotFound):
        await reading.find_theme(uuid4(), viewer=mia)
    for unknown in (theme.id, uuid4()):
        with pytest.raises(NotAllowed):
            await reading.find_theme(unknown, viewer=noor)


async def test_before_the_first_run_everything_is_empty(sentences, mia):
    assert await names(mia) == []
    assert await latest_run(mia) is None
    post_id = sentences[0].post_id
    assert await reading.themes_of_posts(mia, [post_id]) == {post_id: []}
    assert [row.similarity for row in (await reading.sentences_of_posts(mia, [post_id]))[post_id]] == [None, None]
