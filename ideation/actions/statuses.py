"""Naming the places where posts can stand."""

import re
from collections.abc import Sequence
from typing import Any

from ideation import sql
from ideation.errors import InvalidInput, NotAllowed, NotFound, StatusInUse
from ideation.events import StatusCreated, StatusDeleted, StatusesReordered, StatusUpdated
from ideation.ledger import record, verb
from ideation.models import Person, Post, Status
from ideation.models.statuses import DEFAULT_STATUS
from ideation.policy import may_administer
from ideation.text import clean_line, optional_text, required_line
from ideation.vocabulary import StatusColor, StatusIcon, StatusKind

NAME_LENGTH = 40
DEFINITION_LENGTH = 300
MOST_STATUSES = 30

_KEY = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")


@verb
async def create_status(
    key: str,
    *,
    name: str,
    kind: StatusKind,
    color: StatusColor = StatusColor.NEUTRAL,
    icon: StatusIcon = StatusIcon.CIRCLE,
    on_roadmap: bool = False,
    definition: str = "",
    by: Person,
) -> Status:
    """Add a place where posts can stand, after all others. Its key stays as it is for ever."""
    _ensure_administrator(by)
    key = clean_line(key).lower()
    if len(key) > 40 or not _KEY.fullmatch(key):
        raise InvalidInput("key", "Use small letters, digits and single underscores, at most 40, such as in_beta.")
    await _take_turns()
    there = await Status.all()
    if any(status.key == key for status in there):
        raise InvalidInput("key", f"There is a status {key} already. Choose another key.")
    if len(there) >= MOST_STATUSES:
        raise InvalidInput("key", f"There are {len(there)} statuses, which is the limit. Delete one that is not used.")
    status = await Status.create(
        key=key,
        name=_name(name, there),
        kind=kind,
        color=color,
        icon=icon,
        position=max(status.position for status in there) + 1,
        on_roadmap=on_roadmap,
        definition=_definition(definition),
    )
    await record(StatusCreated(key=key), by=by)
    return status


@verb
async def update_status(
    key: str,
    *,
    name: str | None = None,
    kind: StatusKind | None = None,
    color: StatusColor | None = None,
    icon: StatusIcon | None = None,
    on_roadmap: bool | None = None,
    definition: str | None = None,
    by: Person,
) -> Status:
    """Change what a status is called, looks like or means; what is None stays."""
    _ensure_administrator(by)
    await _take_turns()
    status = await _status(key)
    if kind not in (None, StatusKind.OPEN) and status.key == DEFAULT_STATUS:
        raise InvalidInput("kind", f"New posts begin as {status.name}, so this status stays of the kind open.")
    others = await Status.exclude(key=status.key)
    wanted: dict[str, Any] = {
        "name": None if name is None else _name(name, others),
        "kind": kind,
        "color": color,
        "icon": icon,
        "on_roadmap": on_roadmap,
        "definition": None if definition is None else _definition(definition),
    }
    changed = {field: value for field, value in wanted.items() if value not in (None, getattr(status, field))}
    if changed:
        await status.update_from_dict(changed).save(update_fields=list(changed))
        await record(StatusUpdated(key=status.key), by=by)
    return status


@verb
async def reorder_statuses(keys: Sequence[str], *, by: Person) -> list[Status]:
    """Put the statuses in this order, which must name each of them once."""
    _ensure_administrator(by)
    await _take_turns()
    there = {status.key: status for status in await Status.all().order_by("position", "key")}
    keys = [clean_line(key) for key in keys]
    if sorted(keys) != sorted(there):
        raise InvalidInput("keys", f"Name each status once. They are {', '.join(there)}.")
    if keys != list(there):
        for position, key in enumerate(keys):
            there[key].position = position
        await Status.bulk_update(there.values(), fields=["position"])
        await record(StatusesReordered(), by=by)
    return [there[key] for key in keys]


@verb
async def delete_status(key: str, *, by: Person) -> None:
    """Take away a status that no post has. The one that new posts begin with always stays."""
    _ensure_administrator(by)
    await _take_turns()
    status = await _status(key)
    if status.key == DEFAULT_STATUS:
        raise InvalidInput("key", f"New posts begin as {status.name}, so this status stays. You may rename it.")
    # Whoever gives this status to a post holds it first, so from here on nobody can.
    status = await Status.select_for_update().get(key=status.key)
    count = await Post.filter(status_id=status.key).count()
    if count:
        raise StatusInUse(status, count)
    await status.delete()
    await record(StatusDeleted(key=status.key), by=by)


async def hold_status(key: str) -> Status:
    """The status to give to a post, which now stays until the verb has ended; refuses what is none."""
    key = clean_line(key)
    if not await sql.fetch("hold_status", key):
        known = ", ".join([status.key for status in await Status.all().order_by("position", "key")])
        raise InvalidInput("status", f"There is no status “{key[:40]}”. Choose one of {known}.")
    return await Status.get(key=key)


async def _status(key: str) -> Status:
    # Not by a lookup: Tortoise raises a ValidationError for a key that is longer than any.
    status = next((status for status in await Status.all() if status.key == clean_line(key)), None)
    if status is None:
        raise NotFound
    return status


async def _take_turns() -> None:
    """Names, order and the number of statuses are looked at before they are changed, so one change at a time."""
    await sql.fetch("take_turns", "statuses")


def _ensure_administrator(person: Person) -> None:
    if not may_administer(person):
        raise NotAllowed


def _name(name: str, others: Sequence[Status]) -> str:
    name = required_line(name, field="name", most=NAME_LENGTH, ask="Give the status a name, such as In beta.")
    if any(status.name.lower() == name.lower() for status in others):
        raise InvalidInput("name", f"There is a status called {name} already. Choose another name.")
    return name


def _definition(definition: str) -> str:
    return optional_text(clean_line(definition), field="definition", most=DEFINITION_LENGTH)
