"""Saying it in other words, and keeping the earlier ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypedDict, Unpack
from uuid import UUID

from ideation.actions.attachments import attach
from ideation.actions.fields import checked_values
from ideation.actions.posts import body_of, category_on, title_of
from ideation.errors import NotAllowed
from ideation.events import PostEdited
from ideation.ledger import record, verb
from ideation.models import Attachment, Board, Category, Person, Post, PostEdit, PostField, Segment
from ideation.policy import may_edit, waits_for_approval
from ideation.queries.details import field_values_of
from ideation.vocabulary import Standing


class Changes(TypedDict, total=False):
    """What of a post is to be otherwise. Fields that are not named stay; an empty one is taken away."""

    title: str
    body: str
    category_id: UUID | None
    fields: Mapping[UUID, str]
    attachments: Sequence[UUID]


@dataclass(frozen=True)
class _Wording:
    """All that a post says at one time."""

    title: str
    body: str
    category: str | None
    values: list[tuple[str, str]]


@verb
async def edit_post(post: Post, *, by: Person, **changes: Unpack[Changes]) -> Post:
    """Let a post say it otherwise; whoever reads it reads its earlier wordings too. No change leaves no trace."""
    if not may_edit(by, post):
        raise NotAllowed
    post = await Post.select_for_update(no_key=True).get(id=post.id)
    if post.standing is Standing.PUBLISHED and waits_for_approval(by, await Board.get(id=post.board_id), post.kind):
        raise NotAllowed(
            "The team reads posts here before they appear, so this one can no longer be changed. "
            "Add what is missing in a comment."
        )
    before, pictures_before = await _wording(post), await _pictures(post)
    await _apply(post, changes, by)
    after, pictures = await _wording(post), await _pictures(post)
    if (after, pictures) == (before, pictures_before):
        return post
    if after != before:
        await PostEdit.create(post=post, editor=by, **vars(before))
    if (after.title, after.body) != (before.title, before.body):
        # What the post no longer says is quoted to nobody; the next themes run reads what it says now.
        await Segment.filter(post_id=post.id).delete()
        post.segmented_at = None
    post.edited_at = datetime.now(UTC)
    await post.save(update_fields=["title", "body", "category_id", "edited_at", "segmented_at"])
    await record(PostEdited(post_id=post.id, board_id=post.board_id), by=by)
    return post


async def _apply(post: Post, changes: Changes, by: Person) -> None:
    if "title" in changes:
        post.title = title_of(changes["title"])
    if "body" in changes:
        post.body = body_of(changes["body"])
    if "category_id" in changes:
        post.category = await category_on(post.board_id, changes["category_id"])
    if "fields" in changes:
        values = await checked_values(post.board_id, changes["fields"], is_new=False)
        await PostField.filter(post_id=post.id, field_id__in=list(values)).delete()
        await PostField.bulk_create(
            PostField(post=post, field_id=field_id, value=value) for field_id, value in values.items() if value
        )
    if "attachments" in changes:
        await attach(changes["attachments"], post=post, by=by)


async def _wording(post: Post) -> _Wording:
    category = await Category.get(id=post.category_id) if post.category_id else None
    values = (await field_values_of([post.id])).get(post.id, [])
    return _Wording(
        post.title, post.body, category.name if category else None, [(row.name, row.value) for row in values]
    )


async def _pictures(post: Post) -> list[UUID]:
    found = Attachment.filter(post_id=post.id).order_by("position", "id")
    return [attachment.id for attachment in await found]
