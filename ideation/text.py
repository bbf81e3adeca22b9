"""One rule for every text that comes in, whatever the entrance."""

import re
import unicodedata

from ideation.errors import InvalidInput

TITLE_LENGTH = 200
BODY_LENGTH = 20_000
NAME_LENGTH = 100
REASON_LENGTH = 2_000
EMAIL_LENGTH = 254

# Control characters, lone surrogates, and the marks that turn the direction of the text around them.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]")
_PILED_MARKS = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]+@[^\s@<>()\[\],;:\"\\]+\.[^\s@<>()\[\],;:\"\\.]{2,}")


def clean_text(text: str) -> str:
    """The text as it is stored: composed, without control characters, line ends as newlines, trimmed."""
    text = _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _PILED_MARKS.sub(r"\1", unicodedata.normalize("NFC", text))
    return text.strip()


def clean_line(text: str) -> str:
    """The text on one line, every run of white space one space."""
    return " ".join(clean_text(text).split())


def required_line(text: str, *, field: str, most: int, ask: str) -> str:
    """A line that must say something; `ask` tells what to write when it does not."""
    return _within(clean_line(text), field=field, most=most, ask=ask)


def required_text(text: str, *, field: str, most: int, ask: str) -> str:
    """A text that must say something; `ask` tells what to write when it does not."""
    return _within(clean_text(text), field=field, most=most, ask=ask)


def optional_text(text: str, *, field: str, most: int) -> str:
    """A text that may be empty."""
    return _within(clean_text(text), field=field, most=most, ask=None)


def email_address(text: str, *, field: str = "email") -> str:
    """An address as it is stored and compared: trimmed and in lower case."""
    address = clean_line(text).lower()
    if len(address) > EMAIL_LENGTH or not _EMAIL.fullmatch(address):
        raise InvalidInput(field, "This does not look like an email address. Write it as name@example.com.")
    return address


def _within(text: str, *, field: str, most: int, ask: str | None) -> str:
    if ask is not None and not text:
        raise InvalidInput(field, ask)
    if len(text) > most:
        raise InvalidInput(field, f"This has {len(text):,} characters; the limit is {most:,}. Shorten it.")
    return text
