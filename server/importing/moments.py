"""Dates as exports write them."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum

from ideation.errors import InvalidInput


class DateOrder(StrEnum):
    """What comes first in a date such as 03/04/2026."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


_EPOCH = re.compile(r"\d{10}(\d{3})?")
_NUMBERS = re.compile(
    r"(?P<first>\d{1,2})(?P<mark>[-./])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})"
    r"(?:[ T,]+(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<seconds>\d{2}))?\s*(?P<half>[ap]m)?)?",
    re.IGNORECASE,
)


def read_moment(text: str, order: DateOrder | None) -> datetime:
    """The moment that a cell names, in UTC where it names no time zone.

    Reads ISO 8601, dates of mail, seconds or milliseconds since 1970, and numbers such as 24-02-2026 11.35: the day
    first, but what comes first between slashes has to be said. Raises InvalidInput.
    """
    try:
        moment = _from_numbers(text, order) or _from_epoch(text) or _from_standards(text)
    except (ValueError, OverflowError):
        raise InvalidInput(
            "created_at", f"“{text[:40]}” is no date. Write it as 2026-02-24 or 2026-02-24 11:35."
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _from_numbers(text: str, order: DateOrder | None) -> datetime | None:
    found = _NUMBERS.fullmatch(text)
    if found is None:
        return None
    if order is None and found["mark"] == "/":
        raise InvalidInput("created_at", f"Does {text} begin with the day or with the month? Say it with --dates.")
    day, month = int(found["first"]), int(found["second"])
    if order is DateOrder.MONTH_FIRST:
        day, month = month, day
    hour = int(found["hour"] or 0)
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower() == "pm" else 0)
    minute, seconds = int(found["minute"] or 0), int(found["seconds"] or 0)
    return datetime(int(found["year"]), month, day, hour, minute, seconds, tzinfo=UTC)


def _from_epoch(text: str) -> datetime | None:
    if not _EPOCH.fullmatch(text):
        return None
    return datetime.fromtimestamp(int(text[:10]), UTC)


def _from_standards(text: str) -> datetime:
    iso = re.sub(r"\s*(UTC|GMT)$", "Z", text)
    iso = re.sub(r"^(\d{4})/(\d\d)/(\d\d)", r"\1-\2-\3", iso)
    try:
        return datetime.fromisoformat(iso)
    except ValueError:
        return parsedate_to_datetime(text)
