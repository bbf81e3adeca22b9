"""The one way to the schema: everything asked from outside goes through a Guard."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from inspect import isawaitable
from typing import Any, Generic, TypeVar

import strawberry
from graphql import (
    ExecutionResult,
    Executor,
    GraphQLError,
    OperationType,
    create_source_event_stream,
    execute,
    execute_subscription_event,
    map_source_to_response_event,
)

from api.guard.answers import Answer, answered, failed, rejected
from api.guard.documents import Admitted, Documents, NotAdmitted
from api.guard.executor import CopyingExecutor
from ideation.text import clean_text

ContextT = TypeVar("ContextT")


@dataclass(frozen=True, slots=True)
class Operation:
    """What a client sends: a document, values for its variables, and maybe the name of its operation.

    Whatever text is in the variables is clean. A mutation with a `key` is executed once, however often it is sent.
    """

    query: str
    variables: dict[str, Any]
    name: str | None = None
    key: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "variables", _clean(self.variables))


Once = Callable[[ContextT, Operation, Admitted, Callable[[], Awaitable[Answer]]], Awaitable[Answer]]
"""Answers a mutation that has a key, by executing it or by what was answered before."""


class Guard(Generic[ContextT]):
    """Admits operations to a schema, executes them, and words their errors.

    It runs graphql-core's executor on the document it has admitted, where Strawberry's `execute` would
    parse and validate once more. So the schema has no extensions and no operation directives of its own.
    """

    def __init__(
        self,
        schema: strawberry.Schema,
        *,
        may_introspect: Callable[[ContextT], bool],
        refusal: type[Exception],
        once: Once[ContextT] | None = None,
    ) -> None:
        """`refusal` is the base of exceptions whose `.message` may be shown; without `once`, keys mean nothing."""
        if schema.extensions or schema.directives:
            raise ValueError("Guard runs no schema extensions or operation directives. Remove them.")
        self.sdl = schema.as_str()
        self.may_introspect = may_introspect
        self._refusal = refusal
        self._once = once
        self._schema = schema._schema
        self._documents = Documents(self._schema)

    async def execute(self, operation: Operation, context: ContextT) -> Answer:
        """Answer a query or a mutation."""
        try:
            admitted = self._admit(operation, context)
        except NotAdmitted as refused:
            return rejected(refused.errors)
        if admitted.kind is OperationType.SUBSCRIPTION:
            return rejected([GraphQLError("Subscriptions are answered over the websocket at this address.")])
        return await self._answer(admitted, operation, context)

    async def stream(
        self, operation: Operation, make_context: Callable[[], Awaitable[ContextT]]
    ) -> AsyncGenerator[Answer, None]:
        """Answer a subscription with each of its events, or a query or mutation once.

        Every event is read with a context of its own, so that it shows what the person may see by then.
        """
        context = await make_context()
        try:
            admitted = self._admit(operation, context)
        except NotAdmitted as refused:
            yield rejected(refused.errors)
            return
        if admitted.kind is not OperationType.SUBSCRIPTION:
            yield await self._answer(admitted, operation, context)
            return
        async with aclosing(self._events(admitted, operation, context, make_context)) as results:
            async for result in results:
                yield answered(result, self._refusal)

    def failure(self, error: Exception) -> Answer:
        """Word, log and count an exception that was raised outside of any field."""
        return failed(error, self._refusal)

    def _admit(self, operation: Operation, context: ContextT) -> Admitted:
        may_introspect = self.may_introspect(context)
        admitted = self._documents.admit(operation.query, with_suggestions=may_introspect)
        admitted.ensure_named(operation.name)
        if admitted.introspects and not may_introspect:
            raise NotAdmitted(GraphQLError("Introspection is closed here. The schema is at /schema.graphql."))
        admitted.ensure_affordable(operation.variables)
        return admitted

    async def _answer(self, admitted: Admitted, operation: Operation, context: ContextT) -> Answer:
        if admitted.kind is OperationType.QUERY:
            return replace(await self._execute(admitted, operation, context), only_reads=True)
        if operation.key is None or self._once is None:
            return await self._execute(admitted, operation, context)
        return await self._once(context, operation, admitted, lambda: self._execute(admitted, operation, context))

    async def _execute(self, admitted: Admitted, operation: Operation, context: ContextT) -> Answer:
        result = execute(
            self._schema,
            admitted.document,
            context_value=context,
            variable_values=operation.variables,
            executor_class=CopyingExecutor,
            hide_suggestions=not self.may_introspect(context),
            selections=admitted.selections,
        )
        return answered(await result if isawaitable(result) else result, self._refusal)

    async def _events(
        self,
        admitted: Admitted,
        operation: Operation,
        context: ContextT,
        make_context: Callable[[], Awaitable[ContextT]],
    ) -> AsyncGenerator[ExecutionResult, None]:
        executor = CopyingExecutor.build(
            self._schema,
            admitted.document,
            context_value=context,
            raw_variable_values=operation.variables,
            hide_suggestions=not self.may_introspect(context),
            selections=admitted.selections,
        )
        if isinstance(executor, list):
            yield ExecutionResult(None, errors=executor)
            return
        source = create_source_event_stream(executor)
        events = await source if isawaitable(source) else source
        if isinstance(events, ExecutionResult):
            yield events
            return

        async def read_afresh(event: Executor[Any]) -> ExecutionResult:
            event.context_value = await make_context()
            result = execute_subscription_event(event)
            return await result if isawaitable(result) else result

        async with aclosing(map_source_to_response_event(executor, events, read_afresh)) as results:
            async for result in results:
                yield result


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [_clean(inner) for inner in value]
    if isinstance(value, dict):
        return {name: _clean(inner) for name, inner in value.items()}
    return value
