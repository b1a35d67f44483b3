"""All tools as data: what surfaces list, search and describe without running anything."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tools.registry import Effect, Risk, Tool, collect
from tools.schema import Schema, input_schema, output_schema

CATEGORIES = (
    "tools.customers",
    "tools.database",
    "tools.estimates",
    "tools.invoicing",
    "tools.jobs",
    "tools.scheduling",
)
"""The modules that hold curated tools, in the order in which callers see them."""


@dataclass(frozen=True)
class Entry:
    """One tool as callers see it, and the function that runs it."""

    tool: Tool
    input_schema: Schema
    output_schema: Schema

    @property
    def name(self) -> str:
        return self.tool.name

    @property
    def category(self) -> str:
        return self.tool.category

    @property
    def effect(self) -> Effect:
        return self.tool.mark.effect

    @property
    def risk(self) -> Risk:
        return self.tool.mark.risk

    @property
    def listed(self) -> bool:
        return self.tool.mark.listed

    def row(self) -> dict[str, Any]:
        """The tool's line of `tools list --json`."""
        return {
            "name": self.name,
            "category": self.category,
            "resource": self.category,
            "effect": self.effect,
            "risk": self.risk,
            "listed": self.listed,
            "summary": self.tool.summary,
        }


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
    """The catalogue of all curated tools."""
    return Catalogue(
        Entry(tool, input_schema(tool), output_schema(tool)) for tool in collect(CATEGORIES)
    )
