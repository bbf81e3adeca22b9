"""Telling everyone concerned, such as all behind a post, each once, with the words of theirs that it answers."""

from uuid import UUID

from ideation import sql
from ideation.models import Event
from ideation.queries.reports import About, audience_of
from ideation.vocabulary import NotificationKind, Template

MOST_OF_A_TITLE = 120  # characters; a notification's own title has at most 300


async def tell(
    event: Event,
    *,
    about: About,
    id: UUID,
    but: UUID | None,
    kind: NotificationKind,
    template: Template,
    title: str,
    body: str,
    report_id: UUID | None = None,
    readers_of: UUID | None = None,
) -> None:
    """Notify everyone behind the post or the theme `but` the person who acted, and write a mail to who has an address.

    Nobody is told of one event twice, and only those who read the board `readers_of`, if there is one.
    """
    audience = audience_of(about, "$1")
    await tell_all(
        audience,
        event,
        id=id,
        but=but,
        kind=kind,
        template=template,
        title=title,
        body=body,
        report_id=report_id,
        readers_of=readers_of,
    )


async def tell_all(
    audience: str,
    event: Event,
    *,
    id: UUID,
    but: UUID | None,
    kind: NotificationKind,
    template: Template | None,
    title: str,
    body: str,
    report_id: UUID | None = None,
    readers_of: UUID | None = None,
) -> None:
    """Notify whom a statement of ours answers with, given `id` as $1, `but` as $2 and the event as $3.

    Without a template nobody gets a mail.
    """
    given = (id, but, event.id, kind, title, body, report_id, template, readers_of)
    await sql.fetch("tell_audience", *given, audience=audience)


def shortened(title: str) -> str:
    """The title of a post as it fits into the title of a notification, twice if need be."""
    return title if len(title) <= MOST_OF_A_TITLE else title[: MOST_OF_A_TITLE - 1] + "…"
