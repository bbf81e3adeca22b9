"""One rule for every text that comes in, whatever the entrance."""

import re
import unicodedata

from ideation.errors import InvalidInput

TITLE_LENGTH = 200
BODY_LENGTH = 20_000
NAME_LENGTH = 100
REASON_LENGTH = 2_000
EMAIL_LENGTH = 254
LINK_LENGTH = 1_000
EXTERNAL_ID_LENGTH = 200

_PLAIN = re.compile("[\t\n -~]*")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Control characters, lone surrogates, the marks that turn the direction of the text around them, and what Unicode
# calls noncharacters: XML knows none of those.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
# Tag characters, which nobody sees, belong to the flags of England, Scotland and the like and nowhere else.
_TAGS = re.compile("(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f)|[\U000e0000-\U000e007f]")
# Every mark that stacks on a letter stands in this range; no script needs more than five of them in a row.
_MARK = "[" + "".join(mark for mark in map(chr, range(0x300, 0x1F000)) if unicodedata.combining(mark)) + "]"
# Looking first for Latin and East Asian letters, which are no marks, makes the search ten times as fast.
_PILED_MARKS = re.compile(f"(?![\0-\u02ff\u3100-\ua66e\uac00-\ud7ff])({_MARK}{{5}}){_MARK}+")
# White space, and what readers need not see (Unicode's Default_Ignorable_Code_Point), with the blank of Braille.
_NOTHING_TO_SEE = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\uffa0\U0001d173-\U0001d17a\U000e0000-\U000e0fff]*"
)
_LABEL = r"[^\s@<>()\[\],;:\"\\.]"  # a character of a domain; between two dots, DNS takes at most 63
_LINK = re.compile(r"https?://[^\s/?#\\]+[^\s]*", re.IGNORECASE)
_EMAIL = re.compile(rf"[^\s@<>()\[\],;:\"\\]+@(?:{_LABEL}{{1,63}}\.)+{_LABEL}{{2,63}}")


def clean_text(text: str) -> str:
    """The text as it is stored: composed, without control characters, line ends as newlines, trimmed."""
    if _PLAIN.fullmatch(text):  # as is most text in English, and ten times as fast
        return text.strip()
    text = _TAGS.sub(r"\1", _UNWANTED.sub("", _LINE_END.sub("\n", text)))
    # Before composing, because sorting a long pile of marks takes minutes; and after, because composing adds to them.
    few = _PILED_MARKS.sub(r"\1", text)
    composed = unicodedata.normalize("NFC", few)
    return (composed if composed == few else _PILED_MARKS.sub(r"\1", composed)).strip()


def clean_line(text: str) -> str:
    """The text on one line, every run of white space one space."""
    return " ".join(clean_text(text).split())


def says_something(text: str) -> bool:
    """Whether there is anything in the text that a reader can see."""
    return _NOTHING_TO_SEE.fullmatch(text) is None


def required_line(text: str, *, field: str, most: int, ask: str) -> str:
    """A line that must say something; `ask` tells what to write when it does not."""
    return _within(clean_line(text), field=field, most=most, ask=ask)


def required_text(text: str, *, field: str, most: int, ask: str) -> str:
    """A text that must say something; `ask` tells what to write when it does not."""
    return _within(clean_text(text), field=field, most=most, ask=ask)


def optional_text(text: str, *, field: str, most: int) -> str:
    """A text that may be empty."""
    return _within(clean_text(text), field=field, most=most, ask=None)


def optional_line(text: str, *, field: str, most: int) -> str:
    """A line that may be empty, and is where there is nothing in it to see."""
    line = _within(clean_line(text), field=field, most=most, ask=None)
    return line if says_something(line) else ""


def web_link(text: str, *, field: str) -> str:
    """The address of a page: http or https, since browsers run what other addresses say."""
    link = clean_line(text)
    if len(link) > LINK_LENGTH or not _LINK.fullmatch(link):
        raise InvalidInput(field, "This is no address of a page. Copy it from your browser; it begins with https://.")
    return link


def email_address(text: str, *, field: str = "email") -> str:
    """An address as it is stored and compared: trimmed and in lower case."""
    address = clean_line(text).lower()
    if len(address) > EMAIL_LENGTH or not _EMAIL.fullmatch(address):
        raise InvalidInput(field, "This does not look like an email address. Write it as name@example.com.")
    return address


def _within(text: str, *, field: str, most: int, ask: str | None) -> str:
    if ask is not None and not says_something(text):
        raise InvalidInput(field, ask)
    if len(text) > most:
        raise InvalidInput(field, f"This has {len(text):,} characters; the limit is {most:,}. Shorten it.")
    return text
