"""What a run achieved, in plain numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

from topics.documents import Level, Previous, State, TopicMap


@dataclass(frozen=True, slots=True)
class LevelReport:
    """One level of a run: `sizes` are documents per topic, largest first, `share` the part that has a topic.

    Compared with the last run, so many topics were `kept`, are `new` and are `gone` (split up or merged).
    """

    topics: int
    share: float
    unsorted: int
    sizes: tuple[int, ...]
    kept: int
    new: int
    gone: int


@dataclass(frozen=True, slots=True)
class RunReport:
    """A whole run: documents in, what became of them at both levels, and the seconds of each stage."""

    state: State
    documents: int
    embedded: int
    themes: LevelReport
    sub_themes: LevelReport
    seconds: Mapping[str, float]


def report(found: TopicMap, previous: Previous | None = None) -> RunReport:
    """Sums up a run, against the assignment that it was given of the last one."""
    before = previous or Previous({}, {})
    return RunReport(
        state=found.state,
        documents=found.documents,
        embedded=len(found.embedded),
        themes=_level(found, Level.THEME, before.themes),
        sub_themes=_level(found, Level.SUB_THEME, before.sub_themes),
        seconds=found.seconds,
    )


def _level(found: TopicMap, level: Level, before: Mapping[str, str]) -> LevelReport:
    topics = [topic for topic in found.topics if topic.level is level]
    sorted_documents = sum(topic.size for topic in topics)
    kept = sum(topic.previous is not None for topic in topics)
    return LevelReport(
        topics=len(topics),
        share=sorted_documents / found.documents if found.documents else 0.0,
        unsorted=found.documents - sorted_documents,
        sizes=tuple(sorted((topic.size for topic in topics), reverse=True)),
        kept=kept,
        new=len(topics) - kept,
        gone=len(set(before.values())) - kept,
    )
