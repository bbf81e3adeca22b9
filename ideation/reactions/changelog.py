"""What follows when something new was announced."""

from ideation.events import EntryPublished
from ideation.models import ChangelogEntry, Event
from ideation.queries.reports import About
from ideation.reactions import audiences
from ideation.vocabulary import NotificationKind, Template


async def tell_of_entry(fact: EntryPublished, event: Event) -> None:
    """Everyone behind the posts and themes that it answers hears of it once, unless they may not read it."""
    entry = await ChangelogEntry.get_or_none(id=fact.entry_id).prefetch_related("entry_posts", "entry_themes")
    if entry is None:
        return
    answered = [(About.POST, link.post_id) for link in entry.entry_posts]
    answered += [(About.THEME, link.theme_id) for link in entry.entry_themes]
    for about, answered_id in answered:
        await audiences.tell(
            event,
            about=about,
            id=answered_id,
            but=event.by_id,
            kind=NotificationKind.ANNOUNCED,
            template=Template.ANNOUNCED,
            title=entry.title,
            body=entry.body,
            readers_of=entry.board_id,
        )
