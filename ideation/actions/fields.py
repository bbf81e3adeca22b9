"""What a board asks of a post besides its words, and what posts answer."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID

from ideation.actions.ordering import reorder
from ideation.errors import InvalidInput, NotAllowed
from ideation.events import FieldAdded, FieldChanged, FieldsReordered
from ideation.ledger import record, verb
from ideation.models import Board, BoardField, Person
from ideation.policy import may_administer
from ideation.text import clean_line, optional_text, required_line
from ideation.vocabulary import FieldKind

NAME_LENGTH = 60
VALUE_LENGTH = 2_000
CHOICE_LENGTH = 100
MOST_CHOICES = 50
MOST_FIELDS = 20  # that one board asks at a time
MOST_DIGITS = 15


@verb
async def add_field(
    board: Board, *, kind: FieldKind, name: str, choices: Sequence[str] = (), is_required: bool = False, by: Person
) -> BoardField:
    """Ask one thing more of every new post, after what is asked already."""
    await _ensure_alone(board.id, by)
    name, others = _name(name), await _asked(board.id)
    _ensure_room(name, others)
    field = await BoardField.create(
        board=board,
        kind=kind,
        name=name,
        choices=_choices(choices, kind),
        is_required=is_required,
        position=max((other.position for other in others), default=-1) + 1,
    )
    await record(FieldAdded(board_id=board.id, field_id=field.id), by=by)
    return field


@verb
async def change_field(
    field: BoardField,
    *,
    name: str | None = None,
    choices: Sequence[str] | None = None,
    is_required: bool | None = None,
    is_archived: bool | None = None,
    by: Person,
) -> BoardField:
    """Ask it otherwise, or no more; what posts answered stays as they gave it. What is not given stays as it is."""
    await _ensure_alone(field.board_id, by)
    field = await BoardField.get(id=field.id)
    before = _told(field)
    if name is not None:
        field.name = _name(name)
    if choices is not None:
        field.choices = _choices(choices, field.kind)
    if is_required is not None:
        field.is_required = is_required
    if is_archived is not None and is_archived != (field.archived_at is not None):
        field.archived_at = datetime.now(UTC) if is_archived else None
    if _told(field) != before:
        if field.archived_at is None:
            _ensure_room(field.name, [other for other in await _asked(field.board_id) if other.id != field.id])
        await field.save()
        await record(FieldChanged(board_id=field.board_id, field_id=field.id), by=by)
    return field


@verb
async def reorder_fields(board: Board, wanted: Sequence[UUID], *, by: Person) -> None:
    """Ask for these fields of a board first, in this order; the others follow as they stood."""
    await _ensure_alone(board.id, by)
    if await reorder(await BoardField.filter(board_id=board.id).order_by("position", "name"), wanted):
        await record(FieldsReordered(board_id=board.id), by=by)


async def checked_values(board_id: UUID, given: Mapping[UUID, str], *, is_new: bool) -> dict[UUID, str]:
    """What a post answers, by field, as it is stored: empty for nothing. A new one answers all that is required."""
    asked = {field.id: field for field in await _asked(board_id)}
    if unknown := given.keys() - asked.keys():
        message = "This board does not ask for this field, or not any more. Leave it out."
        raise InvalidInput(f"fields.{min(unknown)}", message)
    values = {field_id: _value(asked[field_id], value) for field_id, value in given.items()}
    for field in asked.values():
        is_empty = not values[field.id] if field.id in values else is_new
        if field.is_required and is_empty:
            raise _refused(field, "this has to be filled in")
    return values


def _told(field: BoardField) -> tuple[object, ...]:
    """What of a field can change."""
    return field.name, list(field.choices), field.is_required, field.archived_at


async def _asked(board_id: UUID) -> list[BoardField]:
    return await BoardField.filter(board_id=board_id, archived_at__isnull=True).order_by("position", "name")


def _value(field: BoardField, given: str) -> str:
    if field.kind is FieldKind.TEXT:
        return optional_text(given, field=f"fields.{field.id}", most=VALUE_LENGTH)
    value = clean_line(given)
    if not value:
        return ""
    if field.kind is FieldKind.NUMBER:
        return _number(field, value)
    if value not in field.choices:
        raise _refused(field, f"choose one of {', '.join(field.choices)}")
    return value


def _number(field: BoardField, value: str) -> str:
    try:
        number = Decimal(value) if value.isascii() and len(value) <= 2 * MOST_DIGITS else Decimal("nan")
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite() or abs(number) >= 10**MOST_DIGITS or "_" in value:
        raise _refused(field, f"write a number of at most {MOST_DIGITS} digits, such as 12 or 3.5")
    return f"{number:f}"


def _refused(field: BoardField, what: str) -> InvalidInput:
    return InvalidInput(f"fields.{field.id}", f"“{field.name}”: {what}.")


async def _ensure_alone(board_id: UUID, by: Person) -> None:
    """Administrators only, and one at a time for each board, so that no two of them take the same name."""
    if not may_administer(by):
        raise NotAllowed
    await Board.select_for_update(no_key=True).get(id=board_id)


def _name(name: str) -> str:
    return required_line(name, field="name", most=NAME_LENGTH, ask="Give the field a name.")


def _ensure_room(name: str, others: Sequence[BoardField]) -> None:
    if len(others) >= MOST_FIELDS:
        raise InvalidInput("name", f"A board asks for at most {MOST_FIELDS} fields. Archive one first.")
    if name.lower() in (other.name.lower() for other in others):
        raise InvalidInput("name", f"This board asks for “{name}” already. Choose another name.")


def _choices(choices: Sequence[str], kind: FieldKind) -> list[str]:
    ask = "Write something into every choice, or leave it out."
    distinct = dict.fromkeys(required_line(one, field="choices", most=CHOICE_LENGTH, ask=ask) for one in choices)
    if kind is not FieldKind.CHOICE and distinct:
        raise InvalidInput("choices", "Only a field of the kind CHOICE has choices. Leave them out.")
    if kind is FieldKind.CHOICE and not 2 <= len(distinct) <= MOST_CHOICES:
        raise InvalidInput("choices", f"Give between 2 and {MOST_CHOICES} different choices.")
    return list(distinct)
