"""Puts the sample company together: what is written in the files, and by chance what is not."""

import csv
import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterable
from importlib import resources
from random import Random

from server.sample.company import (
    SampleBoard,
    SampleComment,
    SampleCompany,
    SampleMoment,
    SamplePerson,
    SamplePost,
    SampleVote,
)
from server.sample.written import WrittenComment, WrittenPost, written_posts

EARLIEST, USUAL, LATEST = 6 * 60, 19 * 60, 22 * 60
"""Minutes of the day: people write from six in the morning to ten at night, most of them in the evening."""

USUAL_DAYS_TO_A_VOTE = 20
MOST_UNWRITTEN_VOTES = 6


def sample_company(seed: int = 1) -> SampleCompany:
    """The same company for the same seed: who wrote and voted unnamed, and the minutes, are drawn from it."""
    folder = resources.files(__package__)
    about = tomllib.loads(folder.joinpath("company.toml").read_text(encoding="utf-8"))
    rows = csv.DictReader(folder.joinpath("people.csv").read_text(encoding="utf-8").splitlines())
    people = tuple(SamplePerson(**row) for row in rows)
    written = written_posts()
    crowd = _Crowd(people, written, _chance(seed, "crowd"))
    posts = [_finish_post(post, crowd, seed) for post in written]
    return SampleCompany(
        name=about["name"],
        tagline=about["tagline"],
        people=people,
        boards=tuple(SampleBoard(**board) for board in about["boards"]),
        tags=tuple(about["tags"]),
        posts=tuple(sorted(posts, key=lambda post: (-post.written.days_ago, post.written.minute, post.key))),
    )


class _Crowd:
    """Finds the people whom a file names, and draws the others.

    Whoever a file names is drawn nowhere, so that nobody contradicts their own story.
    """

    def __init__(self, people: Iterable[SamplePerson], posts: Iterable[WrittenPost], random: Random) -> None:
        self.staff = [person for person in people if person.is_staff]
        self.customers = [person for person in people if not person.is_staff]
        self._by_name = {person.name: person for person in people}
        self._by_name |= {person.name.split()[0]: person for person in self.staff}
        named = {post.author for post in posts} | {reply.author for post in posts for reply in post.comments}
        self._unnamed = [person for person in self.customers if person.name not in named]
        random.shuffle(self._unnamed)

    def named(self, name: str) -> SamplePerson:
        """The person of this name, or of this first name among the staff."""
        if name not in self._by_name:
            raise ValueError(f"“{name}” writes in the themes and is missing in people.csv.")
        return self._by_name[name]

    def draw(self, language: str, random: Random, *, other_than: Collection[str] = ()) -> SamplePerson:
        """A customer of this language, a few of whom write much and most of whom little."""
        speakers = [person for person in self._unnamed if person.language == language]
        weights = [0 if person.email in other_than else 1 / (rank + 20) for rank, person in enumerate(speakers)]
        return random.choices(speakers, weights)[0]


def _finish_post(post: WrittenPost, crowd: _Crowd, seed: int) -> SamplePost:
    key = _key(post)
    random = _chance(seed, key)
    author = crowd.named(post.author) if post.author else crowd.draw(post.language, random)
    written = _draw_moment(post.days_ago, random)
    comments = _finish_comments(post, author, written, crowd, random)
    return SamplePost(
        key=key,
        board=post.board,
        kind=post.kind,
        channel=post.channel,
        theme=post.theme,
        title=post.title,
        body=post.body,
        language=post.language,
        author=author.email,
        written=written,
        status=post.status,
        status_reason=post.status_reason,
        status_since=_status_since(post, written, comments, random),
        tags=post.tags,
        votes=_draw_votes(post, author, written, crowd, random),
        comments=comments,
    )


def _chance(seed: int, about: str) -> Random:
    """Each post draws for itself, so that editing one changes no other."""
    return Random(f"{seed} {about}")  # noqa: S311  # nothing here is a secret


def _key(post: WrittenPost) -> str:
    """The theme is left out: a key is shown in addresses and exports."""
    letters = unicodedata.normalize("NFKD", post.title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def _finish_comments(
    post: WrittenPost, author: SamplePerson, latest: SampleMoment, crowd: _Crowd, random: Random
) -> tuple[SampleComment, ...]:
    comments: list[SampleComment] = []
    heard = {author.email}
    for comment in post.comments:
        person = _commenter(comment, author, crowd) or crowd.draw(post.language, random, other_than=heard)
        heard.add(person.email)
        latest = _draw_moment(comment.days_ago, random, after=latest)
        comments.append(SampleComment(person.email, comment.body, latest, official=person.is_staff))
    return tuple(comments)


def _commenter(comment: WrittenComment, author: SamplePerson, crowd: _Crowd) -> SamplePerson | None:
    if comment.author == "author":
        return author
    return crowd.named(comment.author) if comment.author else None


def _status_since(
    post: WrittenPost, written: SampleMoment, comments: Iterable[SampleComment], random: Random
) -> SampleMoment | None:
    """The day that is written; else that of the company's last words in the thread; else some weeks later."""
    if post.status == "open":
        return None
    if post.status_days_ago is not None:
        return _draw_moment(post.status_days_ago, random, after=written)
    official = [comment.written for comment in comments if comment.official]
    if official:
        return official[-1]
    return _draw_moment(max(1, post.days_ago - random.randint(2, 25)), random, after=written)


def _draw_votes(
    post: WrittenPost, author: SamplePerson, written: SampleMoment, crowd: _Crowd, random: Random
) -> tuple[SampleVote, ...]:
    voters = [person for person in (crowd.staff if author.is_staff else crowd.customers) if person != author]
    count = post.votes
    if count is None:
        count = min(int(random.paretovariate(1)) - 1, MOST_UNWRITTEN_VOTES)
    votes = [
        SampleVote(person.email, _draw_vote_moment(written, random))
        for person in random.sample(voters, min(count, len(voters)))
    ]
    return tuple(sorted(votes, key=lambda vote: (-vote.cast.days_ago, vote.cast.minute)))


def _draw_vote_moment(written: SampleMoment, random: Random) -> SampleMoment:
    days_later = int(random.expovariate(1 / USUAL_DAYS_TO_A_VOTE))
    return _draw_moment(max(1, written.days_ago - days_later), random, after=written)


def _draw_moment(days_ago: int, random: Random, *, after: SampleMoment | None = None) -> SampleMoment:
    """A minute of that day; on the day of what it follows, some minutes later."""
    if after is not None and days_ago == after.days_ago:
        return SampleMoment(days_ago, after.minute + random.randint(3, 18))
    return SampleMoment(days_ago, int(random.triangular(EARLIEST, LATEST, USUAL)))
