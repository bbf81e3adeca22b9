"""The whole way from documents to topics, with the real model and the real BERTopic."""

import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from tests.topics.feedback import SUBJECTS, feedback
from topics.documents import Document, Level, Previous, State, TopicMap
from topics.embedding import Embedder
from topics.pipeline import LEAST_SENTENCES, Stage, discover
from topics.report import report

THINGS = [
    "shoes",
    "shirts",
    "books",
    "lamps",
    "chairs",
    "phones",
    "cups",
    "hats",
    "bags",
    "toys",
    "pens",
    "rugs",
]

pytestmark = pytest.mark.themes


@pytest.fixture(scope="module")
def found(embedder: Embedder) -> TopicMap:
    return discover(feedback(), embedder=embedder)


def subjects_by_theme(found: TopicMap) -> dict[int | None, Counter[str]]:
    counted: dict[int | None, Counter[str]] = {}
    for membership in found.memberships:
        counted.setdefault(membership.theme, Counter())[membership.document.split("/")[0]] += 1
    return counted


def test_people_who_say_the_same_in_other_words_are_in_one_theme(found: TopicMap) -> None:
    in_the_main_subject = sum(max(subjects.values()) for subjects in subjects_by_theme(found).values())
    assert in_the_main_subject / found.documents > 0.95
    assert {subjects.most_common(1)[0][0] for subjects in subjects_by_theme(found).values()} == set(SUBJECTS)


def test_every_document_has_its_place_and_every_topic_adds_up(found: TopicMap) -> None:
    assert (found.state, found.documents, found.had) == (State.READY, 192, 192)
    assert [membership.document for membership in found.memberships] == sorted(one.id for one in feedback())
    topics = {topic.number: topic for topic in found.topics}
    assert len(topics) == len(found.topics)
    counted = Counter(number for one in found.memberships for number in (one.theme, one.sub_theme))
    for topic in found.topics:
        assert topic.size == counted[topic.number] >= 5
        assert topic.title
        assert topic.words
        assert len(set(topic.examples)) == 5
        assert len(topic.centroid) == 768
    for one in found.memberships:
        assert one.sub_theme is None or topics[one.sub_theme].parent == one.theme
        assert one.theme is None or topics[one.theme].level is Level.THEME
        assert -1 <= one.x <= 1
        assert -1 <= one.y <= 1
        assert 0 <= one.confidence <= 1
        assert one.similarity <= 1.001


def test_themes_lie_apart_on_the_map(found: TopicMap) -> None:
    places = {theme: np.array([(m.x, m.y) for m in found.memberships if m.theme == theme]) for theme in (0, 1)}
    first, second = (place.mean(axis=0) for place in places.values())
    widest = [np.linalg.norm(place - place.mean(axis=0), axis=1).max() for place in places.values()]
    assert np.linalg.norm(first - second) > sum(widest) * 0.95


def test_the_same_documents_in_any_order_give_the_same_answer(found: TopicMap, embedder: Embedder) -> None:
    documents = feedback()
    random.Random(7).shuffle(documents)
    assert discover(documents, embedder=embedder) == found


def test_stored_vectors_are_used_instead_of_embedding_again(found: TopicMap, embedder: Embedder) -> None:
    class Refusing:
        name, dimensions = embedder.name, embedder.dimensions

        def embed(self, texts: object) -> np.ndarray:
            raise AssertionError("embedded a text that has a vector")

    assert len(found.embedded) == 192
    again = discover(feedback(), embedder=Refusing(), stored=found.embedded)
    assert replace(again, embedded=found.embedded) == found


def test_a_sentence_that_says_little_is_read_in_the_light_of_its_title(embedder: Embedder) -> None:
    """Ten posts about each subject end in the same sentence; only the title tells which subject it is about."""
    documents = feedback()
    subjects = sorted({one.id.split("/")[0] for one in documents})[:2]
    titles = {subject: next(one.text for one in documents if one.id.startswith(subject)) for subject in subjects}
    ends = [
        Document(f"{subject}/end/{number}", "Nobody could help me.", context=titles[subject])
        for subject in subjects
        for number in range(10)
    ]
    place = {one.document: one.theme for one in discover([*documents, *ends], embedder=embedder).memberships}

    for subject in subjects:
        theirs = Counter(theme for document, theme in place.items() if document.startswith(f"{subject}/"))
        assert {place[one.id] for one in ends if one.id.startswith(subject)} == {theirs.most_common(1)[0][0]}


def test_themes_keep_their_ids_when_text_is_added(found: TopicMap, embedder: Embedder) -> None:
    before = Previous(
        {one.document: f"theme {one.theme}" for one in found.memberships if one.theme is not None},
        {one.document: f"sub-theme {one.sub_theme}" for one in found.memberships if one.sub_theme is not None},
        {f"{topic.level.replace('_', '-')} {topic.number}": topic.title for topic in found.topics},
    )
    new = [
        Document(f"refunds/{number}", f"I am still waiting for the refund of {thing} that I returned.")
        for number, thing in enumerate(THINGS)
    ]
    grown = discover([*feedback(), *new], embedder=embedder, previous=before)
    now = {one.document: one.theme for one in grown.memberships}
    ids: dict[int | None, str | None] = {topic.number: topic.previous for topic in grown.topics}
    same = sum(
        ids[theme] == before.themes[one] for one, theme in now.items() if theme is not None and one in before.themes
    )
    assert same / len(before.themes) > 0.9
    assert {ids[theme] for one in new if (theme := now[one.id]) is not None} == {None}
    titles = {topic.previous: topic.title for topic in grown.topics}
    assert all(titles[one] == name for one, name in before.names.items() if one in titles)
    assert len({topic.title.lower() for topic in grown.topics}) == len(grown.topics)
    numbers = report(grown, before)
    assert (numbers.documents, numbers.embedded, numbers.themes.kept) == (
        204,
        204,
        len(set(before.themes.values())),
    )
    assert numbers.themes.new >= 1
    assert sum(numbers.themes.sizes) + numbers.themes.unsorted == 204


def test_repeated_text_is_counted_but_weighs_once(embedder: Embedder) -> None:
    documents = feedback() + [Document(f"copy/{number}", feedback()[0].text) for number in range(300)]
    found = discover(documents, embedder=embedder)
    places = {(one.theme, one.x) for one in found.memberships if one.document.startswith("copy/")}
    assert (found.had, found.documents, len(places)) == (192, 492, 1)
    assert all(one in {document.id for document in documents} for topic in found.topics for one in topic.examples)


def test_text_that_says_nothing_is_unsorted_and_harms_nothing(found: TopicMap, embedder: Embedder) -> None:
    odd = ["", "😀😀😀", "thank you so much!", "https://x.example", "\x00", "???"]
    with_odd = discover(
        [*feedback(), *(Document(f"odd/{number}", text) for number, text in enumerate(odd))],
        embedder=embedder,
    )
    assert {one.theme for one in with_odd.memberships if one.document.startswith("odd/")} == {None}
    assert [topic.title for topic in with_odd.topics] == [topic.title for topic in found.topics]


@pytest.mark.parametrize(
    "texts",
    [
        [],
        ["It crashes when I open a photo."] * 500,
        [""] * 500,
        ["😀" * number for number in range(500)],
        [" ".join(["the", "and", "you"] * number) for number in range(500)],
        ["x" * 1_000_000],
        [f"Feature {number}" for number in range(LEAST_SENTENCES - 1)],
    ],
    ids=["none", "identical", "empty", "emoji", "stop words", "one enormous word", "one too few"],
)
def test_too_little_text_is_a_state(texts: list[str], embedder: Embedder) -> None:
    found = discover([Document(str(number), text) for number, text in enumerate(texts)], embedder=embedder)
    assert (found.state, found.documents, found.needed) == (State.TOO_LITTLE, len(texts), LEAST_SENTENCES)
    assert found.had < found.needed
    assert (found.topics, found.memberships) == ((), ())
    assert report(found).themes.share == 0


def test_any_hundred_sentences_give_an_answer(embedder: Embedder) -> None:
    chance = random.Random(11)
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyzéøñ漢字😀", k=chance.randint(1, 12))) for _ in range(80)]
    documents = [Document(str(number), " ".join(chance.choices(words, k=12))) for number in range(120)]
    assert discover(documents, embedder=embedder).state is State.READY


def test_progress_goes_through_the_stages_in_order(embedder: Embedder) -> None:
    heard: list[tuple[str, int, int]] = []
    discover(feedback(), embedder=embedder, progress=lambda *step: heard.append(step))
    assert list(dict.fromkeys(stage for stage, _, _ in heard)) == list(Stage)
    assert ("embedding", 192, 192) in heard
    assert all(0 <= done <= total for _, done, total in heard)
