"""What a curated tool asks of ServiceTitan, read from its code: one list less to keep true."""

import sys
from collections.abc import Iterator
from types import CodeType, FunctionType
from typing import Any

from tools.registry import Tool
from tools.servicetitan.operation import Module, Operation, operations_of


def scopes_of(tool: Tool) -> list[str]:
    """The scopes of ServiceTitan's that this tool needs, in all that it may do."""
    return sorted({one.scope for one in operations_asked(tool) if one.scope})


def operations_asked(tool: Tool) -> Iterator[Operation]:
    """Operations that the tool's code names, functions of its own module that it calls included."""
    names = vars(sys.modules[tool.function.__module__])
    for code in _reached(_code_of(tool.function), names):
        for owner in _named(code, names, type):
            if issubclass(owner, Module):
                yield from (one for one in operations_of(owner) if one.name in code.co_names)


def _reached(start: CodeType, names: dict[str, Any]) -> set[CodeType]:
    """This code, what is nested in it, and the module's own functions that any of it names."""
    seen: set[CodeType] = set()
    waiting = [start]
    while waiting:
        code = waiting.pop()
        if code not in seen:
            seen.add(code)
            waiting += [one for one in code.co_consts if isinstance(one, CodeType)]
            waiting += [
                _code_of(one)
                for one in _named(code, names, FunctionType)
                if one.__module__ == names["__name__"]
            ]
    return seen


def _named(code: CodeType, names: dict[str, Any], kind: type) -> list[Any]:
    return [names[one] for one in code.co_names if isinstance(names.get(one), kind)]


def _code_of(function: Any) -> CodeType:
    code: CodeType = function.__code__
    return code
