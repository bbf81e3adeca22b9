"""Telling everyone behind a post or a theme, each once, with the words of theirs that it answers."""

from uuid import UUID

from ideation import sql
from ideation.models import Event
from ideation.queries.reports import About, audience_of
from ideation.vocabulary import NotificationKind, Template


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
    given = (id, but, event.id, kind, title, body, report_id, template, readers_of)
    await sql.fetch("tell_audience", *given, audience=audience)
