"""What stands in each feed: what somebody who is not signed in may read, and nothing else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from operator import attrgetter
from uuid import NAMESPACE_URL, uuid5

from ideation.markdown import rendered
from ideation.models import ChangelogEntry
from ideation.queries.boards import read_board
from ideation.queries.changelog import list_entries
from ideation.queries.comments import CommentRow, latest_public_comments
from ideation.queries.events import StatusChangeRow, status_history
from ideation.queries.posts import PostFilter, PostRow, PostSort, duplicates_of, list_posts, read_post
from ideation.queries.reports import ReportRow, reports_on_posts
from ideation.vocabulary import Outcome
from server.endpoints.feeds.feed import Feed, Item
from server.settings import Settings

MOST_ITEMS = 50
MOST_DUPLICATES = 100  # whose comments stand under the original
MOST_CHARACTERS = 4_000  # of each text; the rest is behind the link

_NOBODY = None  # who looks: feeds are read without signing in


async def board_feed(slug: str, settings: Settings) -> Feed | None:
    """The newest posts of a board, or None when it is not there for everyone."""
    board = await read_board(_NOBODY, slug)
    if board is None:
        return None
    posts = await list_posts(_NOBODY, PostFilter(board=board.slug), sort=PostSort.NEWEST, first=MOST_ITEMS, after=None)
    feed = Feed(
        id=uuid5(board.id, "feed"),
        title=f"{board.name} – {settings.organisation}",
        summary=board.purpose,
        link=f"{settings.public_url}/b/{board.slug}",
        publisher=settings.organisation,
        began=board.created_at,
        items=[_of_post(row, settings) for row in posts.rows],
    )
    return await _with_html(feed)


async def post_feed(board: str, slug: str, settings: Settings) -> Feed | None:
    """What was added to a post and its duplicates and what became of it, or None when it is not there for everyone."""
    post = await read_post(_NOBODY, slug=slug)
    if post is None or post.board_slug != board.lower():
        return None
    link = _link_of_post(post, settings)
    duplicates = (await duplicates_of(_NOBODY, [post.id], first=MOST_DUPLICATES, after=None))[post.id]
    together = [post.id, *(row.id for row in duplicates.rows)]
    items = [
        *(_of_comment(row, link) for row in await latest_public_comments(together, first=MOST_ITEMS)),
        *(_of_status(row, post, link) for row in (await status_history(_NOBODY, [post.id]))[post.id]),
        *(_of_report(row, link) for row in (await reports_on_posts(_NOBODY, [post.id]))[post.id]),
    ]
    feed = Feed(
        id=uuid5(post.id, "feed"),
        title=f"{post.title} – {settings.organisation}",
        summary=f"Comments, answers and decisions on “{post.title}”",
        link=link,
        publisher=settings.organisation,
        began=post.created_at,
        items=sorted(items, key=attrgetter("at"), reverse=True)[:MOST_ITEMS],
    )
    return await _with_html(feed)


async def changelog_feed(settings: Settings) -> Feed:
    """What is new for everyone."""
    entries = await list_entries(_NOBODY, board=None, drafts=False, first=MOST_ITEMS, after=None)
    feed = Feed(
        id=uuid5(NAMESPACE_URL, f"{settings.public_url}/changelog"),
        title=f"What is new – {settings.organisation}",
        summary=f"What changed at {settings.organisation}",
        link=f"{settings.public_url}/changelog",
        publisher=settings.organisation,
        began=datetime(1970, 1, 1, tzinfo=UTC),
        items=[_of_entry(row, settings) for row in entries.rows],
    )
    return await _with_html(feed)


def _of_post(row: PostRow, settings: Settings) -> Item:
    return Item(row.id, row.title, row.body, _link_of_post(row, settings), row.author_name, row.created_at)


def _of_comment(row: CommentRow, link: str) -> Item:
    name = row.author.name if row.author else "Somebody"
    title = f"Official answer by {name}" if row.is_official else f"{name} commented"
    return Item(row.id, title, row.body, f"{link}#comments", name, row.created_at)


def _of_status(row: StatusChangeRow, post: PostRow, link: str) -> Item:
    # A change has no id of its own to show, but nobody makes two at one moment.
    id_ = uuid5(post.id, row.at.isoformat())
    return Item(
        id_, f"“{post.title}” is now {row.status.name}", row.reason, link, row.by.name if row.by else None, row.at
    )


def _of_report(row: ReportRow, link: str) -> Item:
    did = "You said, we did" if row.outcome is Outcome.DONE else "We did not, because"
    return Item(row.id, f"{did}: {row.title}", row.body, link, row.author.name, row.created_at)


def _of_entry(row: ChangelogEntry, settings: Settings) -> Item:
    assert row.published_at is not None  # noqa: S101 - drafts are not listed
    title = f"{row.title} ({row.version})" if row.version else row.title
    link = f"{settings.public_url}/changelog/{row.slug}"
    return Item(row.id, title, row.body, link, row.author.name, row.published_at)


def _link_of_post(row: PostRow, settings: Settings) -> str:
    return f"{settings.public_url}/b/{row.board_slug}/i/{row.slug}"


async def _with_html(feed: Feed) -> Feed:
    """The feed with each text, so far in Markdown, as HTML."""
    texts = await rendered([_beginning(item.html) for item in feed.items])
    return replace(feed, items=_with_texts(feed.items, texts))


def _with_texts(items: Sequence[Item], texts: Sequence[str]) -> list[Item]:
    return [replace(item, html=html) for item, html in zip(items, texts, strict=True)]


def _beginning(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[:MOST_CHARACTERS].rstrip() + " …"
