"""Makes the catalogue from the code: curated tools by their decorators, operations by theirs."""

from collections.abc import Iterator
from inspect import cleandoc

import msgspec

from agent.catalogue import Entry
from agent.surface import Argument, Askable, Readable, Surface
from prompts.registry import PromptFunction, tools_of
from prompts.registry import collect as prompts
from resources.registry import Resource
from resources.registry import collect as resources
from tools.asking import scopes_of
from tools.registry import Tool, collect
from tools.schema import brief, input_model, input_schema, output_schema
from tools.servicetitan.operation import Operation, modules_in, operations_of, python_modules

CATEGORIES = (
    "tools.customers",
    "tools.jobs",
    "tools.scheduling",
    "tools.estimates",
    "tools.invoicing",
    "tools.database",
    "tools.catalogue",
)
"""The modules that hold curated tools, in the order in which callers see them."""


def catalogue_text() -> str:
    """The catalogue's file: one tool a line, so that a change shows as its line."""
    lines = [msgspec.json.encode(entry).decode() for entry in make_catalogue()]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def surface_text() -> str:
    """The file of resources and prompts."""
    surface = Surface([_readable(one) for one in resources()], [_askable(one) for one in prompts()])
    return msgspec.json.format(msgspec.json.encode(surface), indent=1).decode() + "\n"


def _readable(resource: Resource) -> Readable:
    function = resource.function
    return Readable(
        uri=resource.uri,
        name=function.__name__,
        description=cleandoc(function.__doc__ or ""),
        scope=resource.scope,
        mime_type=resource.mime_type,
        target=f"{function.__module__}:{function.__name__}",
    )


def _askable(function: PromptFunction) -> Askable:
    schema = input_model(function, confirmable=False).model_json_schema()
    arguments = [
        Argument(name, field.get("description", ""), name in schema.get("required", []))
        for name, field in schema.get("properties", {}).items()
    ]
    name = function.__name__
    described = cleandoc(function.__doc__ or "")
    return Askable(name, described, f"{function.__module__}:{name}", arguments, tools_of(function))


def make_catalogue() -> list[Entry]:
    """Every tool there is: curated ones first, then ServiceTitan's operations by module."""
    return [*(_curated(tool) for tool in collect(CATEGORIES)), *_operations()]


def _curated(tool: Tool) -> Entry:
    return Entry(
        name=tool.name,
        category=tool.category,
        resource=tool.category,
        effect=tool.mark.effect,
        risk=tool.mark.risk,
        listed=True,
        summary=tool.summary,
        target=f"{tool.function.__module__}:{tool.name}",
        idempotent=tool.mark.idempotent,
        open_world=tool.mark.open_world,
        description=tool.description,
        api_scope=" ".join(scopes_of(tool)) or None,
        input_schema=input_schema(tool),
        output_schema=brief(output_schema(tool)),
    )


def _operations() -> Iterator[Entry]:
    for name in sorted(python_modules()):
        for module in modules_in(name):
            for operation in operations_of(module):
                yield _operation(operation, f"{name}:{module.__name__}.{operation.name}")


def _operation(operation: Operation, target: str) -> Entry:
    described = operation.description if operation.description != operation.sentence else None
    return Entry(
        name=operation.key,
        category=operation.module,
        resource=f"{operation.module}.{operation.resource}",
        effect=operation.effect,
        risk=operation.risk,
        listed=False,
        summary=operation.sentence,
        target=target,
        idempotent=operation.method != "POST" or operation.effect == "reads",
        open_world=True,
        description=described,
        method=operation.method,
        path=operation.path,
        api_scope=operation.scope,
        last_listed=operation.last_listed,
    )
