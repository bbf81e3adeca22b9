"""What people added to posts. These take ids of posts that the viewer may read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from asyncpg import Record

from ideation import sql
from ideation.models import Comment, Person
from ideation.queries.paging import Page, Position, pages
from ideation.queries.people import PersonRow
from ideation.vocabulary import Role


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment and who wrote it."""

    id: UUID
    body: str
    is_official: bool
    created_at: datetime
    author: PersonRow


async def comments_of(
    viewer: Person | None, post_ids: list[UUID], *, first: int, after: Position | None
) -> dict[UUID, Page[CommentRow]]:
    """The oldest comments of each post that this viewer may read, beginning after a place."""
    value, id_ = (after.value, after.id) if after else (None, None)
    sees_all, person_id = (viewer.is_staff, viewer.id) if viewer else (False, None)
    records = await sql.fetch("comments_of_posts", post_ids, first + 1, value, id_, sees_all, person_id)
    return pages(records, post_ids, first, row=_row, at=lambda record: Position(record["created_at"], record["id"]))


async def latest_public_comments(post_ids: list[UUID], *, first: int) -> list[CommentRow]:
    """The latest comments of these posts together that everyone may read who reads the posts, the newest first."""
    return [_row(record) for record in await sql.fetch("latest_public_comments", post_ids, first)]


async def read_comment(comment_id: UUID) -> CommentRow:
    """A comment that was written just now, for whoever wrote it."""
    return (await read_comments([comment_id]))[comment_id]


async def read_comments(comment_ids: list[UUID]) -> dict[UUID, CommentRow]:
    """Comments by their ids, for whoever was found to be a reader of them."""
    comments = await Comment.filter(id__in=comment_ids).select_related("author")
    return {comment.id: _row_of(comment) for comment in comments}


def _row_of(comment: Comment) -> CommentRow:
    author = PersonRow(comment.author.id, comment.author.name, comment.author.role)
    return CommentRow(comment.id, comment.body, comment.is_official, comment.created_at, author)


def _row(record: Record) -> CommentRow:
    return CommentRow(
        id=record["id"],
        body=record["body"],
        is_official=record["is_official"],
        created_at=record["created_at"],
        author=PersonRow(record["author_id"], record["author_name"], Role(record["author_role"])),
    )
