"""Speaks graphql-transport-ws: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md."""

import asyncio
from contextlib import aclosing, suppress
from typing import Any, Final, Generic

import orjson
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from api.guard import Answer, Guard, Operation
from server.endpoints.graphql.messages import (
    MAX_BYTES,
    ContextT,
    MakeContext,
    Unreadable,
    ensure_own_origin,
    read_json,
    read_operation,
)
from server.endpoints.graphql.over_http import refuse

PROTOCOL: Final = "graphql-transport-ws"
MAX_OPERATIONS = 50
"""At one time on one socket. Each waits until its last message is sent, so slow readers fill no queue."""
MAX_ID_CHARACTERS = 128
SECONDS_TO_INITIALISE = 10.0


class Closing(Exception):
    """The client broke the protocol; the code and reason say how."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class GraphQLOverWebSocket(Generic[ContextT]):
    """The ASGI application at /graphql for websockets."""

    def __init__(self, guard: Guard[ContextT], make_context: MakeContext[ContextT]) -> None:
        self._guard = guard
        self._make_context = make_context

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        websocket = WebSocket(scope, receive, send)
        try:
            ensure_own_origin(websocket)
            if PROTOCOL not in websocket.scope["subprotocols"]:
                raise Unreadable(f"This websocket speaks the sub-protocol '{PROTOCOL}' only.")
        except Unreadable as refusal:
            await websocket.send_denial_response(refuse(refusal))
            return
        await websocket.accept(PROTOCOL)
        await _Conversation(websocket, self._guard, self._make_context).hold()


class _Conversation(Generic[ContextT]):
    """One socket from its acceptance to its end."""

    def __init__(self, websocket: WebSocket, guard: Guard[ContextT], make_context: MakeContext[ContextT]) -> None:
        self._websocket = websocket
        self._guard = guard
        self._make_context = make_context
        self._initialised = False
        self._deadline = asyncio.get_running_loop().time() + SECONDS_TO_INITIALISE
        self._running: dict[str, asyncio.Task[None]] = {}
        self._unfinished: set[asyncio.Task[None]] = set()

    async def hold(self) -> None:
        """Listen until either side closes, then end what still runs."""
        async with asyncio.TaskGroup() as tasks:
            try:
                while (text := await self._hear()) is not None:
                    await self._heed(text, tasks)
            except Closing as closing:
                await self._close(closing.code, closing.reason)
            finally:
                for task in self._unfinished:
                    task.cancel()

    async def _hear(self) -> str | None:
        """The next text, or None when the client has gone."""
        try:
            async with asyncio.timeout_at(None if self._initialised else self._deadline):
                message = await self._websocket.receive()
        except TimeoutError:
            raise Closing(4408, "Connection initialisation timeout") from None
        if message["type"] == "websocket.disconnect":
            return None
        text: str | None = message.get("text")
        if text is None:
            raise Closing(4400, "Send text, not bytes")
        return text

    async def _heed(self, text: str, tasks: asyncio.TaskGroup) -> None:
        message = _read_message(text)
        match message["type"]:
            case "connection_init":
                await self._initialise()
            case "ping":
                await self._send({"type": "pong"})
            case "pong":
                pass
            case "subscribe":
                await self._start(message, tasks)
            case "complete":
                if task := self._running.pop(_read_id(message), None):
                    task.cancel()
            case _:
                raise Closing(4400, "Unknown message type")

    async def _initialise(self) -> None:
        if self._initialised:
            raise Closing(4429, "Too many initialisation requests")
        self._initialised = True
        await self._send({"type": "connection_ack"})

    async def _start(self, message: dict[str, Any], tasks: asyncio.TaskGroup) -> None:
        if not self._initialised:
            raise Closing(4401, "Unauthorized")
        key = _read_id(message)
        if key in self._running:
            raise Closing(4409, f"Subscriber for {key} already exists")
        try:
            operation = read_operation(message.get("payload"))
        except Unreadable as refusal:
            raise Closing(4400, refusal.message) from None
        if len(self._unfinished) >= MAX_OPERATIONS:
            error = f"At most {MAX_OPERATIONS} operations run at one time on a socket. Complete one first."
            await self._send({"id": key, "type": "error", "payload": [{"message": error}]})
            return
        task = tasks.create_task(self._run(key, operation))
        self._running[key] = task
        self._unfinished.add(task)
        task.add_done_callback(self._unfinished.discard)

    async def _run(self, key: str, operation: Operation) -> None:
        try:
            async with aclosing(self._guard.stream(operation, self._context)) as answers:
                async for answer in answers:
                    if not answer.executed:
                        await self._refuse(key, answer)
                        return
                    await self._send({"id": key, "type": "next", "payload": answer.body})
        except Exception as error:
            await self._refuse(key, self._guard.failure(error))
        else:
            # The client may use the id again once it reads this, so it is free before.
            self._running.pop(key, None)
            await self._send({"id": key, "type": "complete"})

    async def _refuse(self, key: str, answer: Answer) -> None:
        self._running.pop(key, None)
        await self._send({"id": key, "type": "error", "payload": answer.errors})

    async def _context(self) -> ContextT:
        return await self._make_context(self._websocket, None)

    async def _send(self, message: dict[str, Any]) -> None:
        if self._websocket.application_state is WebSocketState.CONNECTED:
            with suppress(WebSocketDisconnect):
                await self._websocket.send_text(orjson.dumps(message).decode())

    async def _close(self, code: int, reason: str) -> None:
        with suppress(WebSocketDisconnect):
            # A close frame has room for 123 bytes.
            await self._websocket.close(code, reason.encode()[:123].decode(errors="ignore"))


def _read_message(text: str) -> dict[str, Any]:
    if len(text) > MAX_BYTES or len(data := text.encode()) > MAX_BYTES:
        raise Closing(1009, f"A message has at most {MAX_BYTES} bytes")
    try:
        message = read_json(data)
    except Unreadable as refusal:
        raise Closing(4400, refusal.message) from None
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        raise Closing(4400, "A message is a JSON object with a 'type'")
    if not isinstance(message.get("payload"), dict | None):
        raise Closing(4400, "A payload is a JSON object")
    return message


def _read_id(message: dict[str, Any]) -> str:
    key = message.get("id")
    if not isinstance(key, str) or not 0 < len(key) <= MAX_ID_CHARACTERS:
        raise Closing(4400, f"An id is text of 1 to {MAX_ID_CHARACTERS} characters")
    return key
