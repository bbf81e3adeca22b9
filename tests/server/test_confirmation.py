"""The page behind the link in a guest's mail."""

from collections.abc import AsyncIterator

import httpx
import pytest

from ideation.actions import boards, guests
from ideation.models import Delivery, Post
from ideation.vocabulary import Access, Kind, Standing
from tests.server.test_app import visiting


@pytest.fixture
async def client(stored: None, database_url: str, tmp_path) -> AsyncIterator[httpx.AsyncClient]:
    async with visiting(database_url, data=tmp_path) as client:
        yield client


@pytest.fixture
async def link(app, grace):
    """The path of the link in the mail about a guest's post."""
    app = await boards.update_board(app, post_access=Access.PUBLIC, by=grace)
    await guests.submit_post_as_guest(app, email="zoe@example.com", kind=Kind.IDEA, title="A map")
    return f"/confirm/{(await Delivery.get()).data['token']}"


async def test_looking_publishes_nothing_and_the_button_does_once(client, link):
    assert "<button" in (await client.get(link)).text
    assert (await Post.get()).standing is Standing.UNCONFIRMED

    published = await client.post(link)
    post = await Post.get()
    assert (published.status_code, post.standing) == (200, Standing.PUBLISHED)
    assert f'href="/b/app/i/{post.slug}"' in published.text
    assert published.headers["cache-control"] == "no-store"
    # A stricter policy would make browsers send the origin “null” with the button.
    assert published.headers["referrer-policy"] == "same-origin"
    assert "set-cookie" not in published.headers
    again = await client.post(link)
    assert (again.status_code, "used already" in again.text) == (404, True)


async def test_neither_another_site_nor_a_wrong_link_publishes(client, link):
    assert (await client.post(link, headers={"origin": "https://evil.example"})).status_code == 403
    assert (await client.post("/confirm/%00")).status_code == 404
    assert (await client.post("/confirm/%3Cscript%3E")).status_code == 404
    assert (await Post.get()).standing is Standing.UNCONFIRMED
