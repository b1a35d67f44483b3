"""HTTP/1.1 over asyncio: parses, answers, and can break a connection on purpose."""

import asyncio
import socket
import struct
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

import httptools

from sandbox.servicetitan.api.messages import Request, Response

Handler = Callable[[Request, "Wire"], "Response | Awaitable[Response | None] | None"]


class Wire(asyncio.Protocol):
    """One client connection; requests are answered in the order they came."""

    def __init__(self, handler: Handler, live: set["Wire"]) -> None:
        self.handler, self.live = handler, live
        self.parser = httptools.HttpRequestParser(self)
        self.waiting: deque[Request] = deque()
        self.task: asyncio.Task[None] | None = None
        self.transport: asyncio.Transport | None = None
        self._begin()

    def _begin(self) -> None:
        self.target = b""
        self.headers: dict[str, str] = {}
        self.parts: list[bytes] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]  # a TCP server gives a Transport
        self.live.add(self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  (asyncio asks)
        self.live.discard(self)
        self.transport = None
        if self.task:
            self.task.cancel()

    def data_received(self, data: bytes) -> None:
        try:
            self._read(data)
        except httptools.HttpParserError:
            self.send(Response(400, b"Bad Request", "text/plain"), close=True)

    def _read(self, data: bytes) -> None:
        """Clients that offer another protocol on their first request go on in HTTP/1.1."""
        while data:
            try:
                self.parser.feed_data(data)
            except httptools.HttpParserUpgrade as offer:
                data = data[offer.args[0] :]
            else:
                return

    def on_url(self, url: bytes) -> None:
        self.target += url

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers[name.decode("latin-1").lower()] = value.decode("latin-1")

    def on_headers_complete(self) -> None:
        if self.headers.get("expect", "").lower() == "100-continue" and self.transport:
            self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def on_body(self, body: bytes) -> None:
        self.parts.append(body)

    def on_message_complete(self) -> None:
        method = self.parser.get_method().decode("latin-1")
        request = Request(
            method,
            self.target.decode("latin-1"),
            self.headers,
            b"".join(self.parts),
            last=not self.parser.should_keep_alive(),
        )
        self._begin()
        if self.task or self.waiting:
            self.waiting.append(request)
        else:
            self._answer(request)

    def _answer(self, request: Request) -> None:
        answer = self.handler(request, self)
        if answer is None or isinstance(answer, Response):
            self._finish(request, answer)
        else:
            self.task = asyncio.ensure_future(self._later(request, answer))

    async def _later(self, request: Request, answer: Awaitable[Response | None]) -> None:
        self._finish(request, await answer)
        self.task = None
        if self.waiting:
            self._answer(self.waiting.popleft())

    def _finish(self, request: Request, answer: Response | None) -> None:
        """None means the handler dealt with the connection itself."""
        if answer is not None:
            if request.method == "HEAD":  # a body here would be taken for the next answer
                answer = Response(answer.status, type=answer.type, headers=answer.headers)
            self.send(answer, close=request.last)

    def send(self, response: Response, *, close: bool = False) -> None:
        if self.transport is None:
            return
        self.transport.writelines([response.head(close=close), response.body])
        if close:
            self.transport.close()

    def reset(self) -> None:
        """Drops the connection with a TCP reset, as a crashed proxy would."""
        if self.transport is None:
            return
        sock: Any = self.transport.get_extra_info("socket")
        if sock is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.transport.abort()

    def cut(self, response: Response, share: float) -> None:
        """Sends the headers and only part of the body they announce, then closes."""
        part = response.body[: int(len(response.body) * share)]
        if self.transport:
            self.transport.write(response.head(close=True) + part)
            self.transport.close()
