"""Marks a function as a tool, with its effect and risk, and finds all tools by category."""

import inspect
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal, TypeVar, overload

Effect = Literal["reads", "writes", "removes"]
Risk = Literal["none", "ordinary", "grave"]
ToolFunction = Callable[..., Awaitable[Any]]
F = TypeVar("F", bound=ToolFunction)

MARK = "__tool__"


@dataclass(frozen=True)
class Mark:
    """What a decorator says of a function."""

    effect: Effect
    risk: Risk
    idempotent: bool = True

    @property
    def open_world(self) -> bool:
        """Whether it reaches beyond the mirror, as every write does."""
        return self.effect != "reads"


@dataclass(frozen=True)
class Tool:
    """A function that callers may use, with all that a catalogue says of it."""

    name: str
    category: str
    mark: Mark
    function: ToolFunction

    @property
    def description(self) -> str:
        return inspect.cleandoc(self.function.__doc__ or "")

    @property
    def summary(self) -> str:
        return self.description.split("\n", 1)[0]


def reads(function: F) -> F:
    """Mark a tool that changes nothing."""
    return _marked(function, Mark("reads", "none"))


@overload
def writes(function: F, /) -> F: ...
@overload
def writes(*, risk: Risk = "ordinary", idempotent: bool = False) -> Callable[[F], F]: ...
def writes(
    function: F | None = None, /, *, risk: Risk = "ordinary", idempotent: bool = False
) -> F | Callable[[F], F]:
    """Mark a tool that adds or changes something, in ServiceTitan or beyond."""
    mark = Mark("writes", risk, idempotent)
    return (lambda target: _marked(target, mark)) if function is None else _marked(function, mark)


def removes(function: F) -> F:
    """Mark a tool that takes something away: always grave."""
    return _marked(function, Mark("removes", "grave"))


def _marked(function: F, mark: Mark) -> F:
    setattr(function, MARK, mark)
    return function


def collect(modules: Iterable[str]) -> list[Tool]:
    """All tools of these modules, in the order in which they stand there."""
    return [tool for module in modules for tool in _tools_of(module)]


def _tools_of(module: str) -> Iterable[Tool]:
    category = module.rsplit(".", 1)[-1]
    for name, value in vars(import_module(module)).items():
        mark = getattr(value, MARK, None)
        if isinstance(mark, Mark) and value.__module__ == module:
            yield Tool(name, category, mark, value)
