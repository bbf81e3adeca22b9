"""The themes job where there is hardly anything to read."""

import pytest

from ideation.actions import posts
from ideation.models import Segment
from ideation.queries.themes import count_themes
from ideation.vocabulary import Kind, RunState
from server.jobs.themes import find_themes

pytestmark = pytest.mark.themes


@pytest.mark.parametrize("count", [0, 1, 14])
async def test_few_sentences_are_a_state_in_words(app, noor, ada, database_url, embedder, count):
    for number in range(count):
        await posts.submit_post(app, kind=Kind.IDEA, title=f"The {number}th wish is a longer night", by=noor)

    run = await find_themes(database_url, embedder)

    assert run.state is RunState.TOO_LITTLE
    assert f"now {count} of 100" in run.message
    assert await count_themes(ada, level=1, text=None) == 0
    assert await Segment.all().count() == count


@pytest.mark.parametrize("words", ["🙂🙂🙂", "the and of", "x" * 20_000, "早く直してください", "!!! ???"])
async def test_what_says_nothing_breaks_nothing(app, noor, database_url, embedder, words):
    for _ in range(3):
        await posts.submit_post(app, kind=Kind.IDEA, title="?", body=words, by=noor)

    run = await find_themes(database_url, embedder)

    assert run.state is RunState.TOO_LITTLE
