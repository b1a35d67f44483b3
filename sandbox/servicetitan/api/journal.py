"""Keeps every write in a file, so that a company that is started again still has them."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

import msgspec

from sandbox.servicetitan.api.app import App
from sandbox.servicetitan.api.box import Box
from sandbox.servicetitan.api.messages import Request, Response

READS = frozenset({"GET", "HEAD", "OPTIONS"})


class Line(msgspec.Struct):
    """One write as it came: when, what, and its body in base64."""

    at: float
    method: str
    target: str
    type: str
    body: str


@dataclass(frozen=True)
class Journal:
    """The writes of one company, in order."""

    path: Path

    def keep(self, box: Box, request: Request, response: Response) -> None:
        """Write a request down when it changed something."""
        accepted = HTTPStatus.OK <= response.status < HTTPStatus.MULTIPLE_CHOICES
        if request.method in READS or "/tenant/" not in request.path or not accepted:
            return
        body = base64.b64encode(request.body).decode()
        kind = request.headers.get("content-type", "")
        line = Line(box.now(), request.method, request.target, kind, body)
        with self.path.open("ab") as file:
            file.write(msgspec.json.encode(line) + b"\n")

    def replay(self, box: Box, app: App) -> int:
        """Do every write again at its moment; time then goes on after the last one."""
        lines = list(self._lines())
        rate, box.settings.rate = box.settings.rate, 0
        for line in lines:
            with box.at(line.at):
                app.handle(_request(line, _headers(box, app, line.type)))
        box.settings.rate = rate
        if lines:
            box.set_clock(datetime.fromtimestamp(lines[-1].at, UTC))
        return len(lines)

    def _lines(self) -> Iterator[Line]:
        """The whole lines; one cut short by a crash was never answered."""
        if self.path.exists():
            for text in self.path.read_bytes().split(b"\n")[:-1]:
                yield msgspec.json.decode(text, type=Line)


def _request(line: Line, headers: dict[str, str]) -> Request:
    return Request(line.method, line.target, headers, base64.b64decode(line.body))


def _headers(box: Box, app: App, kind: str) -> dict[str, str]:
    """What any client sends, with a token of this moment."""
    known = box.credentials
    form = {
        "grant_type": "client_credentials",
        "client_id": known.client_id,
        "client_secret": known.client_secret,
    }
    sent = {"content-type": "application/x-www-form-urlencoded"}
    answer = app.handle(Request("POST", "/connect/token", sent, urlencode(form).encode()))
    token = msgspec.json.decode(answer.body)["access_token"]
    return {
        "authorization": f"Bearer {token}",
        "st-app-key": known.app_key,
        "content-type": kind,
    }
