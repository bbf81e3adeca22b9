"""Saying something, finding it again, and where it stands."""

import asyncio
import math
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from ideation.actions import comments, posts, votes
from ideation.errors import InvalidInput, NotAllowed, NotFound, Refusal
from ideation.events import PostSubmitted, StatusChanged
from ideation.models import Comment, Post, Tag, Vote
from ideation.queries.events import status_history
from ideation.queries.posts import (
    PostFilter,
    PostSort,
    count_posts,
    find_post,
    list_posts,
    read_post,
    read_posts,
    status_counts,
    tags_of,
)
from ideation.vocabulary import Channel, Kind


async def titles(viewer=None, *, sort=PostSort.NEWEST, **wanted):
    page = await list_posts(viewer, PostFilter(**wanted), sort=sort, first=50, after=None)
    assert await count_posts(viewer, PostFilter(**wanted)) == len(page.rows)
    return {row.title for row in page.rows}


async def row_of(post, *, viewer=None):
    return await read_post(viewer, id=post.id)


async def say(board, title, body="", *, by, kind=Kind.IDEA, **more):
    return await posts.submit_post(board, kind=kind, title=title, body=body, by=by, **more)


async def test_what_somebody_says_stands_on_the_board_in_their_words(app, noor, recorded):
    post = await say(app, " Dark\nmode ", "At night.\r\n\r\nPlease. ", by=noor, kind=Kind.QUESTION, language="pt-BR")

    row = await row_of(post)
    assert (row.title, row.body, row.kind, row.language) == (
        "Dark mode",
        "At night.\n\nPlease.",
        Kind.QUESTION,
        "pt-br",
    )
    assert (row.status.key, row.channel, row.vote_count, row.comment_count) == ("open", Channel.WEB, 0, 0)
    assert (row.author_name, row.board_slug) == ("Noor", "app")
    assert row.slug.startswith("dark-mode-")
    assert await recorded() == [PostSubmitted(post_id=post.id, board_id=app.id)]


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("title", {"title": " \u200b "}),
        ("title", {"title": "t" * 201}),
        ("body", {"title": "Dark mode", "body": "b" * 20_001}),
        ("language", {"title": "Dark mode", "language": "english"}),
    ],
)
async def test_what_cannot_be_kept_is_refused_by_name(field, given, app, noor, recorded):
    with pytest.raises(InvalidInput) as refused:
        await say(app, **given, by=noor)

    assert refused.value.field == field
    assert await Post.all().count() == 0
    assert await recorded() == []


async def test_nobody_speaks_where_they_may_not_read(backstage, noor, recorded):
    with pytest.raises(NotAllowed):
        await say(backstage, "Hello?", by=noor)

    assert await Post.all().count() == 0
    assert await recorded() == []


async def test_the_team_sorts_posts_by_tags_whatever_their_case(app, mia, ada):
    await say(app, "One", by=mia, tags=["UX", " ux "])
    await say(app, "Two", by=ada, tags=["Ux", "Billing"])

    assert [tag.name for tag in (await tags_of(mia, [app.id]))[app.id]] == ["Billing", "UX"]
    assert await titles(tag="uX") == {"One", "Two"}
    assert await titles(tag=" BILLING ") == {"Two"}
    assert await titles(tag="bill") == set()


@pytest.mark.parametrize(("first", "second"), [("straße", "STRAẞE"), ("izmir", "İZMİR"), ("ΣΑΣ", "σας"), ("s", "ſ")])
async def test_letters_with_unusual_capitals_make_no_tag_fail(first, second, app, mia):
    await say(app, "One", by=mia, tags=[first])
    await say(app, "Two", by=mia, tags=[second])

    assert await titles(tag=first) >= {"One"}
    assert await titles(tag=second) >= {"Two"}


async def test_a_post_has_a_handful_of_tags(app, mia, recorded):
    with pytest.raises(InvalidInput, match="21 tags") as refused:
        await say(app, "One", by=mia, tags=[f"t{number}" for number in range(21)])

    assert refused.value.field == "tags"
    assert await Post.all().count() == 0
    assert await recorded() == []


async def test_a_customer_sorts_nothing_by_tags(app, noor, recorded):
    with pytest.raises(NotAllowed, match="without tags"):
        await say(app, "One", by=noor, tags=["UX"])

    assert await Post.all().count() == await Tag.all().count() == 0
    assert await recorded() == []


async def test_a_tag_needs_a_name_that_fits(app, mia, recorded):
    for name in (" ", "t" * 41):
        with pytest.raises(InvalidInput) as refused:
            await say(app, "One", by=mia, tags=["UX", name])
        assert refused.value.field == "tags"

    assert await Post.all().count() == await Tag.all().count() == 0
    assert await recorded() == []


async def test_a_status_is_changed_with_a_reason_that_everyone_reads(dark_mode, ada, recorded):
    await posts.change_status(dark_mode, to="planned", reason=" For summer. ", by=ada)

    row = await row_of(dark_mode)
    assert (row.status.key, row.status_reason) == ("planned", "For summer.")
    assert await recorded() == [
        StatusChanged(
            post_id=dark_mode.id,
            board_id=dark_mode.board_id,
            before="open",
            after="planned",
            reason="For summer.",
        )
    ]


async def test_the_history_tells_every_status_why_and_by_whom(dark_mode, ada, grace):
    await posts.change_status(dark_mode, to="planned", reason="For summer.", by=ada)
    await posts.change_status(dark_mode, to="shipped", reason="It is out.", by=grace)

    history = (await status_history(None, [dark_mode.id]))[dark_mode.id]

    assert [(change.status.key, change.reason, change.by and change.by.name) for change in history] == [
        ("planned", "For summer.", "Ada"),
        ("shipped", "It is out.", "Grace"),
    ]


async def test_the_status_that_a_post_has_already_is_refused_so_that_no_reason_is_lost_unseen(dark_mode, ada, recorded):
    with pytest.raises(InvalidInput, match="Open already"):
        await posts.change_status(dark_mode, to="open", reason="Still open.", by=ada)

    assert (await Post.get(id=dark_mode.id)).status_reason is None
    assert await recorded() == []


async def test_only_those_who_decide_change_a_status(dark_mode, noor, mia, recorded):
    for somebody in (noor, mia):
        with pytest.raises(NotAllowed):
            await posts.change_status(dark_mode, to="shipped", reason="Done.", by=somebody)

    assert (await Post.get(id=dark_mode.id)).status_id == "open"
    assert await recorded() == []


async def test_no_status_is_changed_without_a_reason(dark_mode, ada, recorded):
    with pytest.raises(InvalidInput) as refused:
        await posts.change_status(dark_mode, to="declined", reason=" \n", by=ada)

    assert refused.value.field == "reason"
    assert (await Post.get(id=dark_mode.id)).status_id == "open"
    assert await recorded() == []


async def test_posts_are_found_by_what_they_are(app, beta, noor, tom, ada):
    idea = await say(app, "An idea", by=noor)
    await say(app, "A complaint", by=tom, kind=Kind.COMPLAINT)
    await say(beta, "A question", by=tom, kind=Kind.QUESTION)
    await posts.change_status(idea, to="planned", reason="Good.", by=ada)

    assert await titles(noor) == {"An idea", "A complaint", "A question"}
    assert await titles(noor, board="APP") == {"An idea", "A complaint"}
    assert await titles(noor, board="nowhere") == set()
    assert await titles(noor, kind=Kind.QUESTION) == {"A question"}
    assert await titles(noor, status="planned") == {"An idea"}
    assert await titles(noor, author=tom.id) == {"A complaint", "A question"}
    assert await titles(noor, author=tom.id, kind=Kind.COMPLAINT, status="open", board="app") == {"A complaint"}
    counts = await status_counts(noor, [app.id, beta.id])
    assert {board: {status.key: count for status, count in found.items()} for board, found in counts.items()} == {
        app.id: {"planned": 1, "open": 1},
        beta.id: {"open": 1},
    }


async def test_posts_are_sorted_by_age_votes_and_momentum(app, noor, tom, ada):
    old = await say(app, "Old and loved", by=noor)
    new = await say(app, "New", by=noor)
    for person in (noor, tom, ada):
        await votes.cast_vote(old, by=person)
    await votes.cast_vote(new, by=tom)
    await Post.filter(id=old.id).update(
        created_at=datetime(2021, 1, 1, tzinfo=UTC), momentum=posts.momentum_at(datetime(2021, 1, 1, tzinfo=UTC))
    )

    async def order(sort):
        return [row.title for row in (await list_posts(None, PostFilter(), sort=sort, first=5, after=None)).rows]

    assert await order(PostSort.NEWEST) == ["New", "Old and loved"]
    assert await order(PostSort.MOST_VOTED) == ["Old and loved", "New"]
    assert await order(PostSort.TRENDING) == ["New", "Old and loved"]


async def test_a_reader_sees_whether_they_voted(dark_mode, noor, tom):
    await votes.cast_vote(dark_mode, by=noor)

    assert (await row_of(dark_mode, viewer=noor)).viewer_has_voted
    assert not (await row_of(dark_mode, viewer=tom)).viewer_has_voted
    assert not (await row_of(dark_mode)).viewer_has_voted


async def test_many_posts_are_read_at_once_and_those_that_are_not_there_are_left_out(app, noor):
    one, two = await say(app, "One", by=noor), await say(app, "Two", by=noor)

    found = await read_posts(None, [one.id, uuid4(), two.id, one.id])

    assert {id_: row.title for id_, row in found.items()} == {one.id: "One", two.id: "Two"}
    assert await read_posts(None, []) == {}


async def test_a_post_that_is_not_there_is_refused(stored):
    with pytest.raises(NotFound):
        await find_post(uuid4(), viewer=None)


async def test_a_post_outlives_its_author_in_every_list(dark_mode, tom):
    await tom.delete()

    row = await row_of(dark_mode)
    assert (row.author_id, row.author_name, row.author_role) == (None, None, None)


@pytest.mark.parametrize(
    "typed",
    [
        "crème",
        "CREME",
        "bru",
        "brulee creme",
        "strasse 42",
        "node.js",
        "Node",
        "login",
        "logout",
        "3.5",
        "e-mail",
        "mail",
        "billing@example.com",
        "billing",
        "fast.Please",
        "please",
        "snake_case",
        "case",
        "-5",
        "हिन्दी",
        "ภาษา",
        "日本",
        "“quoted”",
        "c++",
        "what's new?",
    ],
)
async def test_a_post_is_found_by_any_of_its_words_however_they_are_written(typed, app, noor):
    body = (
        "Crème brûlée. Strasse 42, node.js, login/logout, version 3.5, e-mail to billing@example.com, be fast.Please"
        " use snake_case, at -5 degrees, हिन्दी, ภาษาไทย, 日本語, “quoted” c++, what's new"
    )
    await say(app, "Everything", body, by=noor)
    await say(app, "Nothing", "else", by=noor)

    assert await titles(text=typed) == {"Everything"}


@pytest.mark.parametrize("typed", ["zebra", "creme zebra", "?!", "'", "& | !", "\u0301", "e:*", "rulee"])
async def test_what_no_post_holds_finds_none(typed, app, noor):
    await say(app, "Crème brûlée", by=noor)

    assert await titles(text=typed) == set()


@pytest.mark.parametrize("typed", [" ", "\0", "\u202e\n"])
async def test_nothing_typed_finds_everything(typed, dark_mode):
    assert await titles(text=typed) == {"Dark mode"}


SEARCHES = some.text(some.characters() | some.sampled_from("'\"\\&|!:*()<->/@.#%_ \0\t\ud800²ßİ\u0301가"), max_size=300)


@given(SEARCHES)
@example("':*")
@example("a:* & !b | (c <-> d)")
@example("가" * 300)
@example("\U0001d15f" * 300)
@example("x" * 1_000_000)
@example("https://example.com/a?b=c#d")
async def test_nothing_that_is_typed_makes_a_search_fail(dark_mode, typed):
    wanted = PostFilter(text=typed, tag=typed, board=typed)
    page = await list_posts(None, PostFilter(text=typed), sort=PostSort.NEWEST, first=1, after=None)

    assert await count_posts(None, PostFilter(text=typed)) == len(page.rows)
    assert await count_posts(None, wanted) == 0
    assert await read_post(None, slug=typed) is None


@given(some.text(some.characters(categories=["L", "M", "N"]), min_size=1, max_size=30))
async def test_a_post_is_found_by_its_own_title(app, noor, title):
    post = await say(app, title, by=noor)

    wanted = PostFilter(text=post.title, author=noor.id)
    found = await list_posts(None, wanted, sort=PostSort.NEWEST, first=50, after=None)

    assert post.id in {row.id for row in found.rows}
    await Post.filter(id=post.id).delete()


@pytest.mark.commits
async def test_votes_comments_and_decisions_at_once_leave_every_count_true(dark_mode, noor, tom, ada):
    def at_once(round_):
        for person in (noor, tom, ada):
            yield votes.cast_vote(dark_mode, by=person)
            yield comments.add_comment(dark_mode, body=f"Comment {round_}", by=person)
            yield votes.withdraw_vote(dark_mode, by=person)
        to = "shipped" if round_ % 2 else "open"
        yield posts.change_status(dark_mode, to=to, reason="We decide.", by=ada)

    answers = await asyncio.gather(*(doing for round_ in range(8) for doing in at_once(round_)), return_exceptions=True)

    assert [answer for answer in answers if isinstance(answer, Exception) and not isinstance(answer, Refusal)] == []
    post = await Post.get(id=dark_mode.id)
    assert post.vote_count == await Vote.filter(post_id=post.id).count()
    assert post.comment_count == await Comment.filter(post_id=post.id).count() == 24
    assert math.isfinite(post.momentum)


@pytest.mark.commits
async def test_a_new_tag_that_many_give_at_once_is_one_tag(app, mia):
    await asyncio.gather(*(say(app, f"Post {number}", by=mia, tags=["UX", "Ux"]) for number in range(8)))

    assert await Tag.all().count() == 1
    assert len(await titles(tag="ux")) == 8
