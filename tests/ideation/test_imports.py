"""Imported posts are ordinary posts; what is known stays as it is."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from ideation.actions.imports import ImportedCount, ImportedPost, foresee_import, import_posts
from ideation.actions.posts import momentum_at
from ideation.errors import InvalidInput, NotAllowed
from ideation.events import PostsImported
from ideation.models import Board, Person, Post, PostTag, Tag
from ideation.vocabulary import Channel, Kind, Role

WRITTEN = datetime(2025, 2, 24, 11, 35, tzinfo=UTC)


def imported(external_id: str, body: str = "The train was late again.", **about) -> ImportedPost:
    return ImportedPost.of(
        **{"external_id": external_id, "kind": Kind.COMPLAINT, "body": body, "created_at": WRITTEN, **about}
    )


async def test_an_imported_post_is_all_that_its_row_said(app, grace, recorded):
    row = imported(
        "7",
        title="Late",
        status="planned",
        channel=Channel.SOCIAL,
        language="fr",
        author_name="Élise",
        author_email="Elise@Example.com",
        tags=["punctuality", "Trains"],
    )

    assert await import_posts(app, [row], by=grace) == ImportedCount(new=1, known=0)

    post = await Post.get(external_id="7").prefetch_related("author")
    assert (post.title, post.body, post.kind, post.status_id) == (
        "Late",
        "The train was late again.",
        Kind.COMPLAINT,
        "planned",
    )
    assert (post.channel, post.language, post.created_at) == (Channel.SOCIAL, "fr", WRITTEN)
    assert post.momentum == momentum_at(WRITTEN)
    assert (post.vote_count, post.comment_count) == (0, 0)
    assert post.slug.startswith("late-")
    assert post.author is not None
    assert (post.author.name, post.author.email, post.author.role) == ("Élise", "elise@example.com", Role.CUSTOMER)
    assert sorted(await _tags_of(post)) == ["Trains", "punctuality"]
    assert await recorded() == [PostsImported(board_id=app.id, count=1)]


async def test_what_is_known_changes_nothing(app, recorded):
    await import_posts(app, [imported("1"), imported("2")])
    before = await _everything()
    facts = await recorded()

    again = [imported(i, "Other words.", author_email="new@example.com", tags=["new"]) for i in ("1", "2")]
    assert await import_posts(app, again) == ImportedCount(new=0, known=2)

    assert await _everything() == before
    assert await recorded() == facts


async def test_of_rows_with_one_id_the_first_counts(app):
    assert await import_posts(app, [imported("1", "First."), imported("1", "Second.")]) == ImportedCount(1, 1)

    assert [post.body for post in await Post.all()] == ["First."]


async def test_one_id_means_another_post_on_another_board_or_channel(app, beta):
    await import_posts(app, [imported("1")])

    assert await import_posts(beta, [imported("1")]) == ImportedCount(1, 0)
    assert await import_posts(app, [imported("1", channel=Channel.API)]) == ImportedCount(1, 0)


async def test_foreseeing_says_the_same_and_writes_nothing(app, recorded):
    await import_posts(app, [imported("1")])
    before, facts = await _everything(), await recorded()
    rows = [imported("1"), imported("2", author_email="new@example.com"), imported("2"), imported("3", tags=["new"])]

    foreseen = await foresee_import(app, rows)

    assert await _everything() == before
    assert await recorded() == facts
    assert foreseen == await import_posts(app, rows) == ImportedCount(new=2, known=2)
    assert await foresee_import(None, rows) == ImportedCount(new=3, known=1)


async def test_authors_are_found_by_address_and_never_changed(app, noor, ada):
    await import_posts(
        app,
        [
            imported("1", author_email="NOOR@example.com", author_name="Somebody else"),
            imported("2", author_email="ada@example.com"),
            imported("3", author_email="kim@example.com"),
            imported("4", author_email="Kim@example.com", author_name="Kim"),
        ],
    )

    authors = {post.external_id: post.author for post in await Post.all().prefetch_related("author")}
    assert authors["1"] == noor
    assert authors["2"] == ada
    assert authors["3"] == authors["4"]
    assert await Person.filter(name="Noor").count() == 1
    assert (await Person.get(id=ada.id)).role is Role.PRODUCT_MANAGER


async def test_authors_without_an_address_are_one_person_per_name(app, noor):
    await import_posts(app, [imported("1", author_name="Noor"), imported("2", author_name="  Noor ")])
    await import_posts(app, [imported("3", author_name="Noor"), imported("4")])

    authors = {post.external_id: post.author for post in await Post.all().prefetch_related("author")}
    assert authors["1"] == authors["2"] == authors["3"] != noor
    assert authors["4"] is None


async def test_tags_are_those_of_the_board_whatever_their_case(app, beta):
    await Tag.create(board=app, name="Trains")

    await import_posts(app, [imported("1", tags=["trains", "TRAINS", "food"]), imported("2", tags=["Food"])])
    await import_posts(beta, [imported("3", tags=["trains"])])

    assert sorted(tag.name.lower() for tag in await Tag.filter(board=app)) == ["food", "trains"]
    assert await PostTag.filter(post__external_id="1").count() == 2
    assert await Tag.filter(board=beta).count() == 1


@pytest.mark.parametrize("role", [Role.CUSTOMER, Role.AGENT, Role.PRODUCT_MANAGER])
async def test_only_administrators_import(app, noor, role, recorded):
    noor.role = role

    with pytest.raises(NotAllowed):
        await import_posts(app, [imported("1")], by=noor)

    assert await Post.all().count() == 0
    assert await recorded() == []


@pytest.mark.parametrize(
    ("about", "field"),
    [
        ({"body": "   "}, "title"),
        ({"body": "\x00\u202e"}, "title"),
        ({"body": "a" * 20_001}, "body"),
        ({"title": "a" * 201}, "title"),
        ({"external_id": ""}, "external_id"),
        ({"external_id": "1" * 201}, "external_id"),
        ({"language": "english"}, "language"),
        ({"author_email": "nobody"}, "author_email"),
        ({"author_name": "n" * 101}, "author_name"),
        ({"tags": ["t" * 41]}, "tags"),
        ({"tags": [f"tag {number}" for number in range(21)]}, "tags"),
        ({"created_at": datetime(1969, 12, 31, tzinfo=UTC)}, "created_at"),
        ({"created_at": datetime.now(UTC) + timedelta(days=2)}, "created_at"),
    ],
)
def test_what_cannot_be_stored_is_refused_by_the_name_of_its_field(about, field):
    with pytest.raises(InvalidInput) as refused:
        imported(about.pop("external_id", "1"), **about)

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("The food was cold. I asked twice.", "The food was cold."),
        ("Hello!\nMy bag has been lost since Monday. Help.", "Hello! My bag has been lost since Monday."),
        ("No wifi\n\nNot even in first class.", "No wifi Not even in first class."),
        ("Wifi never works on board\n\nNot even in first class.", "Wifi never works on board"),
        ("Version 2.5 broke the export of my tickets, v2.4 was fine", None),
        ("Ok.", "Ok."),
        ("今朝の列車はとても遅れていました。理由は何も聞いていません。", "今朝の列車はとても遅れていました。"),
    ],
)
def test_a_post_without_a_title_is_named_by_its_first_sentence(body, title):
    post = imported("1", body)

    assert post.title == (title or body)
    assert post.body == body


def test_a_long_sentence_makes_a_title_of_whole_words_and_the_body_keeps_everything():
    seed = random.randrange(10**9)
    print(f"seed {seed}")
    chance = random.Random(seed)
    for _ in range(200):
        body = " ".join("x" * chance.randint(1, 130) for _ in range(chance.randint(10, 60)))
        post = imported("1", body)

        assert len(post.title) <= 100
        assert post.title.endswith("…")
        kept = post.title[:-1]
        assert body.startswith(kept)
        assert body[len(kept)] == " " or " " not in body[:100]
        assert post.body == body


async def _tags_of(post: Post) -> list[str]:
    return [post_tag.tag.name for post_tag in await PostTag.filter(post=post).prefetch_related("tag")]


async def _everything() -> list[list[dict[str, object]]]:
    return [list(await table.all().order_by("id").values()) for table in (Board, Person, Post, Tag, PostTag)]
