"""All tools as data: what surfaces list, search and describe without importing any tool."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from tools.registry import Effect, Risk

FILE = Path(__file__).with_name("catalogue.json")
Schema = dict[str, Any]


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One tool as callers see it; `target` names the code that runs it.

    `last_listed` is the day on which ServiceTitan's reference showed an operation for the last
    time, `api_scope` what the ServiceTitan app must have been granted: several with spaces between,
    as OAuth writes them.
    """

    name: str
    category: str
    resource: str
    effect: Effect
    risk: Risk
    listed: bool
    summary: str
    target: str
    idempotent: bool = False
    open_world: bool = False
    description: str | None = None
    method: str | None = None
    path: str | None = None
    api_scope: str | None = None
    last_listed: str | None = None
    input_schema: Schema | None = None
    output_schema: Schema | None = None

    @property
    def scope(self) -> str:
        """What a caller's role must grant: `category:read` or `category:write`."""
        return f"{self.category}:{'read' if self.effect == 'reads' else 'write'}"

    @property
    def text(self) -> str:
        """What a model reads of the tool."""
        return self.description or self.summary

    def row(self) -> dict[str, Any]:
        """The tool's line of `tools list --json`."""
        line: dict[str, Any] = {
            "name": self.name,
            "category": self.category,
            "resource": self.resource,
            "effect": self.effect,
            "risk": self.risk,
            "listed": self.listed,
            "summary": self.summary,
        }
        return {**line, "method": self.method, "path": self.path} if self.path else line


class Catalogue(Mapping[str, Entry]):
    """Every tool by its name; two tools of one name are refused."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: dict[str, Entry] = {}
        for entry in entries:
            if entry.name in self._entries:
                message = f"two tools are named {entry.name}"
                raise ValueError(message)
            self._entries[entry.name] = entry

    def __getitem__(self, name: str) -> Entry:
        return self._entries[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def load_catalogue() -> Catalogue:
    """The catalogue as `./dev docs` wrote it from the code; a check keeps both equal."""
    return Catalogue(msgspec.json.decode(FILE.read_bytes(), type=list[Entry]))
