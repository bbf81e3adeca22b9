"""How much one document may hold, counted before anything else walks it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
)

MAX_CHARACTERS = 20_000
MAX_TOKENS = 1_000
MAX_COMMENTS = 100
MAX_DEPTH = 15
"""Nested braces with all fragments in place. The standard introspection query has exactly 15."""
MAX_SELECTIONS = 500
"""Fields, inline fragments and spreads, with all fragments in place."""
MAX_ALIASES = 50
MAX_DIRECTIVES = 20
MAX_FRAGMENTS = 50
MAX_ROOT_FIELDS = 20
MAX_MUTATIONS = 5
MAX_COMPARISONS = 1_500
"""Pairs of fields that ask for one place of the answer. Validation compares each pair, at about 6 µs."""


@dataclass(frozen=True, slots=True)
class Size:
    """What a definition holds with all its fragments in place."""

    depth: int
    selections: int
    aliases: int
    directives: int
    root_fields: int
    introspects: bool


@dataclass(frozen=True, slots=True)
class Measurement:
    """A document's one operation, its fragments, its size, and the selections visited to know it."""

    operation: OperationDefinitionNode
    fragments: dict[str, FragmentDefinitionNode]
    size: Size
    visits: int


def measure(document: DocumentNode) -> Measurement:
    """Count an operation, visiting every fragment once.

    Raises GraphQLError for several operations, and for a fragment that is unknown, unused, defined twice or
    contains itself.
    """
    operation, fragments = _sort(document)
    ruler = _Ruler(fragments)
    size = ruler.measure(operation)
    for name, fragment in fragments.items():
        if name not in ruler.known:
            raise GraphQLError(f"The fragment '{_short(name)}' is never used. Remove it.", fragment)
    return Measurement(operation, fragments, size, ruler.visits)


def ensure_within_limits(measured: Measurement) -> None:
    """Refuse what would take long to validate or to execute; raises GraphQLError."""
    size = measured.size
    is_mutation = measured.operation.operation is OperationType.MUTATION
    _ensure("levels of braces", size.depth, MAX_DEPTH)
    _ensure("fields and fragments", size.selections, MAX_SELECTIONS)
    _ensure("aliases", size.aliases, MAX_ALIASES)
    _ensure("directives", size.directives, MAX_DIRECTIVES)
    _ensure("fields at the root", size.root_fields, MAX_MUTATIONS if is_mutation else MAX_ROOT_FIELDS)
    # Last, because it walks the fragments in place: only now are they known to be few.
    _ensure("repeats of a field in the same place", _comparisons(measured), MAX_COMPARISONS)


def fields_in_place(sets: list[SelectionSetNode], fragments: dict[str, FragmentDefinitionNode]) -> Iterator[FieldNode]:
    """Every field written in these selections, with the fragments in place; they must be known to be few."""
    waiting = list(sets)
    while waiting:
        for selection in waiting.pop().selections:
            if isinstance(selection, FieldNode):
                yield selection
            elif isinstance(selection, FragmentSpreadNode):
                waiting.append(fragments[selection.name.value].selection_set)
            elif inner := _inner(selection):
                waiting.append(inner)


def _sort(document: DocumentNode) -> tuple[OperationDefinitionNode, dict[str, FragmentDefinitionNode]]:
    operations: list[OperationDefinitionNode] = []
    fragments: dict[str, FragmentDefinitionNode] = {}
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            operations.append(definition)
        elif not isinstance(definition, FragmentDefinitionNode):
            raise GraphQLError("A request holds one operation and its fragments, nothing else.", definition)
        elif definition.name.value in fragments:
            raise GraphQLError(f"The fragment '{_short(definition.name.value)}' is defined twice.", definition)
        else:
            fragments[definition.name.value] = definition
    if len(operations) != 1:
        raise GraphQLError(f"A request holds exactly one operation; this one holds {len(operations):,}.")
    _ensure("fragments", len(fragments), MAX_FRAGMENTS)
    return operations[0], fragments


@dataclass(slots=True)
class _Ruler:
    """Measures definitions; remembers each fragment, so that spreading it again costs nothing."""

    fragments: dict[str, FragmentDefinitionNode]
    known: dict[str, Size | None] = field(default_factory=dict)
    visits: int = 0

    def measure(self, definition: OperationDefinitionNode | FragmentDefinitionNode) -> Size:
        depth = selections = aliases = root_fields = 0
        introspects = False
        directives = _definition_directives(definition)
        # The numbers may grow beyond all bounds through fragments within fragments, which Python's
        # integers bear: there are at most MAX_FRAGMENTS levels of them.
        for selection, level, is_root in _own_selections(definition.selection_set):
            self.visits += 1
            selections += 1
            depth = max(depth, level)
            directives += len(selection.directives or ())
            if isinstance(selection, FragmentSpreadNode):
                inner = self._measure_fragment(selection)
                depth = max(depth, level - 1 + inner.depth)
                selections += inner.selections
                aliases += inner.aliases
                directives += inner.directives
                root_fields += inner.root_fields if is_root else 0
                introspects |= inner.introspects
            elif isinstance(selection, FieldNode):
                aliases += selection.alias is not None
                root_fields += is_root
                introspects |= selection.name.value in ("__schema", "__type")
        return Size(depth, selections, aliases, directives, root_fields, introspects)

    def _measure_fragment(self, spread: FragmentSpreadNode) -> Size:
        name = spread.name.value
        if name not in self.fragments:
            raise GraphQLError(f"The fragment '{_short(name)}' is not defined.", spread)
        if name not in self.known:
            self.known[name] = None
            self.known[name] = self.measure(self.fragments[name])
        size = self.known[name]
        if size is None:
            raise GraphQLError(f"The fragment '{_short(name)}' contains itself.", spread)
        return size


def _own_selections(selection_set: SelectionSetNode) -> Iterator[tuple[SelectionNode, int, bool]]:
    """Every selection written in this definition, its level of braces, and whether it is at the root."""
    waiting = [(selection_set, 1, True)]
    while waiting:
        current, level, is_root = waiting.pop()
        for selection in current.selections:
            yield selection, level, is_root
            inner = _inner(selection)
            if inner:
                waiting.append((inner, level + 1, is_root and not isinstance(selection, FieldNode)))


def _inner(selection: SelectionNode) -> SelectionSetNode | None:
    inner: SelectionSetNode | None = getattr(selection, "selection_set", None)
    return inner


def _definition_directives(definition: OperationDefinitionNode | FragmentDefinitionNode) -> int:
    variables = definition.variable_definitions or ()
    return sum(len(holder.directives or ()) for holder in (definition, *variables))


def _ensure(what: str, count: int, limit: int) -> None:
    if count > limit:
        raise GraphQLError(
            f"This document has more than {limit:,} {what}, which is as many as one request may have. "
            "Ask for less, or split it into several requests."
        )


def _comparisons(measured: Measurement) -> int:
    """Pairs of fields, with all fragments in place, that ask for the same place of the answer."""
    pairs = 0
    places = [[measured.operation.selection_set]]
    while places:
        askers: dict[str, list[FieldNode]] = {}
        for asker in fields_in_place(places.pop(), measured.fragments):
            askers.setdefault((asker.alias or asker.name).value, []).append(asker)
        for same in askers.values():
            pairs += len(same) * (len(same) - 1) // 2
            places.append([asker.selection_set for asker in same if asker.selection_set])
    return pairs


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:40]}…"
