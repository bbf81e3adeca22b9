"""Feeds as a reader fetches them: what everyone may read, as valid XML, and a line when nothing is new."""

import re
from collections.abc import AsyncIterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from uuid import UUID
from xml.etree.ElementTree import Element, fromstring

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from ideation.actions import boards, changelog, comments, merges, posts, reports
from ideation.models import Board, ChangelogEntry, Comment, Person, Post
from ideation.vocabulary import Access, Kind, Outcome, Standing
from server.endpoints.feeds import contents
from server.endpoints.feeds.feed import Feed, Item
from server.endpoints.feeds.formats import atom, rss
from tests.server.test_app import visiting

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"


@pytest.fixture
async def client(stored: None, database_url: str, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    named = {"public_url": "https://ideas.example.org", "organisation": "Lumen & Söhne"}
    async with visiting(database_url, demo=False, data=tmp_path, **named) as client:
        yield client


async def fetch(client: httpx.AsyncClient, path: str) -> Element:
    answer = await client.get(path)
    assert answer.status_code == 200, answer.text
    assert len(answer.content) < 2_000_000
    return fromstring(answer.content)


def text(element: Element, path: str) -> str:
    found = element.find(path)
    assert found is not None, path
    return found.text or ""


async def titles(client: httpx.AsyncClient, path: str) -> list[str]:
    """The titles in both formats, which say the same."""
    in_atom = [text(entry, f"{ATOM}title") for entry in await entries(client, path)]
    in_rss = [text(item, "title") for item in (await fetch(client, f"{path}.rss")).iter("item")]
    assert in_atom == in_rss
    return in_atom


async def entries(client: httpx.AsyncClient, path: str) -> list[Element]:
    return (await fetch(client, f"{path}.atom")).findall(f"{ATOM}entry")


def address_of(post: Post) -> str:
    return f"/b/app/i/{post.slug}/feed"


async def publish(title: str, *, by: Person, board: Board | None = None, version: str = "") -> ChangelogEntry:
    entry = await changelog.write_entry(title=title, body="**At last.**", board=board, version=version, by=by)
    return await changelog.publish_entry(entry, by=by)


async def test_a_board_tells_of_new_posts_in_atom(client, app, dark_mode, noor):
    await posts.submit_post(app, kind=Kind.IDEA, title="Tabs & <b>spaces</b>", body="Some *more*.\n\n]]>", by=noor)

    feed = await fetch(client, "/b/app/feed.atom")

    assert text(feed, f"{ATOM}title") == "The app – Lumen & Söhne"
    assert text(feed, f"{ATOM}subtitle") == "Make the app better."
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "self": "https://ideas.example.org/b/app/feed.atom",
        "alternate": "https://ideas.example.org/b/app",
    }
    newest, oldest = feed.findall(f"{ATOM}entry")
    post = await Post.get(title="Dark mode")
    assert text(newest, f"{ATOM}title") == "Tabs & <b>spaces</b>"
    assert text(newest, f"{ATOM}content") == "<p>Some <em>more</em>.</p>\n<p>]]&gt;</p>\n"
    assert text(newest, f"{ATOM}author/{ATOM}name") == "Noor"
    assert text(oldest, f"{ATOM}id") == f"urn:uuid:{post.id}"
    assert oldest.find(f"{ATOM}link").get("href") == f"https://ideas.example.org/b/app/i/{post.slug}"
    assert datetime.fromisoformat(text(oldest, f"{ATOM}published")) == post.created_at
    assert text(feed, f"{ATOM}updated") == text(newest, f"{ATOM}updated")


async def test_and_in_rss(client, app, dark_mode):
    feed = await fetch(client, "/b/app/feed.rss")

    assert (feed.tag, feed.get("version")) == ("rss", "2.0")
    assert text(feed, "channel/title") == "The app – Lumen & Söhne"
    assert text(feed, "channel/link") == "https://ideas.example.org/b/app"
    [item] = feed.findall("channel/item")
    post = await Post.get(id=dark_mode.id)
    assert text(item, "title") == "Dark mode"
    assert text(item, "description") == "<p>White screens hurt my eyes at night. Please.</p>\n"
    assert text(item, f"{DC}creator") == "Tom"
    assert (text(item, "guid"), item.find("guid").get("isPermaLink")) == (f"urn:uuid:{post.id}", "false")
    assert parsedate_to_datetime(text(item, "pubDate")) == post.created_at.replace(microsecond=0)


async def test_a_post_tells_of_comments_answers_and_decisions(client, dark_mode, ada, noor):
    await comments.add_comment(dark_mode, body="Mine *too*.", by=noor)
    await comments.add_comment(dark_mode, body="We hear you.", by=ada)
    await posts.change_status(dark_mode, to="shipped", reason="Look in the menu.", by=ada)
    await reports.report_back_on_post(dark_mode, outcome=Outcome.DONE, title="It is dark", body="So.", by=ada)

    found = [
        (text(entry, f"{ATOM}title"), text(entry, f"{ATOM}content"), text(entry, f"{ATOM}author/{ATOM}name"))
        for entry in await entries(client, address_of(dark_mode))
    ]

    assert found == [
        ("You said, we did: It is dark", "<p>So.</p>\n", "Ada"),
        ("“Dark mode” is now Shipped", "<p>Look in the menu.</p>\n", "Ada"),
        ("Official answer by Ada", "<p>We hear you.</p>\n", "Ada"),
        ("Noor commented", "<p>Mine <em>too</em>.</p>\n", "Noor"),
    ]
    assert len(await titles(client, address_of(dark_mode))) == 4


async def test_what_is_said_to_a_duplicate_shows_at_its_original_where_everyone_may_read_it(
    client, app, dark_mode, ada, noor
):
    for said, is_private in (("In public.", False), ("Zebrafish in private.", True)):
        double = await posts.submit_post(app, kind=Kind.IDEA, title="Night mode", by=noor)
        await comments.add_comment(double, body=said, by=noor)
        await merges.merge_posts(double, into=dark_mode, by=ada)
        await Post.filter(id=double.id).update(is_private=is_private)

    [comment] = await entries(client, address_of(dark_mode))
    assert text(comment, f"{ATOM}content") == "<p>In public.</p>\n"
    assert await titles(client, "/b/app/feed") == ["Dark mode"]


async def test_the_changelog_tells_what_is_new(client, app, ada):
    await publish("Night falls", version="2.1", by=ada)
    await publish("Day breaks", board=app, by=ada)
    await changelog.write_entry(title="Zebrafish", body="Not yet.", by=ada)

    assert await titles(client, "/changelog") == ["Day breaks", "Night falls (2.1)"]
    [newest, _] = await entries(client, "/changelog")
    assert text(newest, f"{ATOM}content") == "<p><strong>At last.</strong></p>\n"


async def test_an_empty_changelog_is_a_feed_too(client):
    assert await titles(client, "/changelog") == []


async def test_nothing_is_told_that_not_everyone_may_read(
    client, app, beta, backstage, grace, dark_mode, ada, mia, noor
):
    """Notes, what is held, private, unconfirmed or rejected, silent changes, and what hangs on any of these."""
    inner = await boards.create_board("inner", name="Zebrafish", access=Access.SEGMENT, segments=["pro"], by=grace)
    for kept in ({"is_private": True}, {"standing": Standing.HELD}, {"standing": Standing.UNCONFIRMED}):
        post = await posts.submit_post(app, kind=Kind.IDEA, title="Zebrafish", by=noor)
        await Post.filter(id=post.id).update(**kept)
        comment = await comments.add_comment(dark_mode, body="Zebrafish", by=mia)
        await Comment.filter(id=comment.id).update(**kept)
        answer = await comments.add_comment(dark_mode, body="Zebrafish", by=mia)
        await Comment.filter(id=answer.id).update(parent_id=comment.id)
        assert (await client.get(address_of(post) + ".atom")).status_code == 404
    await posts.change_status(dark_mode, to="planned", silent=True, by=ada)
    await publish("Zebrafish", board=backstage, by=ada)
    await publish("Zebrafish", board=beta, by=ada)
    for board in (beta, backstage, inner):
        await posts.submit_post(board, kind=Kind.IDEA, title="Zebrafish", by=mia)

    assert await titles(client, "/b/app/feed") == ["Dark mode"]
    assert await titles(client, address_of(dark_mode)) == []
    assert await titles(client, "/changelog") == []
    for path in ("/b/app/feed", address_of(dark_mode), "/changelog"):
        for name in ("atom", "rss"):
            assert b"zebrafish" not in (await client.get(f"{path}.{name}")).content.lower()


async def test_what_is_hidden_answers_exactly_like_what_is_missing(client, app, beta, backstage, leak, dark_mode):
    missing = await client.get("/b/nowhere/feed.atom")
    hidden = [
        "/b/backstage/feed.atom",
        "/b/beta/feed.rss",
        f"/b/backstage/i/{leak.slug}/feed.atom",
        f"/b/app/i/{leak.slug}/feed.rss",
        f"/b/beta/i/{dark_mode.slug}/feed.atom",
        "/b/app/i/nothing/feed.atom",
        "/b/%00/feed.atom",
        "/b/%ff%fe/i/%00/feed.rss",
        f"/b/{'x' * 1_000}/feed.atom",
        f"/b/app/i/{'x' * 1_000}/feed.atom",
    ]

    assert missing.status_code == 404
    for path in hidden:
        answer = await client.get(path)
        assert (answer.status_code, answer.content, answer.headers) == (404, missing.content, missing.headers), path


@pytest.mark.parametrize("name", ["atom", "rss"])
async def test_whoever_has_it_is_told_in_a_line(name, client, app, dark_mode, noor):
    first = await client.get(f"/b/app/feed.{name}")
    assert first.headers["content-type"] == f"application/{name}+xml; charset=utf-8"
    etag, moment = first.headers["etag"], first.headers["last-modified"]
    known: list[dict[str, str]] = [
        {"if-none-match": etag},
        {"if-none-match": f'"other", W/{etag}'},
        {"if-none-match": "*"},
        {"if-modified-since": moment},
    ]
    for headers in known:
        answer = await client.get(f"/b/app/feed.{name}", headers=headers)
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", etag)
    assert (await client.get(f"/b/app/feed.{name}")).content == first.content

    await posts.submit_post(app, kind=Kind.IDEA, title="New", by=noor)
    await Post.filter(id=dark_mode.id).delete()
    unknown: list[dict[str, str]] = [
        {"if-none-match": etag},
        {"if-none-match": etag, "if-modified-since": moment},
        {"if-modified-since": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"if-modified-since": "nonsense"},
    ]
    for headers in unknown:
        assert (await client.get(f"/b/app/feed.{name}", headers=headers)).status_code == 200


async def test_it_holds_the_newest_and_of_each_the_beginning(client, app, dark_mode, noor, monkeypatch):
    monkeypatch.setattr(contents, "MOST_ITEMS", 3)
    for number in range(5):
        await posts.submit_post(app, kind=Kind.IDEA, title=f"Wish {number}", body="word " * 3_999, by=noor)
        await comments.add_comment(dark_mode, body=f"Comment {number} " + "word " * 3_000, by=noor)

    assert await titles(client, "/b/app/feed") == ["Wish 4", "Wish 3", "Wish 2"]
    told = [text(entry, f"{ATOM}content") for entry in await entries(client, address_of(dark_mode))]
    assert [words[3:12] for words in told] == ["Comment 4", "Comment 3", "Comment 2"]
    assert all(len(words) < contents.MOST_CHARACTERS + 20 and words.endswith("word …</p>\n") for words in told)


@pytest.mark.parametrize("path", ["/b/app/feed", "post", "/changelog"])
async def test_it_takes_the_same_few_statements_however_much_there_is(
    path, client, app, dark_mode, ada, noor, statements
):
    path = address_of(dark_mode) if path == "post" else path

    async def count() -> int:
        return len(await statements.during(client.get(f"{path}.atom")))

    few = await count()
    for number in range(5):
        await posts.submit_post(app, kind=Kind.IDEA, title=f"Wish {number}", by=noor)
        await comments.add_comment(dark_mode, body="Mine too.", by=noor)
        await posts.change_status(dark_mode, to=["planned", "in_progress"][number % 2], reason="So.", by=ada)
        await publish(f"Entry {number}", board=app, by=ada)

    assert await count() == few <= 5


ANYTHING = some.text(
    some.characters() | some.sampled_from("]]><&'\"\0\x08\x0b\x1f\x7f\x85\ud800\udfff\ufffe\uffff\u202e")
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(ANYTHING, ANYTHING, ANYTHING)
def test_whatever_people_typed_it_is_valid_xml(title, html, author):
    at = datetime.fromisoformat("2026-11-22T00:00:00+00:00")
    item = Item(UUID(int=1), title, html, "https://example.org/", author, at)
    feed = Feed(UUID(int=2), title, html, "https://example.org/", author, at, [item])

    kept = re.sub("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", title)
    kept = kept.replace("\r\n", "\n").replace("\r", "\n")
    for write, path in ((atom, f"{ATOM}entry/{ATOM}title"), (rss, "channel/item/title")):
        assert text(fromstring(write(feed, address="https://example.org/feed")), path) == kept
