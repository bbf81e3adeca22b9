"""People: who they are to others, who is looking, signing in and out."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Self
from uuid import UUID

import strawberry

from api.context import Info
from api.enums import Role
from api.errors import CodeRefused, InvalidInput, TooManyAttempts
from api.notifications import Notification
from api.pages import Connection, connection, page_size, read_cursor
from ideation import models, policy
from ideation.actions import people
from ideation.queries import notifications
from ideation.queries.drafts import drafts_of
from ideation.queries.people import PersonRow

if TYPE_CHECKING:
    from api.drafts import Draft


@strawberry.type(description="Somebody, as everyone may know them.")
class Person:
    id: UUID
    name: str
    is_staff: bool

    @classmethod
    def of(cls, row: models.Person | PersonRow) -> Self:
        return cls(id=row.id, name=row.name, is_staff=row.role.is_staff)

    @strawberry.field(description="How many of their answers to questions of others were accepted.")
    async def accepted_answers(self, info: Info) -> int:
        return await info.context.loaders.accepted_answers.load(self.id)


@strawberry.type(description="Who is looking, with what only they may know.")
class Viewer:
    person: Person
    email: str
    role: Role
    language: str
    is_staff: bool
    may_manage: bool = strawberry.field(description="Whether they may change statuses, name themes and report back.")
    row: strawberry.Private[models.Person]

    @classmethod
    def of(cls, row: models.Person) -> Self:
        return cls(
            person=Person.of(row),
            email=row.email or "",
            role=row.role,
            language=row.language,
            is_staff=row.is_staff,
            may_manage=policy.may_decide(row),
            row=row,
        )

    @strawberry.field(description="What they have begun to write, the latest first.")
    async def drafts(self) -> list[Annotated["Draft", strawberry.lazy("api.drafts")]]:
        from api.drafts import Draft

        return [Draft.of(row) for row in await drafts_of(self.row)]

    @strawberry.field(description="How many notifications they have not read.")
    async def unread_count(self) -> int:
        return await notifications.count_notifications(self.row, unread=True)

    @strawberry.field(description="What they heard from us, the newest first.")
    async def notifications(
        self, unread: bool = False, first: int = 20, after: str | None = None
    ) -> Connection[Notification]:
        position = read_cursor(after, datetime)
        page = await notifications.list_notifications(self.row, unread=unread, first=page_size(first), after=position)
        return connection(page, Notification.of, lambda: notifications.count_notifications(self.row, unread=unread))


@strawberry.type
class PersonQuery:
    @strawberry.field(description="Who is looking; null when nobody is signed in.")
    async def viewer(self, info: Info) -> Viewer | None:
        return Viewer.of(info.context.viewer) if info.context.viewer else None


@strawberry.type(description="A code is on its way to the address, if it can receive mail.")
class SignInCodeSent:
    email: str


@strawberry.type(description="Somebody is signed in; their browser holds a session cookie.")
class SignedIn:
    viewer: Viewer


@strawberry.type(description="Nobody is signed in any more.")
class SignedOut:
    signed_out_at: datetime


RequestSignInCodeResult = Annotated[
    SignInCodeSent | InvalidInput | TooManyAttempts, strawberry.union("RequestSignInCodeResult")
]
SignInResult = Annotated[SignedIn | CodeRefused | InvalidInput | TooManyAttempts, strawberry.union("SignInResult")]


@strawberry.type
class PersonMutation:
    @strawberry.mutation(description="Mail a sign-in code, whether or not the address is known here.")
    async def request_sign_in_code(self, email: str) -> RequestSignInCodeResult:
        return SignInCodeSent(email=await people.request_sign_in_code(email))

    @strawberry.mutation(description="Exchange a mailed code for a session. Whoever is new joins as a customer.")
    async def sign_in(self, info: Info, email: str, code: str, name: str | None = None) -> SignInResult:
        person, token = await people.sign_in(email, code=code, name=name)
        info.context.session.begin(token)
        info.context.look_as(person)
        return SignedIn(viewer=Viewer.of(person))

    @strawberry.mutation(description="End the session of this browser.")
    async def sign_out(self, info: Info) -> SignedOut:
        if info.context.session.token:
            await people.sign_out(info.context.session.token)
        info.context.session.end()
        info.context.look_as(None)
        return SignedOut(signed_out_at=datetime.now(UTC))
