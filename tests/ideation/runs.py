"""Themes runs by hand: what an engine would have found, in a line."""

from hashlib import sha256
from uuid import UUID, uuid4

from ideation.actions.themes import FoundTheme, FoundThemes, Placement, begin_run, complete_run
from ideation.models import Segment, TopicRun


async def divide(post, *sentences) -> list[Segment]:
    """The sentences of a post, stored."""
    return [
        await Segment.create(post=post, position=position, text=text, digest=sha256(text.encode()).hexdigest())
        for position, text in enumerate(sentences)
    ]


def found(name, *, continues: UUID | None = None, under: UUID | None = None) -> FoundTheme:
    """A theme that a run found: new, or continuing another; `under` a parent it is a sub-theme."""
    return FoundTheme(
        id=continues or uuid4(),
        is_new=continues is None,
        level=2 if under else 1,
        parent_id=under,
        name=name,
        words=name.lower().split(),
        centroid=b"\0" * 8,
    )


def placed(segment, theme=None, *, subtheme=None, similarity=0.5) -> Placement:
    """Where a run put a sentence; without a theme it fits nothing."""
    return Placement(
        segment_id=segment.id,
        theme_id=theme.id if theme else None,
        subtheme_id=subtheme.id if subtheme else None,
        similarity=similarity if theme else None,
        confidence=0.9 if theme else None,
        x=0.1,
        y=-0.1,
    )


async def look(themes, placements, **figures) -> TopicRun:
    """A whole run: begun and completed with what it found."""
    run = await begin_run()
    await complete_run(run, FoundThemes(themes=themes, placements=placements, figures=figures))
    return await TopicRun.get(id=run.id)
