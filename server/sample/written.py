"""Reads what people wrote, from the files in `themes/`.

A theme's file opens with a heading for its editors. Each post is a second-level heading, a line of facts,
perhaps a line with its status and the public reason, its text, and the comments:

    ## Nine weeks for 186 euros
    complaint, email, 41 days, 46 votes, fr, by Maeve O'Donoghue, on beta, #payments #app
    under review: We are counting every open refund.

    You cancelled MY train. Not me, you.

    > 40 days: Seven weeks here.
    > 39 days, Tom: That is far too long.
    > 38 days, author: Thank you.

Only kind, channel and days are required. A post without a board is on `ideas` when it is an idea and on
`service` otherwise; one without a language is English. A status may say its day, as in "66 days, shipped: …".
Whoever is not named is drawn later.
"""

import re
from dataclasses import dataclass
from importlib import resources

KINDS = frozenset({"idea", "complaint", "question", "praise"})
CHANNELS = frozenset({"web", "widget", "email", "csv", "api", "social"})
LANGUAGES = frozenset({"en", "fr", "nl", "es"})

STATUS_LINE = re.compile(r"(?:(\d+) days, )?(under review|planned|in progress|shipped|declined): (.+)")
COMMENT_LINE = re.compile(r"> (\d+) days(?:, ([^:]+))?: (.+)")


@dataclass(frozen=True)
class WrittenComment:
    """A comment as the file has it; the author is a name, the word "author", or open."""

    days_ago: int
    author: str | None
    body: str


@dataclass(frozen=True)
class WrittenPost:
    """A post as the file has it; author and number of votes may be open."""

    theme: str
    title: str
    body: str
    board: str
    kind: str
    channel: str
    language: str
    author: str | None
    days_ago: int
    votes: int | None
    status: str
    status_reason: str | None
    status_days_ago: int | None
    tags: tuple[str, ...]
    comments: tuple[WrittenComment, ...]


def written_posts() -> list[WrittenPost]:
    """Every post of every theme, in the order of the files."""
    files = sorted(resources.files(__package__).joinpath("themes").iterdir(), key=lambda file: file.name)
    return [
        post
        for file in files
        if file.name.endswith(".md")
        for post in read_theme(file.name.removesuffix(".md"), file.read_text(encoding="utf-8"))
    ]


def read_theme(theme: str, text: str) -> list[WrittenPost]:
    """The posts of one file; raises ValueError that names the post and the words it cannot read."""
    _heading, *sections = re.split(r"^## ", text, flags=re.MULTILINE)
    return [_read_post(theme, section) for section in sections]


def _read_post(theme: str, section: str) -> WrittenPost:
    title, facts_line, *lines = section.strip().split("\n")
    where = f"{theme}.md, “{title}”"
    facts = _read_facts(facts_line, where)
    status = STATUS_LINE.fullmatch(lines[0]) if lines else None
    body = [line for line in lines[1 if status else 0 :] if not line.startswith(">")]
    return WrittenPost(
        theme=theme,
        title=title,
        body="\n".join(body).strip(),
        board=facts.board or ("ideas" if facts.kind == "idea" else "service"),
        kind=facts.kind,
        channel=facts.channel,
        language=facts.language,
        author=facts.author,
        days_ago=facts.days_ago,
        votes=facts.votes,
        status=status[2].replace(" ", "_") if status else "open",
        status_reason=status[3] if status else None,
        status_days_ago=int(status[1]) if status and status[1] else None,
        tags=facts.tags,
        comments=tuple(_read_comment(line, where) for line in lines if line.startswith(">")),
    )


@dataclass
class _Facts:
    """What the line under a title says."""

    kind: str = ""
    channel: str = ""
    language: str = "en"
    board: str | None = None
    author: str | None = None
    days_ago: int = 0
    votes: int | None = None
    tags: tuple[str, ...] = ()


def _read_facts(line: str, where: str) -> _Facts:
    facts = _Facts()
    for words in line.split(", "):
        match words.split(" "):
            case [kind] if kind in KINDS:
                facts.kind = kind
            case [channel] if channel in CHANNELS:
                facts.channel = channel
            case [language] if language in LANGUAGES:
                facts.language = language
            case [days, "days"] if days.isdigit():
                facts.days_ago = int(days)
            case [votes, "votes"] if votes.isdigit():
                facts.votes = int(votes)
            case ["on", board]:
                facts.board = board
            case ["by", *name]:
                facts.author = " ".join(name)
            case tags if all(tag.startswith("#") for tag in tags):
                facts.tags += tuple(tag.removeprefix("#") for tag in tags)
            case _:
                raise ValueError(f"{where}: cannot read “{words}” in its line of facts.")
    if not (facts.kind and facts.channel and facts.days_ago):
        raise ValueError(f"{where}: its line of facts needs a kind, a channel and “N days”, N from 1.")
    return facts


def _read_comment(line: str, where: str) -> WrittenComment:
    match = COMMENT_LINE.fullmatch(line)
    if match is None:
        raise ValueError(f"{where}: write a comment as “> N days, who: text”, not as “{line}”.")
    return WrittenComment(days_ago=int(match[1]), author=match[2], body=match[3])
