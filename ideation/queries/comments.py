"""What people added to posts. These take ids of posts and comments that the viewer may read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from asyncpg import Record

from ideation import sql
from ideation.errors import NotFound
from ideation.models import Comment, CommentWording, Person
from ideation.queries.paging import Page, Position, pages
from ideation.queries.people import PersonRow
from ideation.queries.posts import find_post, readable_posts
from ideation.sql import Conditions
from ideation.vocabulary import Role, Standing

MOST_ACCEPTED = 100


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment as one viewer may read it; without words and author, if it was removed and others answered it.

    `answered_id` is the comment that it answers, `via_id` the duplicate that it came with.
    """

    id: UUID
    post_id: UUID
    answered_id: UUID | None
    via_id: UUID | None
    body: str
    is_official: bool
    is_private: bool
    standing: Standing
    created_at: datetime
    edited_at: datetime | None
    pinned_at: datetime | None
    accepted_at: datetime | None
    author: PersonRow | None


async def comments_of(
    viewer: Person | None, post_ids: list[UUID], *, first: int, after: Position | None
) -> dict[UUID, Page[CommentRow]]:
    """The oldest comments of each post that answer no other one, pinned ones first, beginning after a place."""
    threads = _Threads.of_posts(viewer, post_ids)
    threads.conditions.add("comment.parent_id is null")
    return await threads.read(first=first, after=after)


async def count_comments(viewer: Person | None, post_ids: list[UUID]) -> dict[UUID, int]:
    """How many comments of each post answer no other one."""
    threads = _Threads.of_posts(viewer, post_ids)
    threads.conditions.add("comment.parent_id is null")
    return await threads.count()


async def replies_of(
    viewer: Person | None, comment_ids: list[UUID], *, first: int, after: Position | None
) -> dict[UUID, Page[CommentRow]]:
    """The oldest replies to each comment, beginning after a place."""
    return await _Threads.of_comments(viewer, comment_ids, link="parent_id").read(first=first, after=after)


async def count_replies(viewer: Person | None, comment_ids: list[UUID]) -> dict[UUID, int]:
    """How many replies each comment has."""
    return await _Threads.of_comments(viewer, comment_ids, link="parent_id").count()


async def accepted_answers_of(viewer: Person | None, post_ids: list[UUID]) -> dict[UUID, list[CommentRow]]:
    """The accepted answers to each question, the oldest first."""
    threads = _Threads.of_posts(viewer, post_ids)
    threads.conditions.add("comment.accepted_at is not null and comment.standing = 'published'")
    found = await threads.read(first=MOST_ACCEPTED, after=None)
    return {post_id: list(page.rows) for post_id, page in found.items()}


async def read_comments(viewer: Person | None, ids: list[UUID]) -> dict[UUID, CommentRow]:
    """Those of these comments that this viewer may read, by id."""
    found = await _Threads.of_comments(viewer, ids, link="id").read(first=1, after=None)
    return {comment_id: page.rows[0] for comment_id, page in found.items() if page.rows}


async def latest_public_comments(post_ids: list[UUID], *, first: int) -> list[CommentRow]:
    """The latest comments of these posts together that everyone may read who reads the posts, the newest first."""
    return [_row(record) for record in await sql.fetch("latest_public_comments", post_ids, first)]


async def find_comment(comment_id: UUID, *, viewer: Person | None) -> Comment:
    """The comment to act on, with its post and board; refuses with NotFound what the viewer may not read."""
    comment = await Comment.get_or_none(id=comment_id).prefetch_related("post__board")
    if comment is None:
        raise NotFound
    await find_post(comment.post_id, viewer=viewer)
    is_own = viewer is not None and comment.author_id == viewer.id and not comment.is_private
    if not (comment.is_public or is_own or (viewer is not None and viewer.is_staff)):
        raise NotFound
    return comment


async def wordings_of(viewer: Person | None, comment_ids: list[UUID]) -> dict[UUID, list[CommentWording]]:
    """What each comment said before, the oldest first; for its author and the team, empty for others."""
    found: dict[UUID, list[CommentWording]] = {comment_id: [] for comment_id in comment_ids}
    if viewer is not None:
        wordings = CommentWording.filter(comment_id__in=comment_ids)
        if not viewer.is_staff:
            wordings = wordings.filter(comment__author_id=viewer.id, comment__is_private=False)
        for wording in await wordings.order_by("replaced_at", "id"):
            found[wording.comment_id].append(wording)
    return found


class _Threads:
    """The comments that belong to each of some posts or comments, as far as this viewer may read them."""

    def __init__(self, viewer: Person | None, conditions: Conditions, owners: list[UUID], **places: str) -> None:
        """The first parameter of `conditions` is who is looking."""
        self.conditions, self._owners = conditions, owners
        sees_all = conditions.given(viewer is not None and viewer.is_staff)
        self._places = places | {"owners": conditions.given(owners)}
        self._masked = (
            f"(comment.standing = 'rejected' and not {sees_all} and comment.author_id is distinct from $1::uuid)"
        )
        conditions.add(
            f"({sees_all} or not comment.is_private"
            f" and (comment.standing = 'published' or comment.author_id = $1::uuid or {_WAS_ANSWERED}))"
        )

    @classmethod
    def of_posts(cls, viewer: Person | None, post_ids: list[UUID]) -> "_Threads":
        """Comments on posts and on their duplicates."""
        readable, conditions = readable_posts(viewer), Conditions()
        conditions.parameters = readable.parameters
        threads = sql.statement("threads_of_post", readable=readable.sql)
        return cls(viewer, conditions, post_ids, threads=threads, link="post_id")

    @classmethod
    def of_comments(cls, viewer: Person | None, comment_ids: list[UUID], *, link: str) -> "_Threads":
        """Comments on posts that this viewer may read, whose `link` is one of these ids."""
        readable, conditions = readable_posts(viewer), Conditions()
        conditions.parameters = readable.parameters
        conditions.add(
            "exists (select from post join board on board.id = post.board_id"
            f" where post.id = comment.post_id and {readable.sql})"
        )
        return cls(viewer, conditions, comment_ids, threads="select owner.id", link=link)

    async def read(self, *, first: int, after: Position | None) -> dict[UUID, Page[CommentRow]]:
        given = self.conditions.given
        places = self._places | {
            "place": _PLACE,
            "masked": self._masked,
            "first": given(first + 1),
            "after_place": given(after.value if after else None),
            "after_id": given(after.id if after else None),
        }
        records = await sql.fetch("comments", *self.conditions.parameters, **places, where=self.conditions.sql)
        return pages(records, self._owners, first, row=_row, at=lambda record: Position(record["place"], record["id"]))

    async def count(self) -> dict[UUID, int]:
        records = await sql.fetch(
            "count_comments", *self.conditions.parameters, **self._places, where=self.conditions.sql
        )
        return {record["parent_id"]: record["count"] for record in records}


_PLACE = "comment.created_at - case when comment.pinned_at is null then interval '0' else interval '1000 years' end"
_WAS_ANSWERED = """
    comment.standing = 'rejected' and exists (
        select from comment as reply
        where reply.parent_id = comment.id and reply.standing = 'published' and not reply.is_private)
"""


def _row(record: Record) -> CommentRow:
    plain = {name: record[name] for name in _PLAIN}
    return CommentRow(**plain, standing=Standing(record["standing"]), author=_author(record))


_PLAIN = tuple(name for name in CommentRow.__slots__ if name not in ("standing", "author"))


def _author(record: Record) -> PersonRow | None:
    if record["author_id"] is None:
        return None
    return PersonRow(record["author_id"], record["author_name"], Role(record["author_role"]))
