"""Moderation: what waits for the team, what people flagged, and who may not take part."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

import strawberry

from api.boards import Board
from api.comments import Comment
from api.context import Info
from api.enums import FlagReason, Kind
from api.errors import Everyday, InvalidInput
from api.pages import Connection, connection, page_size, read_cursor
from api.people import Person
from api.posts import Post
from ideation import models
from ideation.actions import moderation as verbs
from ideation.queries import boards, moderation
from ideation.queries.contents import find_content
from ideation.queries.moderation import WaitingRow
from ideation.queries.people import find_person


@strawberry.type(description="One person's word that a post or a comment should not be there.")
class Flag:
    person: Person
    reason: FlagReason
    words: str
    created_at: datetime

    @classmethod
    def of(cls, row: models.Flag) -> Self:
        return cls(person=Person.of(row.person), reason=row.reason, words=row.words, created_at=row.created_at)


@strawberry.type(description="A post, or a comment on it, that the team has to look at.")
class Waiting:
    is_held: bool = strawberry.field(description="Whether it waits for approval; otherwise it was flagged.")
    since: datetime
    id: strawberry.Private[UUID]
    post_id: strawberry.Private[UUID]
    comment_id: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, row: WaitingRow) -> Self:
        return cls(id=row.id, post_id=row.post_id, comment_id=row.comment_id, is_held=row.is_held, since=row.since)

    @strawberry.field(description="The post that it is, or that the comment is on.")
    async def post(self, info: Info) -> Post | None:
        row = await info.context.loaders.posts.load(self.post_id)
        return Post.of(row) if row else None

    @strawberry.field(description="The comment that it is; null when it is the post.")
    async def comment(self, info: Info) -> Comment | None:
        row = await info.context.loaders.comment.load(self.comment_id) if self.comment_id else None
        return Comment.of(row) if row else None

    @strawberry.field(description="Who flagged it and why, the first of them first; not those that were settled.")
    async def flags(self, info: Info) -> list[Flag]:
        return [Flag.of(row) for row in await info.context.loaders.flags.load(self.id)]


@strawberry.type(description="Somebody who may read and do nothing else.")
class BlockedPerson:
    person: Person
    reason: str = strawberry.field(description="For the team.")
    blocked_at: datetime | None

    @classmethod
    def of(cls, row: models.Person) -> Self:
        return cls(person=Person.of(row), reason=row.blocked_reason or "", blocked_at=row.blocked_at)


@strawberry.type
class ModerationQuery:
    @strawberry.field(
        description="The posts and comments that wait for approval or were flagged, the longest waiting first; of one "
        "board, and on posts of one kind, if these are named. Staff only: empty for others."
    )
    async def moderation_queue(
        self, info: Info, board: str | None = None, kind: Kind | None = None, first: int = 20, after: str | None = None
    ) -> Connection[Waiting]:
        viewer, position = info.context.viewer, read_cursor(after, datetime)
        page = await moderation.moderation_queue(viewer, board=board, kind=kind, first=page_size(first), after=position)
        return connection(page, Waiting.of, lambda: moderation.count_waiting(viewer, board=board, kind=kind))

    @strawberry.field(description="Who may not take part, the latest first. Staff only: empty for others.")
    async def blocked_people(self, info: Info, first: int = 20, after: str | None = None) -> Connection[BlockedPerson]:
        viewer, position = info.context.viewer, read_cursor(after, datetime)
        page = await moderation.blocked_people(viewer, first=page_size(first), after=position)
        return connection(page, BlockedPerson.of, lambda: moderation.count_blocked(viewer))


@strawberry.type(description="The board with what waits there from now on.")
class ModerationSet:
    board: Board


@strawberry.type(description="The team will look at it.")
class ContentFlagged:
    flagged_at: datetime


@strawberry.type(description="It is before the public, and its flags are settled.")
class ContentApproved:
    post: Post
    comment: Comment | None


@strawberry.type(description="Nobody but its author and staff reads it any more.")
class ContentRejected:
    post: Post
    comment: Comment | None


@strawberry.type(description="Somebody who may read and do nothing else now.")
class PersonBlocked:
    blocked: BlockedPerson


@strawberry.type(description="Somebody who may take part again.")
class PersonUnblocked:
    person: Person


SetModerationResult = Annotated[ModerationSet | Everyday, strawberry.union("SetModerationResult")]
FlagResult = Annotated[ContentFlagged | InvalidInput | Everyday, strawberry.union("FlagResult")]
ApproveResult = Annotated[ContentApproved | InvalidInput | Everyday, strawberry.union("ApproveResult")]
RejectResult = Annotated[ContentRejected | InvalidInput | Everyday, strawberry.union("RejectResult")]
BlockPersonResult = Annotated[PersonBlocked | InvalidInput | Everyday, strawberry.union("BlockPersonResult")]
UnblockPersonResult = Annotated[PersonUnblocked | Everyday, strawberry.union("UnblockPersonResult")]


@strawberry.type
class ModerationMutation:
    @strawberry.mutation(
        description="Say which kinds of customers' posts on a board, and whether their comments, wait for approval. "
        "Administrators only."
    )
    async def set_moderation(self, info: Info, board: str, kinds: list[Kind], comments: bool) -> SetModerationResult:
        person = info.context.person
        row = await boards.find_board(board, viewer=person)
        return ModerationSet(board=Board.of(await verbs.set_moderation(row, kinds=kinds, comments=comments, by=person)))

    @strawberry.mutation(description="Tell the team that a post or a comment should not be there. Once is enough.")
    async def flag(
        self,
        info: Info,
        reason: FlagReason,
        words: str = "",
        post_id: UUID | None = None,
        comment_id: UUID | None = None,
    ) -> FlagResult:
        person = info.context.person
        content = await find_content(post_id, comment_id, viewer=person)
        return ContentFlagged(flagged_at=await verbs.flag(content, reason=reason, words=words, by=person))

    @strawberry.mutation(description="Publish what waits, or keep what was flagged. Staff only.")
    async def approve(self, info: Info, post_id: UUID | None = None, comment_id: UUID | None = None) -> ApproveResult:
        person = info.context.person
        content = await find_content(post_id, comment_id, viewer=person)
        await verbs.approve(content, by=person)
        post, comment = await _read(info, content)
        return ContentApproved(post=post, comment=comment)

    @strawberry.mutation(description="Turn down what waits, or take it out; its author hears why. Staff only.")
    async def reject(
        self, info: Info, reason: str, post_id: UUID | None = None, comment_id: UUID | None = None
    ) -> RejectResult:
        person = info.context.person
        content = await find_content(post_id, comment_id, viewer=person)
        await verbs.reject(content, reason=reason, by=person)
        post, comment = await _read(info, content)
        return ContentRejected(post=post, comment=comment)

    @strawberry.mutation(description="Let somebody read and nothing else. Staff only; of staff, administrators only.")
    async def block_person(self, info: Info, person_id: UUID, reason: str) -> BlockPersonResult:
        by = info.context.person
        blocked = await verbs.block_person(await find_person(person_id), reason=reason, by=by)
        return PersonBlocked(blocked=BlockedPerson.of(blocked))

    @strawberry.mutation(description="Let somebody take part again. Staff only; of staff, administrators only.")
    async def unblock_person(self, info: Info, person_id: UUID) -> UnblockPersonResult:
        by = info.context.person
        return PersonUnblocked(person=Person.of(await verbs.unblock_person(await find_person(person_id), by=by)))


async def _read(info: Info, content: models.Post | models.Comment) -> tuple[Post, Comment | None]:
    """The post, and the comment if it is one, as they are now."""
    if isinstance(content, models.Comment):
        return await Post.read(info, content.post_id), await Comment.read(info, content.id)
    return await Post.read(info, content.id), None
