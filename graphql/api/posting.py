"""What becomes of the words of posts after and besides submitting: edits, privacy, tags, and words said for others."""

from typing import Annotated
from uuid import UUID

import strawberry

from api.context import Info
from api.enums import Channel
from api.errors import Everyday, InvalidInput
from api.fields import FieldValueInput, answers
from api.posts import Post, PostSubmitted, SubmitPostInput, SubmitPostResult
from ideation.actions import edits, privacy, tags
from ideation.actions import posts as verbs
from ideation.actions.edits import Changes
from ideation.errors import InvalidInput as Refused
from ideation.models import Person
from ideation.queries import boards, posts
from ideation.queries.people import find_person


@strawberry.input(description="What a customer said, who they are, and where it was heard.")
class SubmitPostOnBehalfInput:
    post: SubmitPostInput = strawberry.field(description="Their words, without a draft.")
    person_id: UUID | None = strawberry.field(default=None, description="Who said it, where they are known here.")
    email: str | None = strawberry.field(default=None, description="Otherwise their address; who is new joins.")
    name: str | None = strawberry.field(default=None, description="Of somebody who is new.")
    heard_at: str = strawberry.field(description="Where it was heard, such as a call or a fair. Everyone reads it.")
    heard_link: str | None = strawberry.field(default=None, description="Where it can be looked up, by staff only.")
    channel: Channel = Channel.WEB

    async def speaker(self) -> Person | str:
        """Who said it, or the address of somebody who may be new."""
        if self.person_id is not None and self.email is None:
            return await find_person(self.person_id)
        if self.email is not None and self.person_id is None:
            return self.email
        raise Refused("email", "Say who it is by their email or by their personId, and not by both.")


@strawberry.input(description="What of a post is to be otherwise; what is not given stays.")
class EditPostInput:
    title: str | None = None
    body: str | None = None
    category_id: UUID | None = strawberry.field(
        default=strawberry.UNSET, description="Null takes it out of its category."
    )
    fields: list[FieldValueInput] | None = strawberry.field(
        default=None, description="Only these; empty takes it away."
    )
    attachments: list[UUID] | None = strawberry.field(
        default=None, description="All its pictures, old and new, in order."
    )

    @property
    def changes(self) -> Changes:
        changes: Changes = {}
        if self.title is not None:
            changes["title"] = self.title
        if self.body is not None:
            changes["body"] = self.body
        if self.category_id is not strawberry.UNSET:
            changes["category_id"] = self.category_id
        if self.fields is not None:
            changes["fields"] = answers(self.fields)
        if self.attachments is not None:
            changes["attachments"] = self.attachments
        return changes


@strawberry.type(description="The post in its new words.")
class PostEdited:
    post: Post


@strawberry.type(description="The post, between its author and the team now.")
class PostMadePrivate:
    post: Post


@strawberry.type(description="The post, before everyone who reads the board now.")
class PostMadePublic:
    post: Post


@strawberry.type(description="The post with the tag.")
class PostTagged:
    post: Post


@strawberry.type(description="The post without the tag.")
class PostUntagged:
    post: Post


EditPostResult = Annotated[PostEdited | InvalidInput | Everyday, strawberry.union("EditPostResult")]
MakePrivateResult = Annotated[PostMadePrivate | InvalidInput | Everyday, strawberry.union("MakePrivateResult")]
MakePublicResult = Annotated[PostMadePublic | Everyday, strawberry.union("MakePublicResult")]
TagPostResult = Annotated[PostTagged | InvalidInput | Everyday, strawberry.union("TagPostResult")]
UntagPostResult = Annotated[PostUntagged | InvalidInput | Everyday, strawberry.union("UntagPostResult")]


@strawberry.type
class PostingMutation:
    @strawberry.mutation(description="Put on a board what a customer said elsewhere. Staff only.")
    async def submit_post_on_behalf(self, info: Info, input: SubmitPostOnBehalfInput) -> SubmitPostResult:
        person = info.context.person
        board = await boards.find_board(input.post.board, viewer=person)
        post = await verbs.submit_post_on_behalf(
            board,
            of=await input.speaker(),
            name=input.name,
            heard_at=input.heard_at,
            heard_link=input.heard_link,
            by=person,
            **(input.post.words | {"channel": input.channel}),
        )
        return PostSubmitted(post=await Post.read(info, post.id))

    @strawberry.mutation(description="Let a post say it otherwise. Its earlier wordings stay readable.")
    async def edit_post(self, info: Info, post_id: UUID, input: EditPostInput) -> EditPostResult:
        person = info.context.person
        post = await posts.find_post(post_id, viewer=person)
        await edits.edit_post(post, by=person, **input.changes)
        return PostEdited(post=await Post.read(info, post.id))

    @strawberry.mutation(description="Keep a complaint or a question between its author and the team.")
    async def make_post_private(self, info: Info, post_id: UUID) -> MakePrivateResult:
        person = info.context.person
        post = await privacy.make_private(await posts.find_post(post_id, viewer=person), by=person)
        return PostMadePrivate(post=await Post.read(info, post.id))

    @strawberry.mutation(description="Put a private post before everyone who reads the board. Its author only.")
    async def make_post_public(self, info: Info, post_id: UUID) -> MakePublicResult:
        person = info.context.person
        post = await privacy.make_public(await posts.find_post(post_id, viewer=person), by=person)
        return PostMadePublic(post=await Post.read(info, post.id))

    @strawberry.mutation(description="Put a tag on a post. Staff only.")
    async def tag_post(self, info: Info, post_id: UUID, tag: str) -> TagPostResult:
        person = info.context.person
        await tags.tag_post(await posts.find_post(post_id, viewer=person), tag=tag, by=person)
        return PostTagged(post=await Post.read(info, post_id))

    @strawberry.mutation(description="Take a tag off a post. Staff only.")
    async def untag_post(self, info: Info, post_id: UUID, tag: str) -> UntagPostResult:
        person = info.context.person
        await tags.untag_post(await posts.find_post(post_id, viewer=person), tag=tag, by=person)
        return PostUntagged(post=await Post.read(info, post_id))
