"""What the engine reads and answers, and the cleaning of text; light enough for any process to import."""

import hashlib
import html
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from topics.splitting import blocks, own_lines, split


@dataclass(frozen=True, slots=True)
class Document:
    """One sentence of feedback.

    `attributes` say where it came from (language, board, channel), never what it is about: what all sentences of one
    origin share is taken out before clustering. Without a language the engine guesses one. `context` is what the
    sentence stands under, such as the title of its post: "Still nothing." means what the title says.
    """

    id: str
    text: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    context: str = ""


@dataclass(frozen=True, slots=True)
class Previous:
    """Which theme, and which sub-theme, each document id belonged to after the last run, and what these are called."""

    themes: Mapping[str, str]
    sub_themes: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)


class Level(StrEnum):
    """How fine a topic is: themes contain sub-themes."""

    THEME = "theme"
    SUB_THEME = "sub_theme"


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a pair of words that sets a topic apart, and how much: its c-TF-IDF, less where few posts have it."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Topic:
    """One cluster of this run.

    `number` is unique within the run only and means nothing in the next one; `parent` is the number of the
    theme that holds a sub-theme; `previous` is the id that this topic had in the last run, if it still is the
    same topic. `title` is one that no other topic of the run has; a topic keeps the one of the last run while its
    words tell it. `examples` are the ids of the documents nearest the middle, each with another text. `centroid`
    is the mean direction of the members' embeddings, packed as vectors are.
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

    `similarity` is the cosine to the middle of the theme (of the nearest one when unsorted), `confidence` how
    much nearer that is than the middle of the next best theme, from 0 to 1. `x` and `y` lie between -1 and 1.
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

    `documents` counts all that were given, `had` the different sentences among them that say something, and
    `needed` how many of those it takes; with fewer there are neither topics nor memberships. `embedded` holds
    the new vectors by `text_hash`, for the caller to keep with the embedder's name. `seconds` is the time of
    each stage.
    """

    state: State
    documents: int
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
_BLANK = re.compile(r"_{2,}")
_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "\u00a0": " ", "\u200b": None})


def normalise(text: str) -> str:
    """The text without what names no topic: markup, entities, links, addresses, handles, blanks, spare space."""
    text = unicodedata.normalize("NFC", _decode(text)).translate(_TYPOGRAPHY)
    for noise in (_TAG, _LINK, _ADDRESS, _HANDLE, _BLANK):
        text = noise.sub(" ", text)
    return " ".join(text.replace("#", " ").split())


def sentences(text: str) -> list[str]:
    """The sentences of a post in its author's words, without quoted mail, signatures and wordless lines."""
    found = []
    for block in blocks(own_lines(_decode(text))):
        found += [part for part in split(block) if any(letter.isalpha() for letter in normalise(part))]
    return found


def _decode(text: str) -> str:
    """Entities as characters, also those encoded twice, and no character that a database would refuse."""
    text = html.unescape(html.unescape(text))
    return text.replace("\x00", " ").replace("\r\n", "\n").replace("\r", "\n")
