"""Failures on request: which request meets which fault, and what each fault does to an answer."""

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

import msgspec
import yaml

from sandbox.servicetitan.api.messages import JSON, Request, Response, problem

Rows = list[Any]
HTML: Final = b"<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>"
# What a gateway that fails may still send: a page of data that nobody vouches for.
STRAY: Final = b'{"hasMore":false,"continueFrom":"stray","data":[{"id":666,"name":"Stray"}]}'
# Faults that break the connection or replace the answer; the others edit it.
BREAKS: Final = {"reset", "stall", "truncate"}


@dataclass
class Fault:
    """One line of a fault plan; without `nth`, `every` or `from` it meets every match."""

    match: str
    fault: str
    method: str | None = None
    nth: int | None = None
    every: int | None = None
    first: int | None = None
    last: int | None = None
    times: int | None = None
    after: bool = False  # the request takes effect, only its answer is lost
    params: dict[str, Any] = field(default_factory=dict)
    seen: int = 0
    fired: int = 0

    @classmethod
    def read(cls, line: dict[str, Any]) -> "Fault":
        known = {"match", "fault", "method", "nth", "every", "times", "after"}
        own = {name: value for name, value in line.items() if name in known}
        extra = {
            name: value
            for name, value in line.items()
            if name not in known | {"from", "to", "params"}
        }
        fault = str(own.pop("fault", ""))
        if fault not in KINDS:
            raise ValueError(f"unknown fault {fault!r}; known: {', '.join(sorted(KINDS))}")
        return cls(
            match=str(own.pop("match", "")), fault=fault, first=line.get("from"),
            last=line.get("to"),
            params={**extra, **line.get("params", {})}, **own,
        )  # fmt: skip

    def meets(self, request: Request) -> bool:
        """Counts matching requests and says whether this one is to fail."""
        if self.method and request.method != self.method.upper():
            return False
        target = f"{request.path}?{request.raw_query}"
        if self.match not in target and not re.search(self.match, target):
            return False
        self.seen += 1
        due = self._due() and (self.times is None or self.fired < self.times)
        self.fired += due
        return due

    def _due(self) -> bool:
        if self.nth is not None:
            return self.seen == self.nth
        if self.every is not None:
            return self.seen % self.every == 0
        if self.first is not None or self.last is not None:
            return (self.first or 1) <= self.seen <= (self.last or self.seen)
        return True

    def shown(self) -> dict[str, Any]:
        return {
            "match": self.match,
            "fault": self.fault,
            "seen": self.seen,
            "fired": self.fired,
            **self.params,
        }


def read_plan(text: str) -> list[Fault]:
    """A plan is a JSON or YAML list of faults."""
    return [Fault.read(line) for line in yaml.safe_load(text) or []]


def load_plan(path: Path) -> list[Fault]:
    return read_plan(path.read_text("utf-8"))


PAGES: Final[dict[str, tuple[int, bytes, str]]] = {
    "503html": (503, HTML, "text/html"),
    "503data": (503, STRAY, JSON),
    "200html": (200, HTML, "text/html"),
}
PLAIN: Final[dict[str, tuple[int, str, dict[str, list[str]]]]] = {
    "500": (500, "An error occurred while processing your request.", {}),
    "502": (502, "Bad Gateway", {}),
    "504": (504, "Gateway Timeout", {}),
    "409": (409, "The record is in use by another change.", {}),
    "403": (403, "Scope validation failed.", {}),
    "expired-token": (401, "Unauthorized: the access token is expired.", {}),
    "expired-continuation": (
        400,
        "Invalid token.",
        {"from": ["The continuation token has expired."]},
    ),
}


def refusal(fault: Fault) -> Response | None:
    """The answer a fault gives instead of the real one; None for faults that let it through."""
    if fault.fault == "429":
        wait = fault.params.get("retry_after", 2)
        return _throttled(fault.params.get("style", "seconds"), wait)
    if fault.fault in PAGES:
        return Response(*PAGES[fault.fault])
    plain = PLAIN.get(fault.fault)
    return problem(*plain).response if plain else None


def _throttled(style: str, wait: float) -> Response:
    """Waits are said in seconds, as an HTTP date, or only in the words of the title."""
    title = f"Rate limit is exceeded. Try again in {int(wait)} seconds."
    when = {"seconds": str(wait), "date": formatdate(time.time() + wait, usegmt=True)}.get(style)
    response = problem(429, title).response
    if when:
        response.headers["Retry-After"] = when
    return response


def edited(fault: Fault, request: Request, response: Response) -> Response:
    """The real answer with the fault's change in it."""
    if fault.fault == "cut-json":
        return Response(response.status, response.body[: len(response.body) // 2], response.type)
    edit = EDITS.get(fault.fault)
    if edit is None or response.status != HTTPStatus.OK or response.type != JSON:
        return response
    body = msgspec.json.decode(response.body)
    if isinstance(body, dict):
        body = edit(fault, request, body) or body
    return Response(
        response.status, json.dumps(body, ensure_ascii=True).encode(), headers=response.headers
    )


def _rows(fault: Fault, body: dict[str, Any]) -> Rows:
    """The rows a fault is about: one by position or id, or all."""
    rows: Rows = [row for row in body.get("data") or [] if isinstance(row, dict)]
    if "id" in fault.params:
        return [row for row in rows if row.get("id") == fault.params["id"]]
    place = fault.params.get("row", 0)
    return rows if place == "all" else rows[place : place + 1]


def _each(
    change: Callable[[dict[str, Any], dict[str, Any]], None],
) -> Callable[[Fault, Request, dict[str, Any]], None]:
    def edit(fault: Fault, _request: Request, body: dict[str, Any]) -> None:
        for row in _rows(fault, body):
            change(row, fault.params)

    return edit


def _text_field(row: dict[str, Any], params: dict[str, Any]) -> str:
    if "field" in params:
        return str(params["field"])
    plain = [
        name for name in ("name", "text", "summary", "value") if isinstance(row.get(name), str)
    ]
    return plain[0] if plain else "name"


def _set(default: str, value: Any) -> Callable[[dict[str, Any], dict[str, Any]], None]:
    def change(row: dict[str, Any], params: dict[str, Any]) -> None:
        row[params.get("field", default)] = params.get("value", value)

    return change


def _nul(row: dict[str, Any], params: dict[str, Any]) -> None:
    name = _text_field(row, params)
    row[name] = f"{str(row.get(name) or '')[:3]}\x00{str(row.get(name) or '')[3:]}"


def _huge(row: dict[str, Any], params: dict[str, Any]) -> None:
    row[_text_field(row, params)] = "x" * int(params.get("bytes", 2_000_000))


def _remove(row: dict[str, Any], params: dict[str, Any]) -> None:
    row.pop(params.get("field", "name"), None)


def _retype(row: dict[str, Any], params: dict[str, Any]) -> None:
    name = params.get("field", "id")
    row[name] = str(row.get(name))


def _duplicate(fault: Fault, _request: Request, body: dict[str, Any]) -> None:
    """A row comes again, as another version of itself where `change` says so.

    `rows` are put at the end instead, as when rows shift to the next page of a moving list.
    """
    copies = [{**row, **fault.params.get("change", {})} for row in _rows(fault, body)]
    body["data"] = [*body.get("data", []), *fault.params.get("rows", copies)]


def _repeat_token(_fault: Fault, request: Request, body: dict[str, Any]) -> None:
    """The next token is the one just used: the feed stands still."""
    body["continueFrom"], body["hasMore"] = request.query.get("from", [""])[-1], True


def _loop_token(_fault: Fault, _request: Request, body: dict[str, Any]) -> None:
    """The next token leads back to the beginning."""
    body["continueFrom"], body["hasMore"] = "", True


def _empty_page(_fault: Fault, request: Request, body: dict[str, Any]) -> None:
    body["data"], body["hasMore"] = [], True
    if "continueFrom" in body:
        body["continueFrom"] = request.query.get("from", [""])[-1]


def _end_early(_fault: Fault, _request: Request, body: dict[str, Any]) -> None:
    body["hasMore"] = False


EDITS: Final[dict[str, Callable[[Fault, Request, dict[str, Any]], Any]]] = {
    "drift-add": _each(_set("brandNewField", {"nested": [1, 2]})),
    "drift-remove": _each(_remove),
    "drift-type": _each(_retype),
    "drift-enum": _each(_set("type", "BrandNewValue")),
    "nul": _each(_nul),
    "bad-type": _each(_set("balance", "x")),
    "null-id": _each(_set("id", None)),
    "missing-modified": _each(lambda row, _params: row.pop("modifiedOn", None)),
    "odd-date": _each(_set("createdOn", "0001-01-01T00:00:00")),
    "huge": _each(_huge),
    "duplicate": _duplicate,
    "repeat-token": _repeat_token,
    "loop-token": _loop_token,
    "empty-page": _empty_page,
    "end-early": _end_early,
}
KINDS: Final = {"429", "cut-json", "expire-token", "slow", *PAGES, *PLAIN, *BREAKS, *EDITS}
