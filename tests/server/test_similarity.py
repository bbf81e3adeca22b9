"""Meaning: posts are read by a job, and compared in the process that is asked."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from ideation.actions import posts
from ideation.actions.vectors import keep_post_vectors
from ideation.models import Board, Person, PostVector
from ideation.queries.vectors import posts_are_to_read, posts_to_read
from ideation.vocabulary import Kind
from server.jobs.vectors import read_posts
from server.similarity import PostMeaning
from server.similarity.reader import Reader, Unreadable
from server.similarity.vectors import Vectors
from tests.api.test_search import SEARCH, SIMILAR

ROOT = Path(__file__).parents[2]


@pytest.fixture
def reader(embedder, model_folder) -> Reader:
    """The real model, built once for all tests."""
    return Reader(model_folder)


@pytest.fixture
async def board(app: Board, noor: Person) -> Board:
    """A board with a few posts of different meaning."""
    for title, body in (
        ("Dark mode", "White screens hurt my eyes at night."),
        ("Refund took six weeks", "I am still waiting for my money."),
        ("Bring dogs on the train", "My poodle is small and quiet."),
        ("Wifi drops in tunnels", "The connection is lost each time."),
    ):
        await posts.submit_post(app, kind=Kind.IDEA, title=title, body=body, by=noor)
    return app


async def read_all(reader: Reader) -> int:
    return await read_posts(reader, until=asyncio.Event())


async def test_new_posts_are_read_once_and_changed_ones_again(reader, board):
    assert await read_all(reader) == 4
    assert await read_all(reader) == 0
    assert not await posts_are_to_read()

    post = await PostVector.all().first().prefetch_related("post")
    before = post.vector
    await post.post.update_from_dict({"vote_count": 3, "momentum": 1.0}).save()
    assert await read_all(reader) == 0
    await post.post.update_from_dict({"title": "Something else entirely"}).save()
    assert await read_all(reader) == 1
    assert (await PostVector.get(id=post.id)).vector != before


async def test_a_post_that_changes_while_it_is_read_stays_due(reader, dark_mode):
    read = await posts_to_read(10)
    await dark_mode.update_from_dict({"title": "Light mode"}).save()

    await keep_post_vectors("some-model", read, [b"\1" * 384])

    assert (await PostVector.get()).vector is None
    assert await posts_are_to_read()


async def test_another_model_reads_everything_anew(reader, board):
    await read_all(reader)
    await PostVector.all().update(model="an-older-one")

    assert await read_all(reader) == 4
    assert {one.model for one in await PostVector.all()} == {reader.model}


async def test_similar_posts_are_found_by_their_meaning(ask, reader, board, noor):
    await read_all(reader)
    meaning = ask.meaning = PostMeaning(reader)
    await meaning.catch_up()

    [hit, *_] = await ask(SIMILAR, text="My pet wants to travel with me", by=noor)
    assert hit["post"]["title"] == "Bring dogs on the train"
    assert hit["reason"] == "MEANING"
    assert hit["percentage"] >= 45
    [hit, *_] = await ask(SIMILAR, text="I want my money back", by=noor)
    assert hit["post"]["title"] == "Refund took six weeks"
    assert hit["reason"] == "BOTH"
    found = await ask(SEARCH, text="The internet disappears underground", by=noor)
    assert found["edges"][0]["node"]["post"]["title"] == "Wifi drops in tunnels"
    meaning.close()


async def test_what_is_read_later_is_taken_in(ask, reader, board, noor):
    await read_all(reader)
    meaning = ask.meaning = PostMeaning(reader)
    await meaning.catch_up()
    text = "There should be vegetarian meals"
    assert await ask(SIMILAR, text=text, by=noor) == []

    await posts.submit_post(board, kind=Kind.IDEA, title="Food without meat, please", by=noor)
    await read_all(reader)
    await meaning.catch_up()

    [hit] = await ask(SIMILAR, text=text, by=noor)
    assert hit["post"]["title"] == "Food without meat, please"
    meaning.close()


async def test_nobody_waits_for_the_model(ask, reader, dark_mode):
    """The first to ask gets an answer by words at once, while model and vectors are fetched beside."""
    meaning = ask.meaning = PostMeaning(Reader(Path("/nowhere/models"), Path("/nowhere/model")))

    assert await meaning.likeness("dark screens") is None
    [hit] = await ask(SIMILAR, text="screens")
    assert hit["reason"] == "WORDS"
    meaning.close()


async def test_a_damaged_model_is_tried_once_a_minute_and_words_go_on(ask, tmp_path, dark_mode):
    meaning = ask.meaning = PostMeaning(Reader(tmp_path, tmp_path))

    for _ in range(2):
        with pytest.raises(Unreadable):
            await meaning.catch_up()
    assert await read_posts(Reader(tmp_path, tmp_path), until=asyncio.Event()) == 0
    assert [hit["reason"] for hit in await ask(SIMILAR, text="screens")] == ["WORDS"]
    meaning.close()


async def test_more_people_than_can_be_served_get_words_alone(reader, dark_mode):
    await read_all(reader)
    meaning = PostMeaning(reader)
    await meaning.catch_up()

    answers = await asyncio.gather(*(meaning.likeness(f"White screens {number}") for number in range(100)))

    assert 18 <= sum(answer is not None for answer in answers) < 100
    assert await meaning.likeness("White screens") is not None
    meaning.close()


def test_the_table_grows_replaces_and_finds_the_nearest():
    numbers = np.random.default_rng(7)
    directions = numbers.integers(-127, 128, (3_000, 384), dtype=np.int8)
    vectors = Vectors()
    assert vectors.likeness(directions[0]).nearest(5, least=0.0) == []

    names = [f"{number:04}" for number in range(3_000)]
    for begin in range(0, 3_000, 700):
        vectors.keep(names[begin : begin + 700], [row.tobytes() for row in directions[begin : begin + 700]])
    assert len(vectors) == 3_000
    likeness = vectors.likeness(directions[1234])
    exact = directions.astype(float) @ directions[1234].astype(float)
    exact /= np.linalg.norm(directions.astype(float), axis=1) * np.linalg.norm(directions[1234].astype(float))
    order = np.argsort(-exact)[:10]
    assert [name for name, _ in likeness.nearest(10, least=0.0)] == [names[row] for row in order]
    assert [cosine for _, cosine in likeness.nearest(10, least=0.0)] == pytest.approx(list(exact[order]), abs=1e-3)
    assert likeness.nearest(3, least=0.99) == [(names[1234], pytest.approx(1.0, abs=1e-3))]
    assert likeness.to(["0007", "nobody"]) == {"0007": pytest.approx(exact[7], abs=1e-3)}

    vectors.keep(["0007"], [directions[1234].tobytes()])
    assert len(vectors) == 3_000
    assert vectors.likeness(directions[1234]).to(["0007"])["0007"] == pytest.approx(1.0, abs=1e-3)


def test_the_web_process_starts_without_the_model_or_the_topics_engine():
    heavy = ["bertopic", "numkong", "numpy", "onnxruntime", "sklearn", "tokenizers"]
    check = f"import sys, server.app; print([name for name in {heavy} if name in sys.modules])"
    paths = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'graphql'}"}
    answer = subprocess.run([sys.executable, "-c", check], env=paths, check=True, capture_output=True, text=True)

    assert answer.stdout == "[]\n"
