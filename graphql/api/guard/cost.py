"""How many values an answer may hold, known before it is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLList,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    Undefined,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_composite_type,
)

PAGE_ARGUMENT = "first"
MAX_PAGE = 100
MAX_VALUES = 10_000
"""One value takes a few microseconds to resolve, during which nobody else is served."""
UNPAGED_LIST = 10
"""The length assumed of a list that takes no page size; such lists are short by design."""


@dataclass(frozen=True, slots=True)
class Cost:
    """The most values that one valid operation can return, by its page sizes.

    A field is one value. A list multiplies what it holds by its own page size, or by that of the field it
    stands in (`posts(first: 20) { edges { … } }`), or by UNPAGED_LIST.
    """

    schema: GraphQLSchema
    operation: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    page_variables: frozenset[str]
    always_fits: bool

    @classmethod
    def of(
        cls,
        schema: GraphQLSchema,
        operation: OperationDefinitionNode,
        fragments: Mapping[str, FragmentDefinitionNode],
    ) -> "Cost":
        """Count with the largest pages where variables decide; raises GraphQLError when nothing can fit."""
        seen: set[str] = set()

        def largest(name: str) -> int:
            seen.add(name)
            return MAX_PAGE

        most = _count(schema, operation, fragments, largest)
        if not seen:
            _ensure_fits(most)
        return cls(schema, operation, fragments, frozenset(seen), most <= MAX_VALUES)

    def ensure_fits(self, variables: Mapping[str, Any]) -> None:
        """Refuse page sizes out of range, or too large together."""
        if not self.page_variables:
            return
        pages = {name: self._page_size(name, variables) for name in self.page_variables}
        if not self.always_fits:
            _ensure_fits(_count(self.schema, self.operation, self.fragments, pages.__getitem__))

    def _page_size(self, name: str, variables: Mapping[str, Any]) -> int:
        if name in variables:
            value = variables[name]
            # Anything but a number is refused by the type of the variable, in its own words.
            return _ensure_page(int(value)) if isinstance(value, int | float) else MAX_PAGE
        for definition in self.operation.variable_definitions or ():
            if definition.variable.name.value == name and isinstance(definition.default_value, IntValueNode):
                return _ensure_page(int(definition.default_value.value))
        return MAX_PAGE


def _ensure_fits(values: int) -> None:
    if values > MAX_VALUES:
        raise GraphQLError(
            f"The answer could hold more than {MAX_VALUES:,} values, which is too much for one request. "
            f"Ask for smaller pages with '{PAGE_ARGUMENT}', or for fewer fields."
        )


def _ensure_page(size: int) -> int:
    if not 0 <= size <= MAX_PAGE:
        raise GraphQLError(f"'{PAGE_ARGUMENT}' must be between 0 and {MAX_PAGE}. Use 'after' for the next page.")
    return size


class _Values(NamedTuple):
    """Values in a selection: some once, some for each item of the page that it stands in."""

    once: int = 0
    each: int = 0


def _count(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    page_of: Callable[[str], int],
) -> int:
    root = schema.get_root_type(operation.operation)
    values = _Counter(schema, fragments, page_of).selection_set(operation.selection_set, root)
    return values.once + values.each * UNPAGED_LIST


@dataclass(slots=True)
class _Counter:
    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    page_of: Callable[[str], int]
    known: dict[str, _Values] = field(default_factory=dict)

    def selection_set(self, selection_set: SelectionSetNode, parent: GraphQLNamedType | None) -> _Values:
        once = each = 0
        for selection in selection_set.selections:
            if isinstance(selection, FieldNode):
                more = self._field(selection, parent)
            elif isinstance(selection, FragmentSpreadNode):
                more = self._fragment(selection.name.value)
            elif isinstance(selection, InlineFragmentNode):
                condition = selection.type_condition
                inner = self.schema.get_type(condition.name.value) if condition else parent
                more = self.selection_set(selection.selection_set, inner)
            once += more.once
            each += more.each
        return _Values(once, each)

    def _fragment(self, name: str) -> _Values:
        if name not in self.known:
            fragment = self.fragments[name]
            condition = self.schema.get_type(fragment.type_condition.name.value)
            self.known[name] = self.selection_set(fragment.selection_set, condition)
        return self.known[name]

    def _field(self, node: FieldNode, parent: GraphQLNamedType | None) -> _Values:
        # Introspection is bounded by its own validation rule, and open to few.
        if node.name.value.startswith("__") or not is_composite_type(parent):
            return _Values(once=1)
        definition = self.schema.get_field(parent, node.name.value)
        if definition is None:
            return _Values(once=1)
        page = self._page_size(node, definition)
        inner = _Values()
        if node.selection_set:
            inner = self.selection_set(node.selection_set, get_named_type(definition.type))
        item = 1 + inner.once + inner.each * (UNPAGED_LIST if page is None else page)
        if not isinstance(get_nullable_type(definition.type), GraphQLList):
            return _Values(once=item)
        return _Values(each=item) if page is None else _Values(once=page * item)

    def _page_size(self, node: FieldNode, definition: GraphQLField) -> int | None:
        argument = definition.args.get(PAGE_ARGUMENT)
        if argument is None:
            return None
        for given in node.arguments or ():
            if given.name.value == PAGE_ARGUMENT:
                if isinstance(given.value, VariableNode):
                    return self.page_of(given.value.name.value)
                if isinstance(given.value, IntValueNode):
                    return _ensure_page(int(given.value.value))
        default = argument.default_value
        return MAX_PAGE if default is Undefined or default is None else int(default)
