"""An HTTP server that plays exact answers, whole or broken, and remembers what it was asked."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import parse_qsl

Way = Literal["whole", "truncate", "reset", "stall", "drip"]
TOKEN_PATH = "/connect/token"


@dataclass(frozen=True)
class Answer:
    """One answer: `truncate` closes before the promised length, `reset` before any byte.

    `drip` waits for a `pause` after each byte.
    """

    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=dict)
    way: Way = "whole"
    pause: float = 0.05

    def encoded(self) -> bytes:
        promised = len(self.body) + (9 if self.way == "truncate" else 0)
        headers = {"content-type": "application/json", **self.headers}
        lines = [f"HTTP/1.1 {self.status} X", f"content-length: {promised}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + self.body


def answer(body: object = None, status: int = 200, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, json.dumps(body).encode() if body is not None else b"", named)


def problem(status: int, title: str = "", **more: object) -> Answer:
    return answer({"type": "x", "title": title, "status": status, **more}, status)


@dataclass(frozen=True)
class Seen:
    """One request as it arrived."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(self.target.partition("?")[2], keep_blank_values=True)

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Upstream:
    """What to answer, in turn; the last answer repeats."""

    url: str = ""
    answers: list[Answer] = field(default_factory=list)
    token_answers: list[Answer] = field(default_factory=list)
    requests: list[Seen] = field(default_factory=list)
    token_requests: list[Seen] = field(default_factory=list)

    def play(self, *answers: Answer) -> None:
        self.answers = list(answers)

    def reply(self, seen: Seen) -> Answer:
        if seen.path == TOKEN_PATH:
            self.token_requests.append(seen)
            return _next(self.token_answers) or self._token()
        self.requests.append(seen)
        return _next(self.answers) or answer({})

    def _token(self) -> Answer:
        number = len(self.token_requests)
        return answer({"access_token": f"token-{number}", "expires_in": 900})


def _next(answers: list[Answer]) -> Answer | None:
    if len(answers) > 1:
        return answers.pop(0)
    return answers[0] if answers else None


@asynccontextmanager
async def serving() -> AsyncIterator[Upstream]:
    upstream = Upstream()
    open_now: set[asyncio.StreamWriter] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        open_now.add(writer)
        try:
            while (seen := await _read(reader)) is not None:
                if not await _send(upstream.reply(seen), writer):
                    break
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            open_now.discard(writer)
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    upstream.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield upstream
    finally:
        server.close()
        for writer in list(open_now):
            writer.transport.abort()
        await server.wait_closed()
        await asyncio.sleep(0.01)


async def _read(reader: asyncio.StreamReader) -> Seen | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.strip().split("\r\n")
    method, target, _ = first.split(" ")
    headers = {n.lower(): v for n, _, v in (line.partition(": ") for line in lines)}
    if headers.get("transfer-encoding") == "chunked":
        return Seen(method, target, headers, await _chunks(reader))
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Seen(method, target, headers, body)


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    whole = b""
    while size := int(await reader.readline(), 16):
        whole += (await reader.readexactly(size + 2))[:-2]
    await reader.readline()
    return whole


async def _send(answer: Answer, writer: asyncio.StreamWriter) -> bool:
    """Play one answer; False when the connection is over."""
    if answer.way == "reset":
        writer.transport.abort()
        return False
    if answer.way == "stall":
        await asyncio.sleep(30)
    if answer.way == "drip":
        await _drip(answer.encoded(), answer.pause, writer)
        return False
    writer.write(answer.encoded())
    await writer.drain()
    return answer.way == "whole"


async def _drip(whole: bytes, pause: float, writer: asyncio.StreamWriter) -> None:
    for byte in whole:
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(pause)
