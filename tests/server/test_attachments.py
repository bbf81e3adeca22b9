"""Pictures over HTTP: what is taken, what is kept of it, and who sees it."""

import asyncio
import struct
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import uuid4

import httpx
import pytest
from PIL import Image

from ideation.actions import attachments, boards, comments, people, posts
from ideation.actions.attachments import ATTACHMENTS_PER_WINDOW, attach, keep_attachment, sweep_loose_attachments
from ideation.errors import InvalidInput
from ideation.models import Attachment, AttachmentContent, Comment, Post
from ideation.pictures import Picture
from ideation.vocabulary import Access, Kind
from server import drawing
from server.auth.sessions import COOKIE
from server.endpoints import attachments as endpoint
from tests.server.test_app import visiting

SUBMIT = """mutation($input: SubmitPostInput!) { submitPost(input: $input) {
  __typename ... on Refusal { message } ... on InvalidInput { field }
  ... on PostSubmitted { post { id attachments { id url width height alt } } } } }"""
EDIT = """mutation($post: UUID!, $input: EditPostInput!) { editPost(postId: $post, input: $input) {
  __typename ... on Refusal { message } ... on InvalidInput { field }
  ... on PostEdited { post { attachments { id } edits { title } } } } }"""
COMMENT = """mutation($post: UUID!, $attachments: [UUID!]) {
  addComment(postId: $post, body: "Look.", attachments: $attachments) {
    __typename ... on Refusal { message } ... on InvalidInput { field }
    ... on CommentAdded { comment { attachments { url alt } } } } }"""
WORDS = {"board": "app", "kind": "COMPLAINT", "title": "No map"}


def drawn(kind="PNG"):
    content = BytesIO()
    Image.new("RGB", (30, 20), "red").save(content, kind)
    return content.getvalue()


@pytest.fixture
async def client(stored: None, database_url: str, tmp_path) -> AsyncIterator[httpx.AsyncClient]:
    async with visiting(database_url, data=tmp_path) as client:
        yield client


async def sign_in(client, person):
    client.cookies.clear()
    if person is not None:
        client.cookies.set(COOKIE, await people.open_session(person))


async def send(client, content, *, name="map.png", alt="A map", **more):
    return await client.post("/attachments", files={"file": (name, content)}, data={"alt": alt}, **more)


async def keep(by, alt=""):
    return await keep_attachment(Picture(alt.encode(), 3, 2), alt=alt, by=by)


async def seen(client, person, attachment_id):
    await sign_in(client, person)
    return (await client.get(f"/attachments/{attachment_id}")).status_code == 200


async def test_a_picture_is_sent_shown_to_its_owner_and_posted(client, ask, app, noor, tom, mia):
    await sign_in(client, noor)
    answer = await send(client, drawn(), alt=" A  map ")
    kept = answer.json()

    assert answer.status_code == 201
    url = f"/attachments/{kept['id']}"
    assert kept == {"id": kept["id"], "url": url, "width": 30, "height": 20, "alt": "A map"}
    for somebody in (noor, tom, mia, None):
        assert await seen(client, somebody, kept["id"]) == (somebody is noor)

    submitted = await ask(SUBMIT, input=WORDS | {"attachments": [kept["id"]]}, by=noor)
    assert submitted["post"]["attachments"] == [kept]
    assert await seen(client, None, kept["id"])


async def test_what_is_shown_is_a_picture_and_can_be_nothing_else(client, noor):
    await sign_in(client, noor)
    url = (await send(client, drawn("GIF"), name="page.html")).json()["url"]
    shown = await client.get(url)

    assert Image.open(BytesIO(shown.content)).size == (30, 20)
    assert shown.headers["content-type"] == "image/webp"
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert shown.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert shown.headers["cache-control"] == "private, no-cache"
    again = await client.get(url, headers={"if-none-match": shown.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")

    await sign_in(client, None)
    hidden = await client.get(url, headers={"if-none-match": shown.headers["etag"]})
    missing = await client.get(f"/attachments/{uuid4()}")
    strange = await client.get("/attachments/none")
    assert hidden.status_code == missing.status_code == strange.status_code == 404
    assert hidden.content == missing.content == strange.content
    assert hidden.headers == missing.headers


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture that we can read"),
        (b"\x89PNG\r\n\x1a\n<script>alert(1)</script>", "no picture that we can read"),
        (drawn()[:50], "no picture that we can read"),
    ],
)
async def test_what_is_no_picture_is_refused_in_words(client, noor, content, words):
    await sign_in(client, noor)
    answer = await send(client, content)

    assert (answer.status_code, words in answer.json()["errors"][0]["message"]) == (422, True)
    assert await Attachment.all().count() == await AttachmentContent.all().count() == 0


async def test_whoever_is_not_signed_in_or_comes_from_another_site_sends_nothing(client, noor, tom):
    assert (await send(client, drawn())).status_code == 401
    await sign_in(client, noor)
    assert (await send(client, drawn(), headers={"origin": "https://evil.example"})).status_code == 403
    await tom.update_from_dict({"blocked_at": tom.created_at}).save()
    await sign_in(client, tom)
    assert (await send(client, drawn())).status_code == 403
    assert await Attachment.all().count() == 0


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"content": drawn()}, 415),
        ({"json": {"file": "x"}}, 415),
        ({"content": b"x", "headers": {"content-type": "multipart/form-data"}}, 400),
        ({"content": b"x" * 100, "headers": {"content-type": "multipart/form-data; boundary=b"}}, 400),
        ({"files": {"other": drawn()}}, 422),
        ({"files": [("file", drawn()), ("file", drawn())]}, 400),
        ({"files": {"file": drawn()}, "data": {"alt": "a" * 301}}, 422),
        ({"files": {"file": drawn()}, "data": {"alt": "a" * 3_000}}, 400),
        ({"files": {"file": drawn()}, "data": {str(number): "" for number in range(50)}}, 400),
        ({"files": {"file": bytes(endpoint.MOST_BYTES)}}, 413),
    ],
    ids=lambda given: str(given)[:40],
)
async def test_a_form_that_is_none_of_ours_is_refused(client, noor, request_, status):
    await sign_in(client, noor)
    answer = await client.post("/attachments", **request_)

    assert answer.status_code == status
    assert answer.json()["errors"][0]["message"].endswith(".")
    assert await Attachment.all().count() == 0


async def test_a_body_that_says_it_is_too_large_is_not_even_read(client, noor):
    await sign_in(client, noor)
    read = []

    async def body():
        read.append(1)
        yield b"x"

    headers = {"content-length": "99999999", "content-type": "multipart/form-data; boundary=b"}
    answer = await client.post("/attachments", content=body(), headers=headers)
    assert answer.status_code == 413
    assert answer.headers["connection"] == "close"


async def test_a_body_that_does_not_end_is_not_waited_for(client, noor, monkeypatch):
    monkeypatch.setattr(endpoint, "SECONDS_TO_SEND", 0.05)
    await sign_in(client, noor)

    async def body():
        yield b'--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n'
        await asyncio.sleep(30)

    answer = await client.post(
        "/attachments", content=body(), headers={"content-type": "multipart/form-data; boundary=b"}
    )
    assert answer.status_code == 408


async def test_nobody_keeps_others_waiting_with_many_slow_pictures(client, noor, tom):
    await sign_in(client, noor)
    begun, go_on = [], asyncio.Event()

    async def body():
        begun.append(1)
        yield b"--b"
        await go_on.wait()

    def slowly():
        headers = {"content-type": "multipart/form-data; boundary=b"}
        return asyncio.ensure_future(client.post("/attachments", content=body(), headers=headers))

    slow = [slowly() for _ in range(endpoint.MOST_AT_ONCE)]
    while len(begun) < endpoint.MOST_AT_ONCE:
        await asyncio.sleep(0.01)
    assert (await send(client, drawn())).status_code == 429
    await sign_in(client, tom)
    assert (await send(client, drawn())).status_code == 201
    go_on.set()
    assert [answer.status_code for answer in await asyncio.gather(*slow)] == [422] * endpoint.MOST_AT_ONCE
    await sign_in(client, noor)
    assert (await send(client, drawn())).status_code == 201


async def test_a_picture_that_never_ends_is_given_up(monkeypatch):
    monkeypatch.setattr(drawing, "SECONDS", 1.0)
    endless = b"GIF89a" + struct.pack("<HHBBB", 10, 10, 0, 0, 0) + b"\x21\xfe" + b"\x01a" * 4_900_000 + b"\0"

    with pytest.raises(InvalidInput, match="too long to draw"):
        await drawing.draw(endless)


async def test_nobody_sends_more_pictures_than_they_can_need(client, noor, tom):
    for _ in range(ATTACHMENTS_PER_WINDOW):
        await keep(noor)
    await sign_in(client, noor)
    answer = await send(client, drawn())

    assert answer.status_code == 429
    assert 3_500 < int(answer.headers["retry-after"]) <= 3_600
    assert await Attachment.all().count() == ATTACHMENTS_PER_WINDOW
    await Attachment.all().update(created_at=datetime.now(UTC) - timedelta(hours=2))
    assert (await send(client, drawn())).status_code == 201


async def test_a_picture_is_seen_by_whoever_reads_what_it_belongs_to(client, app, backstage, grace, noor, tom, mia):
    shown, secret, inside = await keep(noor, "a"), await keep(noor, "b"), await keep(mia, "c")
    await posts.submit_post(app, kind=Kind.IDEA, title="Map", attachments=[shown.id], by=noor)
    private = {"kind": Kind.COMPLAINT, "title": "Fee", "is_private": True}
    await posts.submit_post(app, **private, attachments=[secret.id], by=noor)
    await posts.submit_post(backstage, kind=Kind.IDEA, title="Plan", attachments=[inside.id], by=mia)

    for somebody, sees in ((None, (1, 0, 0)), (tom, (1, 0, 0)), (noor, (1, 1, 0)), (mia, (1, 1, 1))):
        assert tuple([await seen(client, somebody, kept.id) for kept in (shown, secret, inside)]) == sees
    await boards.update_board(app, access=Access.STAFF, by=grace)
    assert [await seen(client, somebody, shown.id) for somebody in (None, noor, mia)] == [False, False, True]


async def test_a_picture_in_a_comment_is_seen_by_whoever_reads_the_comment(client, dark_mode, noor, tom, mia):
    public, note = await keep(noor), await keep(mia)
    said = await comments.add_comment(dark_mode, body="Look.", by=noor)
    noted = await comments.add_comment(dark_mode, body="Hm.", by=mia)
    await noted.update_from_dict({"is_private": True}).save()
    await attach([public.id], comment=said, by=noor)
    await attach([note.id], comment=noted, by=mia)

    for somebody, sees in ((None, [True, False]), (tom, [True, False]), (mia, [True, True])):
        assert [await seen(client, somebody, kept.id) for kept in (public, note)] == sees


async def test_a_comment_brings_its_pictures(ask, dark_mode, noor, tom, recorded):
    mine, theirs = await keep(noor, "A map"), await keep(tom)

    refused = await ask(COMMENT, post=dark_mode.id, attachments=[mine.id, theirs.id], by=noor)
    assert (refused["__typename"], refused["field"]) == ("InvalidInput", "attachments")
    assert [await Comment.all().count(), await recorded()] == [0, []]
    added = await ask(COMMENT, post=dark_mode.id, attachments=[mine.id], by=noor)
    assert added["comment"]["attachments"] == [{"url": f"/attachments/{mine.id}", "alt": "A map"}]


async def test_only_pictures_of_ones_own_that_are_not_used_yet_can_be_posted(ask, app, noor, tom, recorded):
    mine, used, theirs = await keep(noor), await keep(noor), await keep(tom)
    await posts.submit_post(app, kind=Kind.IDEA, title="Map", attachments=[used.id], by=noor)
    before = await recorded()

    many = [(await keep(noor)).id for _ in range(11)]
    for wrong in ([mine.id, theirs.id], [used.id], [uuid4()], many):
        answer = await ask(SUBMIT, input=WORDS | {"attachments": wrong}, by=noor)
        assert (answer["__typename"], answer["field"]) == ("InvalidInput", "attachments")
    assert [await Post.all().count(), await recorded()] == [1, before]
    assert (await Attachment.get(id=theirs.id)).post_id is (await Attachment.get(id=mine.id)).post_id is None


async def test_an_edit_names_all_the_pictures_that_stay(ask, client, app, noor, tom, ada):
    first, second, third, theirs = await keep(noor), await keep(noor), await keep(noor), await keep(tom)
    post = await posts.submit_post(app, kind=Kind.IDEA, title="Map", attachments=[first.id, second.id], by=noor)

    answer = await ask(EDIT, post=post.id, input={"attachments": [third.id, first.id]}, by=noor)
    assert answer["post"] == {"attachments": [{"id": str(third.id)}, {"id": str(first.id)}], "edits": []}
    assert [await seen(client, somebody, second.id) for somebody in (noor, tom, None)] == [True, False, False]
    # The team takes away what it has to; nobody adds what is not theirs.
    assert (await ask(EDIT, post=post.id, input={"attachments": [theirs.id]}, by=ada))["field"] == "attachments"
    assert (await ask(EDIT, post=post.id, input={"attachments": []}, by=ada))["post"]["attachments"] == []


async def test_a_picture_that_nobody_used_is_forgotten_after_a_day(app, noor):
    for title in ("used", "forgotten"):
        kept = await keep(noor, title)
        if title == "used":
            await posts.submit_post(app, kind=Kind.IDEA, title="Map", attachments=[kept.id], by=noor)
    await Attachment.all().update(created_at=datetime.now(UTC) - attachments.LOOSE_FOR - timedelta(minutes=1))
    await keep(noor, "new")

    assert await sweep_loose_attachments() == 1
    assert {kept.alt for kept in await Attachment.all()} == {"used", "new"}
    assert await AttachmentContent.all().count() == 2
