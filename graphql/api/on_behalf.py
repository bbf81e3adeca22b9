"""Posts on behalf: what customers said elsewhere, written down by the team."""

from uuid import UUID

import strawberry

from api.context import Info
from api.enums import Channel
from api.posts import Post, PostSubmitted, SubmitPostInput, SubmitPostResult
from ideation.actions import posts as verbs
from ideation.errors import InvalidInput
from ideation.models import Person
from ideation.queries import boards
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
        raise InvalidInput("email", "Say who it is by their email or by their personId, and not by both.")


@strawberry.type
class OnBehalfMutation:
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
