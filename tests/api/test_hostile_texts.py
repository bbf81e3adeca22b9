"""Every text that the API takes, in every argument it has: stored clean or refused in words, never an error of ours.

The arguments come from the schema itself, so a new query or mutation is covered from its first day.
"""

import re
from collections.abc import Iterator
from typing import Any, cast

import orjson
import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLType,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
    is_list_type,
    is_required_argument,
    is_required_input_field,
)
from strawberry.utils.str_converters import to_snake_case
from tortoise.connection import get_connection

from api.context import Context, Installation
from api.guard import Operation
from api.schema import schema
from ideation.actions import comments, reports, votes
from ideation.models import Person
from ideation.vocabulary import Outcome
from tests.asking import Browser, Silence, guard

HOSTILE = {
    "NUL": "nul\0byte",
    "lone surrogates": "half\ud800char\udfff",
    "a word of a megabyte": "w" * 1_000_000,
    "combining marks": "e" + "\u0301\u0316" * 5_000,
    "characters that are none": "a\u202eb\u2066 \ufffe\uffff\ufdd0\U0010ffff \U000e0001\U000e0041\U000e007f\ufeff",
    "controls": "\x01\x07\x1b[31m\x7f\x85\x9b",
    "nothing": "",
    "nothing to see": "\u200b\u2060\u00ad",
    "syntax": "'; drop table post; -- %s {where} $1 \\ \" & | ! <-> :* ( ' * %",
    "an address": "a\0b\ud800@example.com",
    "a cursor": "WyJcdWQ4MDAiLCAiMDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAwIl0=",
}
FEW = ("NUL", "lone surrogates", "syntax")  # for those who may do little
DEPTH = 3

Way = tuple[tuple[str, GraphQLField], ...]


class Somewhere:
    """Stands in the values of an argument where the hostile text belongs."""


SOMEWHERE = Somewhere()


def has_text(kind: GraphQLType) -> bool:
    named = get_named_type(kind)
    if isinstance(named, GraphQLInputObjectType):
        return any(has_text(field.type) for field in named.fields.values())
    return named.name == "String"


def ways_to_texts(root: GraphQLObjectType, depth: int) -> Iterator[tuple[Way, str]]:
    """The shortest way to every field with an argument that takes a text, and the argument's name."""
    seen = {root.name}
    ways: list[tuple[GraphQLObjectType, Way]] = [(root, ())]
    for _ in range(depth):
        further: list[tuple[GraphQLObjectType, Way]] = []
        for parent, way in ways:
            for name, field in parent.fields.items():
                longer = (*way, (name, field))
                yield from ((longer, argument) for argument, taken in field.args.items() if has_text(taken.type))
                inner = get_named_type(field.type)
                if isinstance(inner, GraphQLObjectType) and inner.name not in seen:
                    seen.add(inner.name)
                    further.append((inner, longer))
        ways = further


class Values:
    """What the arguments beside the hostile one hold: something that is there."""

    def __init__(self, ids: dict[str, str]) -> None:
        self._ids = ids

    def of(self, name: str, kind: GraphQLType, *, about: str, hostile: str | None = None) -> Any:
        """A value for an argument; `hostile` names the text in it that is replaced."""
        if isinstance(kind, GraphQLNonNull):
            kind = kind.of_type
        if is_list_type(kind):
            return [self.of(name, kind.of_type, about=about, hostile=hostile)]
        if isinstance(kind, GraphQLInputObjectType):
            return {
                inner: self.of(inner, field.type, about=about, hostile=hostile)
                for inner, field in kind.fields.items()
                if is_required_input_field(field) or inner == hostile
            }
        if name == hostile:
            return SOMEWHERE
        if isinstance(kind, GraphQLEnumType):
            return next(iter(kind.values))
        return self._leaf(name, get_named_type(kind).name, about)

    def _leaf(self, name: str, kind: str, about: str) -> Any:
        if kind in ("UUID", "ID"):
            noun = to_snake_case(name).removesuffix("_ids").removesuffix("_id").removesuffix("ids").removesuffix("id")
            return self._ids.get(noun) or self._ids.get(to_snake_case(about)) or self._ids["post"]
        plain = {"Int": 1, "Float": 1.0, "Boolean": True, "DateTime": "2026-01-01T00:00:00Z", "Date": "2026-01-01"}
        texts = {"email": "zoe@example.com", "board": "app", "slug": "app", "publishOn": "app"}
        return plain[kind] if kind in plain else texts.get(name, "A text")


def texts_in(kind: GraphQLType, name: str) -> Iterator[str]:
    """The names of the texts in an argument."""
    named = get_named_type(kind)
    if not isinstance(named, GraphQLInputObjectType):
        yield name
        return
    for inner, field in named.fields.items():
        if has_text(field.type):
            yield from texts_in(field.type, inner)


def documents(values: Values) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every text that the API takes: what to call it, a document that passes it, and variables with its place."""
    for operation, depth in (("query", DEPTH), ("mutation", 1)):
        root = cast("GraphQLObjectType", schema._schema.get_type(operation.title()))
        for way, argument in ways_to_texts(root, depth):
            for text in texts_in(way[-1][1].args[argument].type, argument):
                label = ".".join([*(name for name, _ in way), *dict.fromkeys((argument, text))])
                yield label, *document(operation, way, values, argument=argument, text=text)


def document(operation: str, way: Way, values: Values, *, argument: str, text: str) -> tuple[str, dict[str, Any]]:
    """A document that goes this way, and its variables, in which the text has its place in the last field."""
    given, declared, written = {}, [], ""
    for level, (name, field) in enumerate(way):
        is_last = level == len(way) - 1
        passed = []
        for key, taken in field.args.items():
            is_it = is_last and key == argument
            if is_it or is_required_argument(taken) or (key == "id" and not is_last):
                variable = f"{key}{level}"
                given[variable] = values.of(key, taken.type, about=name, hostile=text if is_it else None)
                declared.append(f"${variable}: {taken.type}")
                passed.append(f"{key}: ${variable}")
        written += f" {{ {name}{'(' + ', '.join(passed) + ')' if passed else ''}"
    written += selection(way[-1][1].type) + " }" * len(way)
    return f"{operation} Hostile({', '.join(declared)}){written}", given


def selection(kind: GraphQLOutputType, depth: int = 3) -> str:
    """Everything plain in an answer, through the success of a mutation and the rows of a page."""
    named = get_named_type(kind)
    if is_leaf_type(named):
        return ""
    if isinstance(named, GraphQLInterfaceType | GraphQLUnionType):
        inner = [f"... on {one.name}{selection(one, 2)}" for one in schema._schema.get_possible_types(named)]
        return " { " + " ".join(["__typename", *inner]) + " }"
    assert isinstance(named, GraphQLObjectType)
    plain = [
        name for name, field in named.fields.items() if is_leaf_type(get_named_type(field.type)) and not field.args
    ]
    deeper = [
        name + selection(field.type, depth - 1)
        for name, field in named.fields.items()
        if depth > 1 and name in ("edges", "node", "post", "comment", "report") and not field.args
    ]
    return " { " + " ".join(["__typename", *plain, *deeper]) + " }"


def filled(value: Any, text: str) -> Any:
    if value is SOMEWHERE:
        return text
    if isinstance(value, list):
        return [filled(inner, text) for inner in value]
    if isinstance(value, dict):
        return {name: filled(inner, text) for name, inner in value.items()}
    return value


@pytest.fixture
async def values(dark_mode, night, noor, ada, grace) -> Values:
    """One row of everything there is, so that whatever an argument names is found."""
    await comments.add_comment(dark_mode, body="Yes, please.", by=noor)
    await votes.cast_vote(dark_mode, by=noor)
    await reports.report_back_on_post(dark_mode, outcome=Outcome.DONE, title="Done", body="Here it is.", by=ada)
    ids: dict[str, str] = {}
    for table in await tables():
        async with get_connection("default").acquire_connection() as connection:
            found = await connection.fetch(f'select id from "{table}" limit 1')
        ids.update((table, str(row["id"])) for row in found)
    return Values(ids | {"post": str(dark_mode.id), "owner": str(ada.id), "author": str(noor.id)})


async def tables() -> list[str]:
    async with get_connection("default").acquire_connection() as connection:
        rows = await connection.fetch(
            "select table_name from information_schema.columns where table_schema = 'public' and column_name = 'id'"
            " and data_type = 'uuid' order by table_name"
        )
    return [row["table_name"] for row in rows]


async def test_every_text_in_every_argument_is_taken_clean_or_refused_in_words(values, noor, grace):
    arguments = list(documents(values))
    assert len(arguments) > 25

    wrong = []
    for label, document, given in arguments:
        for viewer, names in ((None, FEW[:1]), (noor, FEW), (grace, HOSTILE)):
            for name in names:
                problem = await problem_with(document, filled(given, HOSTILE[name]), viewer)
                if problem:
                    wrong.append(f"{label}, {name}, {viewer.name if viewer else 'nobody'}: {problem}")

    assert wrong == []
    assert await unclean() == []


async def problem_with(document: str, variables: dict[str, Any], viewer: Person | None) -> str | None:
    context = Context(viewer=viewer, session=Browser(), feed=Silence(), installation=Installation("Test"))
    answer = await guard.execute(Operation(document, variables), context)
    orjson.dumps(answer.body, default=str)
    for error in answer.errors:
        if error.get("extensions", {}).get("code") == "UNEXPECTED" or "Cannot query" in error["message"]:
            return str(error)
    # A document that is not executed would test nothing.
    if not answer.executed and "Variable '$" not in str(answer.errors):
        return str(answer.errors)
    return None


UNCLEAN = (
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff\U0010ffff"
    "\U000e0001-\U000e007f]|[\u0300-\u036f]{6}"
)
ESCAPED = r"\\u00[01][0-8bce-f]|\\u007f"


async def unclean() -> list[str]:
    """The columns that hold what no stored text may hold."""
    async with get_connection("default").acquire_connection() as connection:
        columns = await connection.fetch(
            "select table_name, column_name from information_schema.columns join pg_tables on tablename = table_name"
            " where table_schema = 'public' and schemaname = 'public' and is_generated = 'NEVER'"
            " and (data_type in ('text', 'character varying', 'json', 'jsonb') or data_type = 'ARRAY')"
        )
        assert len(columns) > 40
        return [
            f"{table}.{column}: {found!r}"
            for table, column in columns
            for found in [
                await connection.fetchval(
                    f'select "{column}"::text from "{table}" where "{column}"::text ~ $1 limit 1',
                    f"{UNCLEAN}|{ESCAPED}",
                )
            ]
            if found is not None
        ]


def test_the_sweep_knows_what_it_looks_for():
    looked_for = re.compile(UNCLEAN)

    assert all(looked_for.search(odd) for odd in HOSTILE["characters that are none"] if odd not in "ab ")
    assert not looked_for.search("Été, naïve\n\tमराठी 😀")
