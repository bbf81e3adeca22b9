"""What the sample company consists of, as plain values that know no database."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class SampleMoment:
    """A minute of a day before today, so that the company is alive whenever it is looked at."""

    days_ago: int
    minute: int

    def at(self, now: datetime) -> datetime:
        """The moment itself, seen from `now` and in its time zone."""
        today = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return today - timedelta(days=self.days_ago) + timedelta(minutes=self.minute)


@dataclass(frozen=True)
class SamplePerson:
    """Somebody who writes or answers; the role is customer, agent, product_manager or admin."""

    name: str
    email: str
    role: str
    language: str

    @property
    def is_staff(self) -> bool:
        """Whether this person works for the company."""
        return self.role != "customer"


@dataclass(frozen=True)
class SampleBoard:
    """A place to write to; access is public, members or staff."""

    slug: str
    name: str
    purpose: str
    access: str


@dataclass(frozen=True)
class SampleVote:
    """One person's support, by e-mail address."""

    voter: str
    cast: SampleMoment


@dataclass(frozen=True)
class SampleComment:
    """One comment; official when somebody of the company wrote it."""

    author: str
    body: str
    written: SampleMoment
    official: bool


@dataclass(frozen=True)
class SamplePost:
    """One post, its author by e-mail address, and the theme it was written for, which only tests may see."""

    key: str
    board: str
    kind: str
    channel: str
    theme: str
    title: str
    body: str
    language: str
    author: str
    written: SampleMoment
    status: str
    status_reason: str | None
    status_since: SampleMoment | None
    tags: tuple[str, ...]
    votes: tuple[SampleVote, ...]
    comments: tuple[SampleComment, ...]


@dataclass(frozen=True)
class SampleCompany:
    """Everything the demo fills in; posts run from the oldest to the newest."""

    name: str
    tagline: str
    people: tuple[SamplePerson, ...]
    boards: tuple[SampleBoard, ...]
    tags: tuple[str, ...]
    posts: tuple[SamplePost, ...]
