"""Comments set apart: the team's own pinned, answers to questions accepted."""

from typing import Annotated
from uuid import UUID

import strawberry

from api.comments import Comment
from api.context import Info
from api.errors import Everyday, InvalidInput
from ideation.actions import answers
from ideation.queries.comments import find_comment


@strawberry.type(description="The comment, shown before all others.")
class CommentPinned:
    comment: Comment


@strawberry.type(description="The comment at the place where it was written.")
class CommentUnpinned:
    comment: Comment


@strawberry.type(description="The comment, as an accepted answer to the question.")
class AnswerAccepted:
    comment: Comment


@strawberry.type(description="The comment, as one among the others.")
class AnswerUnaccepted:
    comment: Comment


PinCommentResult = Annotated[CommentPinned | InvalidInput | Everyday, strawberry.union("PinCommentResult")]
UnpinCommentResult = Annotated[CommentUnpinned | Everyday, strawberry.union("UnpinCommentResult")]
AcceptAnswerResult = Annotated[AnswerAccepted | InvalidInput | Everyday, strawberry.union("AcceptAnswerResult")]
UnacceptAnswerResult = Annotated[AnswerUnaccepted | InvalidInput | Everyday, strawberry.union("UnacceptAnswerResult")]


@strawberry.type
class AnswerMutation:
    @strawberry.mutation(description="Show an official comment before all others. Staff only.")
    async def pin_comment(self, info: Info, comment_id: UUID) -> PinCommentResult:
        person = info.context.person
        comment = await find_comment(comment_id, viewer=person)
        await answers.pin_comment(comment, by=person)
        return CommentPinned(comment=await Comment.read(info, comment_id))

    @strawberry.mutation(description="Show a comment at its own place again. Staff only.")
    async def unpin_comment(self, info: Info, comment_id: UUID) -> UnpinCommentResult:
        person = info.context.person
        comment = await find_comment(comment_id, viewer=person)
        await answers.unpin_comment(comment, by=person)
        return CommentUnpinned(comment=await Comment.read(info, comment_id))

    @strawberry.mutation(
        description="Accept an answer to a question, of which there may be several. By who asked it, and staff."
    )
    async def accept_answer(self, info: Info, comment_id: UUID) -> AcceptAnswerResult:
        person = info.context.person
        comment = await find_comment(comment_id, viewer=person)
        await answers.accept_answer(comment, by=person)
        return AnswerAccepted(comment=await Comment.read(info, comment_id))

    @strawberry.mutation(description="Say that a comment does not answer the question after all.")
    async def unaccept_answer(self, info: Info, comment_id: UUID) -> UnacceptAnswerResult:
        person = info.context.person
        comment = await find_comment(comment_id, viewer=person)
        await answers.unaccept_answer(comment, by=person)
        return AnswerUnaccepted(comment=await Comment.read(info, comment_id))
