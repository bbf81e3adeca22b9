"""Executes an operation as graphql-core does, only faster where a value merely has to be copied.

Most of an answer is attributes of objects that are there already. For those the ordinary executor builds a path, an
info object and an argument list each, and checks whether the value can be awaited: some 10 microseconds a field, a
list of 20 posts has 300. Here such fields are read by functions that are put together once per document.
"""

from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from inspect import isawaitable
from operator import attrgetter
from typing import Any, Final, NamedTuple, cast

from graphql import (
    Executor,
    GraphQLBoolean,
    GraphQLError,
    GraphQLLeafType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfoHelpers,
    GraphQLString,
    Undefined,
    get_nullable_type,
    is_enum_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
)
from graphql.pyutils import gather_with_cancel
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.field import StrawberryField

Read = Callable[[Any], Any]


class Copy(NamedTuple):
    """How one plain field gets its value."""

    name: str
    take: Read
    sent: type
    """What is taken is sent as it is, when it is of exactly this type."""
    complete: Read


# No resolver of ours takes graphql-core's own, which are bound to the executor: with them, whatever a request has read
# would stay until the collector finds it.
_HELPERS: Final = GraphQLResolveInfoHelpers(gather=lambda values: gather_with_cancel(*values), track=lambda _: None)


class Selections:
    """Which fields are asked for where: the same in every execution of one document, unless its directives decide."""

    def __init__(self) -> None:
        self.root: Any = None
        self.below: dict[Any, Any] = {}
        self.plans: dict[int, tuple[Mapping[str, Any], tuple[Copy, ...]]] = {}


class CopyingExecutor(Executor[Any]):
    """Reads plain attributes at once and leaves every other field to graphql-core.

    An attribute is plain when it has no resolver, or one that takes nothing but the object itself and does not wait.
    Whatever goes wrong with a plain one, the object is executed again in the ordinary way, which words and places the
    error.
    """

    def __init__(self, *args: Any, selections: Selections | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.async_helpers = _HELPERS
        self._selections = selections or Selections()
        self._relevant_sub_fields = self._selections.below

    def execute_root_grouped_field_set(
        self, root_type: GraphQLObjectType, root_value: Any, grouped_field_set: Any, *rest: Any
    ) -> Any:
        """Execute the fields of the operation, by the selection that the first execution of the document found."""
        if self._selections.root is None:
            self._selections.root = grouped_field_set
        return super().execute_root_grouped_field_set(root_type, root_value, self._selections.root, *rest)

    def execute_fields(
        self,
        parent_type: GraphQLObjectType,
        source_value: Any,
        path: Any,
        grouped_field_set: Any,
        position_context: Any,
    ) -> Any:
        """Execute the fields of one object."""
        plan = self._plan(parent_type, grouped_field_set)
        try:
            copied = _copied(source_value, plan)
        except Exception:
            copied = {}
        if len(copied) == len(grouped_field_set):
            return copied
        others = {name: details for name, details in grouped_field_set.items() if name not in copied}
        executed = super().execute_fields(parent_type, source_value, path, others, position_context)
        if isawaitable(executed):
            return _merged_later(grouped_field_set, copied, executed)
        return _merged(grouped_field_set, copied, executed)

    def _plan(self, parent_type: GraphQLObjectType, fields: Any) -> tuple[Copy, ...]:
        """How to copy the plain ones of these fields. The same selection is met once per row of a list."""
        # The selections are kept, so their identity is enough.
        known = self._selections.plans.get(id(fields))
        if known is None:
            copies = (self._copy(parent_type, name, details) for name, details in fields.items())
            known = (fields, tuple(copy for copy in copies if copy))
            self._selections.plans[id(fields)] = known
        return known[1]

    def _copy(self, parent_type: GraphQLObjectType, place: str, details: Any) -> Copy | None:
        """How to copy one field of an object; None where the field is not plain."""
        name = details[0].node.name.value
        if name == "__typename":
            return Copy(place, lambda _: parent_type.name, str, str)
        field = parent_type.fields.get(name)
        definition = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF) if field else None
        take = _take(definition)
        complete = self._complete(field.type, details) if field and take else None
        if field is None or take is None or complete is None:
            return None
        return Copy(place, take, _SENT.get(get_nullable_type(field.type), _Nothing), complete)

    def _complete(self, kind: GraphQLOutputType, details: Any) -> Read | None:
        """Turns a value into what is sent; None where that takes more than copying."""
        if is_non_null_type(kind):
            return _never_null(self._complete(kind.of_type, details))
        if is_leaf_type(kind):
            return _leaf(kind)
        if is_list_type(kind):
            return _list(self._complete(kind.of_type, details))
        if is_object_type(kind) and kind.is_type_of is None:
            fields = self.collect_subfields(kind, details)[0]
            plan = self._plan(kind, fields)
            return _object(plan) if len(plan) == len(fields) else None
        return None


class _Nothing:
    """No value is of this type."""


_SENT: Final[dict[Any, type]] = {GraphQLString: str, GraphQLBoolean: bool}


def _copied(source: Any, plan: tuple[Copy, ...]) -> dict[str, Any]:
    # The innermost loop of every answer: each call that it saves is saved some hundred times.
    return {
        name: value if (value := take(source)).__class__ is sent else complete(value)
        for name, take, sent, complete in plan
    }


def _take(definition: object) -> Read | None:
    """Takes the value of a plain field from its object."""
    if not isinstance(definition, StrawberryField) or definition.extensions:
        return None
    resolver = definition.base_resolver
    if resolver is None:
        return attrgetter(definition.python_name)
    if resolver.arguments or resolver.info_parameter or resolver.is_async or not resolver.self_parameter:
        return None
    return cast("Read", resolver.wrapped_func)


def _never_null(complete: Read | None) -> Read | None:
    if complete is None:
        return None

    def read(value: Any) -> Any:
        completed = complete(value)
        if completed is None:
            raise GraphQLError("null where the schema says there is none")
        return completed

    return read


def _leaf(kind: GraphQLLeafType) -> Read:
    # Strawberry goes through all words of a vocabulary to find the one for a value.
    coerce = cache(kind.coerce_output_value) if is_enum_type(kind) else kind.coerce_output_value

    def read(value: Any) -> Any:
        if value is None:
            return None
        coerced = coerce(value)
        if coerced is None or coerced is Undefined:
            raise GraphQLError("a value of another type")
        return coerced

    return read


def _list(complete: Read | None) -> Read | None:
    if complete is None:
        return None
    return lambda values: None if values is None else [complete(value) for value in values]


def _object(plan: tuple[Copy, ...]) -> Read:
    return lambda value: None if value is None else _copied(value, plan)


def _merged(order: Any, copied: Mapping[str, Any], executed: Mapping[str, Any]) -> dict[str, Any]:
    """Both kinds of fields in the order in which they were asked for."""
    found = {**copied, **executed}
    return {name: found[name] for name in order if name in found}


async def _merged_later(
    order: Any, copied: Mapping[str, Any], executed: Awaitable[Mapping[str, Any]]
) -> dict[str, Any]:
    return _merged(order, copied, await executed)
