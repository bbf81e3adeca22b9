"""How much one document may hold, counted before anything else walks it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

MAX_CHARACTERS = 20_000
MAX_TOKENS = 2_000
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
MAX_REPEATS = 30
"""How often one place of the answer may be asked for. Validation compares each repeat with all others."""


@dataclass(frozen=True, slots=True)
class Size:
    """What a definition holds with all its fragments in place."""

    depth: int
    selections: int
    aliases: int
    directives: int
    root_fields: int
    introspects: bool


@dataclass(slots=True)
class Measurement:
    """The size of a document's operation, and how many selections had to be visited to know it."""

    operation: OperationDefinitionNode
    size: Size
    visits: int


def measure(document: DocumentNode) -> Measurement:
    """Count one operation within all limits, visiting every fragment once.

    Raises GraphQLError for a document beyond a limit, with several operations, or with a fragment that
    is unknown, unused, defined twice or contains itself.
    """
    operation, fragments = _sort(document)
    ruler = _Ruler(fragments)
    size = ruler.measure(operation)
    for name, fragment in fragments.items():
        if name not in ruler.known:
            raise GraphQLError(f"The fragment '{_short(name)}' is never used. Remove it.", fragment)
    _ensure_within_limits(size, is_mutation=operation.operation.value == "mutation")
    _ensure_few_repeats(operation, fragments)
    return Measurement(operation, size, ruler.visits)


def _sort(document: DocumentNode) -> tuple[OperationDefinitionNode, dict[str, FragmentDefinitionNode]]:
    operations: list[OperationDefinitionNode] = []
    fragments: dict[str, FragmentDefinitionNode] = {}
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            operations.append(definition)
        elif not isinstance(definition, FragmentDefinitionNode):
            raise GraphQLError("A request holds one operation and its fragments, nothing else.", definition)
        elif definition.name.value in fragments:
            raise GraphQLError(
                f"The fragment '{_short(definition.name.value)}' is defined twice.", definition
            )
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


def _ensure_within_limits(size: Size, *, is_mutation: bool) -> None:
    _ensure("levels of braces", size.depth, MAX_DEPTH)
    _ensure("fields and fragments", size.selections, MAX_SELECTIONS)
    _ensure("aliases", size.aliases, MAX_ALIASES)
    _ensure("directives", size.directives, MAX_DIRECTIVES)
    _ensure("fields at the root", size.root_fields, MAX_MUTATIONS if is_mutation else MAX_ROOT_FIELDS)


def _ensure(what: str, count: int, limit: int) -> None:
    if count > limit:
        raise GraphQLError(
            f"This document has more than {limit:,} {what}, which is as many as one request may have. "
            "Ask for less, or split it into several requests."
        )


def _ensure_few_repeats(
    operation: OperationDefinitionNode, fragments: dict[str, FragmentDefinitionNode]
) -> None:
    """Refuse a place of the answer asked for too often; walks the fragments in place, so measure first."""
    places: list[Sequence[SelectionSetNode]] = [[operation.selection_set]]
    while places:
        askers: dict[str, list[FieldNode]] = {}
        for asker in _fields_in_place(places.pop(), fragments):
            askers.setdefault((asker.alias or asker.name).value, []).append(asker)
        for name, same in askers.items():
            _ensure(f"repeats of '{_short(name)}' in one place", len(same), MAX_REPEATS)
            inner = [asker.selection_set for asker in same if asker.selection_set]
            if inner:
                places.append(inner)


def _fields_in_place(
    sets: Sequence[SelectionSetNode], fragments: dict[str, FragmentDefinitionNode]
) -> Iterator[FieldNode]:
    waiting = list(sets)
    while waiting:
        for selection in waiting.pop().selections:
            if isinstance(selection, FieldNode):
                yield selection
            elif isinstance(selection, FragmentSpreadNode):
                waiting.append(fragments[selection.name.value].selection_set)
            elif inner := _inner(selection):
                waiting.append(inner)


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:40]}…"
