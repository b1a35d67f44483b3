"""The catalogue as tools: find a tool by words, see what it takes, call it by its name."""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BaseModel, Field

from tools.deps import DEPS, Deps
from tools.logic.outline import outline, part_of, tokens_in
from tools.registry import reads, writes
from tools.toolbox import ToolHit, ToolSchema

TOOLS_PER_HIT = 6
MOST_TOKENS = 6_000
"""What one answer of describe_tools may cost its reader: as much as the whole list of tools."""

PERHAPS_NONE = "Perhaps nothing fits: these come nearest. If none does what is asked, say so."


class FoundTools(BaseModel):
    """Hits, best first; none when nothing fits."""

    hits: list[ToolHit]
    note: str | None = Field(default=None, description="What to do next.")


class DescribedTools(BaseModel):
    """Tools with their parameters, as many as fit."""

    tools: list[ToolSchema]
    unknown: list[str] = Field(default_factory=list, description="Names that no tool has.")
    left_out: list[str] = Field(
        default_factory=list, description="Too much for one answer: ask for these apart."
    )
    note: str | None = Field(default=None, description="What unknown names may have meant.")


@reads
async def search_tools(
    query: Annotated[
        str,
        Field(min_length=2, max_length=300, description="What you want to do, in plain words."),
    ],
    limit: Annotated[int, Field(ge=1, le=20, description="How many resources at most.")] = 5,
    deps: Deps = DEPS,
) -> FoundTools:
    """Tools for a task, found by trade words; 594 ServiceTitan operations are only found here.

    Then describe_tools for the parameters, and call_tool to run one.
    """
    found = deps.tools.find(query, limit)
    hits = [hit.model_copy(update={"tools": hit.tools[:TOOLS_PER_HIT]}) for hit in found.hits]
    if not hits:
        return FoundTools(hits=hits, note=_nothing_fits(deps))
    return FoundTools(hits=hits, note=None if found.is_sure else PERHAPS_NONE)


def _nothing_fits(deps: Deps) -> str:
    """What to try; a tool that does not exist for the caller is not named."""
    figures = ", or query_database for figures" if deps.tools.describe("query_database") else ""
    return f"Nothing fits. Try other words{figures}."


@reads
async def describe_tools(
    names: Annotated[
        list[str],
        Field(
            min_length=1,
            max_length=10,
            description="Tool names; `tool.field` for a part that was left out.",
        ),
    ],
    deps: Deps = DEPS,
) -> DescribedTools:
    """What tools take: description, risk and JSON schema of the arguments."""
    found = {name: _described(deps, name) for name in names}
    known = [schema for schema in found.values() if schema is not None]
    shown = _within_budget(known)
    unknown = [name for name, schema in found.items() if schema is None]
    return DescribedTools(
        tools=shown,
        unknown=unknown,
        left_out=[schema.name for schema in known[len(shown) :]],
        note=_meant(deps, unknown),
    )


@writes(risk="none")
async def call_tool(
    name: Annotated[str, Field(max_length=100, description="Name of the tool, as found.")],
    arguments: Annotated[
        dict[str, Any] | None, Field(description="Its arguments, as describe_tools shows them.")
    ] = None,
    deps: Deps = DEPS,
) -> BaseModel:
    """The answer of any tool that search_tools or tools/list names.

    Writes ask first, whichever way they are called.
    """
    # The pipeline opens this envelope before it looks for a tool, so that the gate, the audit and
    # the user's question are about the tool inside.
    message = f"{name} was not taken out of its envelope for {deps.principal.name}: {arguments}"
    raise LookupError(message)


def _meant(deps: Deps, unknown: Sequence[str]) -> str | None:
    """The nearest names there are, or the search, for each name that no tool has."""
    near = {name: deps.tools.near(name.partition(".")[0]) for name in unknown}
    told = [f"Nearest to {name}: {', '.join(found)}." for name, found in near.items() if found]
    lost = len(told) < len(unknown) and deps.tools.describe("search_tools")
    return " ".join([*told, *(["Find tools by words with search_tools."] if lost else [])]) or None


def _described(deps: Deps, asked: str) -> ToolSchema | None:
    """A tool, or the part of its arguments that a path behind its name leads to."""
    name, _, path = asked.partition(".")
    tool = deps.tools.describe(name)
    part = part_of(tool.parameters, path) if tool and path else None
    if tool is None or (path and part is None):
        return None
    whole = tool.model_copy(update={"name": asked, "parameters": part or tool.parameters})
    if tokens_in(whole) <= MOST_TOKENS:
        return whole
    room = MOST_TOKENS - tokens_in(whole.model_copy(update={"parameters": {}}))
    return whole.model_copy(update={"parameters": outline(whole.parameters, asked, room)})


def _within_budget(schemas: Sequence[ToolSchema]) -> list[ToolSchema]:
    """The first tools whose schemas fit into one answer."""
    size = 0
    for count, schema in enumerate(schemas):
        size += tokens_in(schema)
        if size > MOST_TOKENS:
            return list(schemas[: count or 1])
    return list(schemas)
