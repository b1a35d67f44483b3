"""What tools may ask about tools: find by words, describe by name."""

from dataclasses import dataclass
from typing import Any, Protocol

from pydantic import BaseModel, Field


class ToolLine(BaseModel):
    """One tool of a hit."""

    name: str
    effect: str = Field(description="reads, writes or removes.")
    summary: str


class ToolHit(BaseModel):
    """A resource and what can be done with it, the best fit first."""

    resource: str
    tools: list[ToolLine]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a search found; where it is not sure, perhaps no tool fits at all."""

    hits: list[ToolHit]
    is_sure: bool


class ToolSchema(BaseModel):
    """What a tool takes."""

    name: str
    effect: str
    risk: str = Field(description="none, ordinary (asks first) or grave (a person approves).")
    description: str
    parameters: dict[str, Any] = Field(description="JSON schema of its arguments.")


class ToolBox(Protocol):
    """The tools that exist for the caller at hand."""

    def find(self, query: str, limit: int) -> Finding: ...
    def describe(self, name: str) -> ToolSchema | None: ...
    def near(self, name: str) -> list[str]: ...


class NoTools:
    """The tool box of calls that no caller made: empty."""

    def find(self, query: str, limit: int) -> Finding:
        del query, limit
        return Finding([], is_sure=False)

    def describe(self, name: str) -> ToolSchema | None:
        del name
        return None

    def near(self, name: str) -> list[str]:
        del name
        return []
