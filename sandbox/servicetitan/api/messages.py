"""Requests, responses and the error bodies of the API."""

from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import count
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec

JSON: Final = "application/json; charset=utf-8"
_traces = count(1)


@dataclass(slots=True)
class Request:
    """One HTTP request as it came over the wire."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes = b""
    last: bool = False  # of its connection, which the client wants closed behind the answer
    path: str = ""
    raw_query: str = ""
    _query: dict[str, list[str]] | None = None

    def __post_init__(self) -> None:
        parts = urlsplit(self.target)
        self.path, self.raw_query = unquote(parts.path), parts.query

    @property
    def query(self) -> dict[str, list[str]]:
        """Values per name, in order; `+` means a space, as form encoding has it."""
        if self._query is None:
            self._query = {}
            for name, value in parse_qsl(self.raw_query, keep_blank_values=True):
                self._query.setdefault(name, []).append(value)
        return self._query


@dataclass(slots=True)
class Response:
    """What goes back: a status, a finished body and a few headers."""

    status: int = 200
    body: bytes = b""
    type: str = JSON
    headers: dict[str, str] = field(default_factory=dict)

    def head(self, *, close: bool = False) -> bytes:
        """Everything before the body."""
        try:
            phrase = HTTPStatus(self.status).phrase
        except ValueError:
            phrase = "Unknown"
        lines = [f"HTTP/1.1 {self.status} {phrase}", f"content-length: {len(self.body)}"]
        if self.body:
            lines.append(f"content-type: {self.type}")
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        lines.append("connection: close" if close else "connection: keep-alive")
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def rows_response(head: str, rows: list[bytes]) -> Response:
    """Rows in a list that `head` opens, put together at once: a page has megabytes."""
    if not rows:
        return Response(body=f"{head}]}}".encode())
    *most, last = rows
    first, *most = [*most, last + b"]}"]
    return Response(body=b",".join([head.encode() + first, *most]))


def json_response(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(status, msgspec.json.encode(value), headers=headers or {})


class ProblemError(Exception):
    """An answer that is an error body; carries the response to send."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


def problem(
    status: int,
    title: str,
    errors: dict[str, list[str]] | None = None,
    headers: dict[str, str] | None = None,
) -> ProblemError:
    """The error body all modules share; trace ids count up so that runs are alike."""
    body = {
        "type": f"https://httpstatuses.io/{status}",
        "title": title,
        "status": status,
        "traceId": f"00-{next(_traces):032x}-00",
        "errors": errors or {},
        "data": {},
    }
    return ProblemError(json_response(body, status, headers))


def throttled(wait: int) -> ProblemError:
    title = f"Rate limit is exceeded. Try again in {wait} seconds."
    return problem(429, title, headers={"Retry-After": str(wait)})


def invalid(errors: dict[str, list[str]]) -> ProblemError:
    return problem(400, "One or more validation errors occurred.", errors)


def not_found(what: str = "The requested resource was not found.") -> ProblemError:
    return problem(404, what)


def conflict(title: str) -> ProblemError:
    return problem(409, title)
