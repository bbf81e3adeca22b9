"""Guests: posting without signing in, with an email to confirm."""

from typing import Annotated
from uuid import UUID

import strawberry

from api.context import Info
from api.enums import Kind
from api.errors import Blocked, ConfirmationRefused, InvalidInput, NotFound, NotSignedIn, TooManyAttempts
from api.fields import FieldValueInput, answers
from api.posts import Post
from ideation.actions import guests as verbs
from ideation.queries import boards


@strawberry.input(description="What a visitor has to say.")
class GuestPostInput:
    board: str = strawberry.field(description="The slug of a board that takes posts of guests.")
    kind: Kind
    title: str = strawberry.field(description="It in one sentence.")
    body: str = ""
    language: str = strawberry.field(default="en", description="Its code.")
    category_id: UUID | None = None
    fields: list[FieldValueInput] = strawberry.field(default_factory=list, description="What the board asks besides.")
    is_private: bool = strawberry.field(
        default=False, description="Complaints and questions: for the team's eyes only."
    )
    page: str | None = strawberry.field(default=None, description="Where the author is; for them and staff.")
    app_version: str | None = strawberry.field(default=None, description="What they use; for them and staff.")


@strawberry.type(
    description="A link is on its way to the address, if it can receive mail; nobody sees the post before."
)
class ConfirmationSent:
    email: str


@strawberry.type(description="The post is published under the name of who uses the address.")
class PostConfirmed:
    post: Post


SubmitPostAsGuestResult = Annotated[
    ConfirmationSent | InvalidInput | TooManyAttempts | NotSignedIn | NotFound | Blocked,
    strawberry.union("SubmitPostAsGuestResult"),
]
ConfirmPostResult = Annotated[
    PostConfirmed | ConfirmationRefused | TooManyAttempts | Blocked, strawberry.union("ConfirmPostResult")
]


@strawberry.type
class GuestMutation:
    @strawberry.mutation(description="Post without signing in, where the board takes it. A mail asks to confirm it.")
    async def submit_post_as_guest(
        self, input: GuestPostInput, email: str, name: str | None = None
    ) -> SubmitPostAsGuestResult:
        given = vars(input) | {"fields": answers(input.fields)}
        board = await boards.find_board(given.pop("board"), viewer=None)
        return ConfirmationSent(email=await verbs.submit_post_as_guest(board, email=email, name=name, **given))

    @strawberry.mutation(description="Publish a guest's post by the token in the mail. Whoever is new joins.")
    async def confirm_post(self, info: Info, token: str) -> ConfirmPostResult:
        post = await verbs.confirm_post(token)
        info.context.look_as(post.author)
        return PostConfirmed(post=await Post.read(info, post.id))
