"""Resources and prompts as data, and as MCP components that import their code when used."""

import inspect
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import msgspec
from fastmcp import FastMCP
from fastmcp.exceptions import PromptError, ResourceError
from fastmcp.prompts.base import Prompt, PromptArgument
from fastmcp.resources.base import Resource, ResourceContent, ResourceResult
from fastmcp.resources.template import ResourceTemplate
from pydantic import PrivateAttr, TypeAdapter, ValidationError

from agent.catalogue import Catalogue
from agent.exposure import Exposure
from agent.identity import current_principal
from agent.runtime import Runtime
from resources.registry import Blob
from tools.errors import ToolProblem
from tools.principal import Principal

FILE = Path(__file__).with_name("surface.json")


class Argument(msgspec.Struct, frozen=True):
    """One argument of a prompt."""

    name: str
    description: str
    required: bool


class Readable(msgspec.Struct, frozen=True):
    """One resource: `{names}` in its address are the parameters of its function."""

    uri: str
    name: str
    description: str
    scope: str
    mime_type: str
    target: str


class Askable(msgspec.Struct, frozen=True):
    """One prompt."""

    name: str
    description: str
    target: str
    arguments: list[Argument]
    tools: list[str]
    """Those that its text names."""


class Surface(msgspec.Struct, frozen=True):
    """Everything besides tools that a client can list."""

    resources: list[Readable]
    prompts: list[Askable]


def load_surface() -> Surface:
    """The surface as `./dev docs` wrote it from the code; a check keeps both equal."""
    return msgspec.json.decode(FILE.read_bytes(), type=Surface)


@dataclass(frozen=True)
class Views:
    """Which resources and prompts exist for whom: as tools do, by settings and by role."""

    surface: Surface
    exposure: Exposure
    catalogue: Catalogue

    def reads(self, scope: str, principal: Principal) -> bool:
        """Whether something with this scope is there for this caller."""
        category = scope.partition(":")[0]
        return self.exposure.opens(self.catalogue, category) and principal.may(scope)

    def lists(self, readable: Readable, principal: Principal) -> bool:
        """Whether a resource is listed; one whose scope depends on its address always is."""
        return "{" in readable.scope or self.reads(readable.scope, principal)

    def asks(self, askable: Askable, principal: Principal) -> bool:
        """Whether a prompt is there: only with every tool that its text names."""
        names = {entry.name for entry in self.exposure.visible(self.catalogue, principal)}
        return names.issuperset(askable.tools)

    def hidden(self, principal: Principal) -> set[str]:
        """The names of resources and prompts that this caller's lists leave out."""
        resources = {r.name for r in self.surface.resources if not self.lists(r, principal)}
        prompts = {a.name for a in self.surface.prompts if not self.asks(a, principal)}
        return resources | prompts


def add_surface(mcp: "FastMCP[Any]", runtime: Runtime, views: Views) -> None:
    """Register every resource and prompt."""
    for readable in views.surface.resources:
        if "{" in readable.uri:
            mcp.add_template(_template(runtime, readable, views))
        else:
            mcp.add_resource(_resource(runtime, readable, views))
    for askable in views.surface.prompts:
        mcp.add_prompt(_prompt(runtime, askable, views))


class _Resource(Resource):
    """A resource with a fixed address."""

    _read_now: Callable[..., Awaitable[str | Blob]] = PrivateAttr()

    async def read(self) -> str | ResourceResult:
        found = await self._read_now()
        if isinstance(found, str):
            return found
        return ResourceResult([ResourceContent(found.content, mime_type=found.mime_type)])


class _Template(ResourceTemplate):
    """Resources whose address has parameters."""

    _read_now: Callable[..., Awaitable[str | Blob]] = PrivateAttr()

    async def create_resource(self, uri: str, params: dict[str, Any]) -> Resource:
        made = _Resource(uri=uri, name=self.name, mime_type=self.mime_type)
        made._read_now = lambda: self._read_now(**params)
        return made


class _Prompt(Prompt):
    """A prompt."""

    _render_now: Callable[..., Awaitable[str]] = PrivateAttr()

    async def render(self, arguments: dict[str, Any] | None = None) -> str:
        return await self._render_now(**(arguments or {}))


def _resource(runtime: Runtime, readable: Readable, views: Views) -> Resource:
    made = _Resource(
        uri=readable.uri,
        name=readable.name,
        description=readable.description,
        mime_type=readable.mime_type,
    )
    made._read_now = _reader(runtime, readable, views)
    return made


def _template(runtime: Runtime, readable: Readable, views: Views) -> ResourceTemplate:
    names = [part.partition("}")[0] for part in readable.uri.split("{")[1:]]
    made = _Template(
        uri_template=readable.uri,
        name=readable.name,
        description=readable.description,
        mime_type=readable.mime_type,
        parameters={
            "type": "object",
            "properties": {name: {"type": "string"} for name in names},
            "required": names,
        },
    )
    made._read_now = _reader(runtime, readable, views)
    return made


def _prompt(runtime: Runtime, askable: Askable, views: Views) -> Prompt:
    arguments = [
        PromptArgument(name=one.name, description=one.description, required=one.required)
        for one in askable.arguments
    ]
    made = _Prompt(name=askable.name, description=askable.description, arguments=arguments)
    made._render_now = _renderer(runtime, askable, views)
    return made


def _reader(
    runtime: Runtime, readable: Readable, views: Views
) -> Callable[..., Awaitable[str | Blob]]:
    async def read(**parameters: Any) -> str | Blob:
        if not views.reads(readable.scope.format(**parameters), current_principal()):
            message = f"There is no {readable.uri.format(**parameters)} for your role."
            raise ResourceError(message)
        try:
            function = resolve_name(readable.target)
            found: str | Blob = await function(**parameters, deps=await runtime.deps())
        except ToolProblem as problem:
            raise ResourceError(str(problem)) from problem
        return found

    return read


def _renderer(runtime: Runtime, askable: Askable, views: Views) -> Callable[..., Awaitable[str]]:
    async def render(**given: Any) -> str:
        if not views.asks(askable, current_principal()):
            message = f"There is no prompt {askable.name} for your role."
            raise PromptError(message)
        function = resolve_name(askable.target)
        try:
            values = dict(_values(function, given))
            text: str = await function(**values, deps=await runtime.deps())
        except ToolProblem as problem:
            raise PromptError(str(problem)) from problem
        return text

    return render


def _values(function: Callable[..., Any], given: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """A prompt's arguments come as text; its function wants its own types."""
    hints = inspect.get_annotations(function, eval_str=True)
    for name, text in given.items():
        if name not in hints or name == "deps":
            message = f"{name}: there is no such argument. Nothing was asked."
            raise PromptError(message)
        try:
            yield name, TypeAdapter(hints[name]).validate_python(text)
        except ValidationError as odd:
            message = f"{name}: received {text!r}; {odd.errors()[0]['msg'].lower()}."
            raise PromptError(message) from odd
