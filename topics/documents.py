"""What the engine reads and what it answers, and the cleaning of text; light enough for any process to import."""

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Document:
    """One sentence of feedback.

    `attributes` say where it came from (language, board, channel), never what it is about: what all sentences of one
    origin share is taken out before clustering. Without a language the engine guesses one. `vector` is the stored
    embedding of this text by the same embedder, as `embedding.pack` made it; without it the text is embedded.
    """

    id: str
    text: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    vector: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Previous:
    """Which theme, and which sub-theme, each document id belonged to after the last run."""

    themes: Mapping[str, str]
    sub_themes: Mapping[str, str]


class Level(StrEnum):
    """How fine a topic is: themes contain sub-themes."""

    THEME = "theme"
    SUB_THEME = "sub_theme"


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a pair of words that sets a topic apart, and its c-TF-IDF weight."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Topic:
    """One cluster of this run.

    `number` is unique within the run only and means nothing in the next one; `parent` is the number of the theme
    that holds a sub-theme; `previous` is the id that this topic had in the last run, if it still is the same topic.
    `examples` are the ids of the documents nearest the middle, each with another text. `centroid` is the mean
    direction of the members' embeddings, packed as vectors are.
    """

    number: int
    level: Level
    parent: int | None
    previous: str | None
    title: str
    words: tuple[Word, ...]
    examples: tuple[str, ...]
    size: int
    centroid: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Membership:
    """Where one document ended up; a document that fits nowhere is unsorted and has no theme.

    `similarity` is the cosine to the middle of the theme (of the nearest one when unsorted), `confidence` how much
    nearer that is than the middle of the next best theme, from 0 to 1. `x` and `y` lie between -1 and 1.
    """

    document: str
    theme: int | None
    sub_theme: int | None
    similarity: float
    confidence: float
    x: float
    y: float


class State(StrEnum):
    """Whether there was enough text to find topics in."""

    READY = "ready"
    TOO_LITTLE = "too_little"


@dataclass(frozen=True, slots=True)
class TopicMap:
    """The answer to one run: every document's place, and every topic.

    `had` counts the different sentences that say something, `needed` how many it takes. `embedded` holds the new
    vectors by `text_hash`, for the caller to keep with the embedder's name. `seconds` is the time of each stage.
    """

    state: State
    needed: int
    had: int
    memberships: tuple[Membership, ...] = ()
    topics: tuple[Topic, ...] = ()
    embedded: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    seconds: Mapping[str, float] = field(default_factory=dict, compare=False)


def text_hash(text: str) -> str:
    """Names a text by what is left of it after normalising: 32 hexadecimal digits."""
    return hashlib.blake2b(normalise(text).encode(), digest_size=16).hexdigest()


_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_ADDRESS = re.compile(r"(?<!\S)[\w.+-]{1,64}@[\w-]+\.[\w.-]+")
_HANDLE = re.compile(r"(?<!\w)@\w+")
_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "\u00a0": " ", "\u200b": None})


def normalise(text: str) -> str:
    """The text without what says nothing about its topic: markup, entities, links, addresses, handles, spare space."""
    text = unicodedata.normalize("NFC", _decode(text)).translate(_TYPOGRAPHY)
    for noise in (_TAG, _LINK, _ADDRESS, _HANDLE):
        text = noise.sub(" ", text)
    return " ".join(text.replace("#", " ").split())


def sentences(text: str) -> list[str]:
    """The sentences of a post in its author's words, without quoted mail, signatures and lines that say nothing."""
    found = []
    for block in _blocks(_own_lines(_decode(text))):
        found += [part for part in _split(block) if any(letter.isalpha() for letter in normalise(part))]
    return found


def _decode(text: str) -> str:
    """Entities as characters, also those that were encoded twice, and no character that a database would refuse."""
    return html.unescape(html.unescape(text)).replace("\x00", " ").replace("\r\n", "\n").replace("\r", "\n")


_QUOTED = re.compile(r"\s*>")
_QUOTE_BEGINS = re.compile(
    r"\s*(?:-{3,}\s*(?:original message|forwarded message|message d'origine|oorspronkelijk bericht|mensaje original)"
    r"|on\b.{5,120}\bwrote:|le\b.{5,120}\ba écrit\s?:|op\b.{5,120}\bschreef\b.{0,80}:|el\b.{5,120}\bescribió:"
    r"|am\b.{5,120}\bschrieb\b.{0,80}:)\s*-*\s*$",
    re.IGNORECASE,
)
_SENT_FROM = re.compile(
    r"\s*(?:sent from my|get outlook for|envoyé de(?:puis)? mon|verzonden vanaf mijn|enviado desde mi|von meinem)\b",
    re.IGNORECASE,
)
_GOODBYE = re.compile(
    r"\s*(?:(?:kind|best|warm|many)?\s*regards|best wishes|best|yours (?:sincerely|truly|faithfully)|sincerely|cheers"
    r"|(?:bien )?cordialement|bien à vous|salutations distinguées|met vriendelijke groet(?:en)?|groet(?:en|jes)?|mvg"
    r"|(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|mit freundlichen grüßen|cordiali saluti|atenciosamente)"
    r"\s*[,.!]?\s*$",
    re.IGNORECASE,
)
_SIGNATURE_LINES = 6


def _own_lines(text: str) -> list[str]:
    """The lines that the author wrote, up to a signature or to the mail that is being answered."""
    own: list[str] = []
    lines = text.split("\n")
    written = [place for place, line in enumerate(lines) if line.strip()]
    may_sign_from = written[-_SIGNATURE_LINES - 1 :][0] if written else 0
    for place, line in enumerate(lines):
        if line.rstrip() == "--" or _QUOTE_BEGINS.match(line) or _SENT_FROM.match(line):
            break
        if own and place >= may_sign_from and _GOODBYE.match(line):
            break
        if not _QUOTED.match(line):
            own.append(line.strip())
    return own


_ITEM = re.compile(r"(?:[-*•–·]|\d{1,2}[.)])\s+")
_WRAPPED = 50


def _blocks(lines: list[str]) -> Iterator[str]:
    """Joins lines that only a mail program broke; an empty line, a list item or a short line ends a block."""
    block: list[str] = []
    for line in lines:
        item = _ITEM.match(line)
        continues = block and line and not item and (line[0].islower() or len(block[-1]) >= _WRAPPED)
        if not continues:
            yield " ".join(block)
            block = []
        if line:
            block.append(line[item.end() :] if item else line)
    yield " ".join(block)


_END = re.compile(r"(?:([.!?…]+)[\"'»”’)\]]*\s+)|[。！？]+")
_LAST_WORD = re.compile(r"(?:^|[\s(\"'«“])([\w.'’-]+)$")
_LOOK_BACK = 40
_ABBREVIATIONS = frozenset(
    ["mr", "mrs", "ms", "dr", "prof", "st", "vs", "etc", "e.g", "i.e", "eg", "ie", "approx", "no", "nr", "inc", "ltd", "dept", "fig", "vol", "p.m", "a.m", "jan", "feb", "aug", "sept", "oct", "nov", "dec", "m", "mme", "mlle", "cf", "p.ex", "ex", "env", "tél", "art", "av", "bd", "dhr", "mevr", "mw", "bijv", "bv", "o.a", "d.w.z", "i.p.v", "t.o.v", "enz", "ca", "blz", "tel", "m.b.t", "evt", "incl", "excl", "sr", "sra", "srta", "d", "dña", "ud", "uds", "vd", "pág", "núm", "ee.uu", "p.ej", "aprox", "avda", "z.b", "d.h", "usw", "bzw", "evtl", "inkl", "ggf", "dott", "sig", "ecc"]
)
_NEVER_LAST = frozenset(
    ["mr", "mrs", "ms", "dr", "prof", "st", "vs", "e.g", "i.e", "eg", "ie", "cf", "p.ex", "dhr", "mevr", "mw", "bijv", "sr", "sra", "srta", "dña", "p.ej", "z.b"]
)


def _split(block: str) -> Iterator[str]:
    """Cuts after closing punctuation, unless it belongs to an abbreviation, an initial or a pause within a sentence."""
    begin = 0
    for end in _END.finditer(block):
        before = block[max(begin, end.start() - _LOOK_BACK) : end.start()]
        if _closes(before, end[1], block[end.end() : end.end() + 1]):
            yield block[begin : end.end()].strip()
            begin = end.end()
    if rest := block[begin:].strip():
        yield rest


def _closes(before: str, mark: str | None, following: str) -> bool:
    if mark is None or "!" in mark or "?" in mark:
        return True
    if mark != ".":
        return not following.islower()
    word = _LAST_WORD.search(before)
    last = word[1].lower() if word else ""
    if last in _NEVER_LAST or (len(last) == 1 and last.isalpha() and last not in "ày"):
        return False
    if last.isdigit() and len(last) <= 2 and last == before.strip():
        return False
    return not (following.islower() and last in _ABBREVIATIONS)
