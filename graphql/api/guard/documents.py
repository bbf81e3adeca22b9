"""Parses, limits and validates documents, and remembers those that passed."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, Final

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationType,
    StringValueNode,
    Visitor,
    parse,
    specified_rules,
    validate,
    visit,
)
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from api.guard import limits
from api.guard.cost import Cost
from api.guard.executor import Selections
from ideation.text import clean_text

MAX_VALIDATION_ERRORS = 3
REMEMBERED_DOCUMENTS = 200
REMEMBERED_CHARACTERS = 6_000
"""A longer document is no frontend's everyday question, and its tree is large in memory."""

_RULES: Final = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)


class NotAdmitted(Exception):
    """A document, or what came with it, that will not be executed; `errors` say why."""

    def __init__(self, *errors: GraphQLError) -> None:
        super().__init__(*errors)
        self.errors = list(errors)


@dataclass(frozen=True, slots=True)
class Admitted:
    """A valid document of one operation, within all limits."""

    document: DocumentNode
    kind: OperationType
    name: str | None
    fields: tuple[str, ...]
    introspects: bool
    cost: Cost
    selections: Selections | None

    def ensure_named(self, name: str | None) -> None:
        """Refuse an operation name that the document does not hold."""
        if name is not None and name != self.name:
            raise NotAdmitted(GraphQLError("The document holds no operation of the name in 'operationName'."))

    def ensure_affordable(self, variables: dict[str, Any]) -> None:
        """Refuse page sizes that are out of range, or too large together."""
        try:
            self.cost.ensure_fits(variables)
        except GraphQLError as error:
            raise NotAdmitted(error) from None


class Documents:
    """The documents of one schema; those admitted last need no second look."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._admitted: OrderedDict[str, Admitted] = OrderedDict()

    def admit(self, text: str, *, with_suggestions: bool) -> Admitted:
        """Parse and check a document, or recall it; raises NotAdmitted.

        `with_suggestions` adds "Did you mean …?" to errors, which tells of names in the schema.
        """
        if text in self._admitted:
            self._admitted.move_to_end(text)
            return self._admitted[text]
        try:
            admitted = self._examine(text, with_suggestions=with_suggestions)
        except GraphQLError as error:
            raise NotAdmitted(error) from None
        if len(text) <= REMEMBERED_CHARACTERS:
            self._admitted[text] = admitted
            if len(self._admitted) > REMEMBERED_DOCUMENTS:
                self._admitted.popitem(last=False)
        return admitted

    def _examine(self, text: str, *, with_suggestions: bool) -> Admitted:
        document = parse(
            text,
            max_source_length=limits.MAX_CHARACTERS,
            max_lexical_tokens=limits.MAX_TOKENS,
            max_comments=limits.MAX_COMMENTS,
        )
        if '"' in text:
            document = visit(document, _CleanTexts())
        measured = limits.measure(document)
        limits.ensure_within_limits(measured)
        errors = validate(self._schema, document, _RULES, MAX_VALIDATION_ERRORS, hide_suggestions=not with_suggestions)
        if errors:
            raise NotAdmitted(*errors[:MAX_VALIDATION_ERRORS])
        operation, fragments = measured.operation, measured.fragments
        return Admitted(
            document=document,
            kind=operation.operation,
            name=operation.name.value if operation.name else None,
            fields=tuple(field.name.value for field in limits.fields_in_place([operation.selection_set], fragments)),
            introspects=measured.size.introspects,
            cost=Cost.of(self._schema, operation, fragments),
            selections=Selections() if measured.size.directives == 0 else None,
        )


class _CleanTexts(Visitor):
    """Cleans the texts in a document as those in its variables."""

    def enter_string_value(self, node: StringValueNode, *_: object) -> StringValueNode | None:
        clean = clean_text(node.value)
        return None if clean == node.value else StringValueNode(value=clean, block=node.block, loc=node.loc)
