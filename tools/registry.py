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
    listed: bool
    idempotent: bool
    open_world: bool


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

    @property
    def scope(self) -> str:
        """What a caller's role must grant: `category:read` or `category:write`."""
        return f"{self.category}:{'read' if self.mark.effect == 'reads' else 'write'}"


@overload
def reads(function: F, /) -> F: ...
@overload
def reads(*, listed: bool = True, open_world: bool = False) -> Callable[[F], F]: ...
def reads(
    function: F | None = None, /, *, listed: bool = True, open_world: bool = False
) -> F | Callable[[F], F]:
    """Mark a tool that changes nothing."""
    mark = Mark("reads", "none", listed, idempotent=True, open_world=open_world)
    return _marking(mark, function)


@overload
def writes(function: F, /) -> F: ...
@overload
def writes(
    *, risk: Risk = "ordinary", listed: bool = True, idempotent: bool = False
) -> Callable[[F], F]: ...
def writes(
    function: F | None = None,
    /,
    *,
    risk: Risk = "ordinary",
    listed: bool = True,
    idempotent: bool = False,
) -> F | Callable[[F], F]:
    """Mark a tool that adds or changes something, in ServiceTitan or beyond."""
    mark = Mark("writes", risk, listed, idempotent=idempotent, open_world=True)
    return _marking(mark, function)


@overload
def removes(function: F, /) -> F: ...
@overload
def removes(*, listed: bool = True) -> Callable[[F], F]: ...
def removes(function: F | None = None, /, *, listed: bool = True) -> F | Callable[[F], F]:
    """Mark a tool that takes something away: always grave."""
    mark = Mark("removes", "grave", listed, idempotent=True, open_world=True)
    return _marking(mark, function)


def _marking(mark: Mark, function: F | None) -> F | Callable[[F], F]:
    def decorate(target: F) -> F:
        setattr(target, MARK, mark)
        return target

    return decorate if function is None else decorate(function)


def collect(modules: Iterable[str]) -> list[Tool]:
    """All tools of these modules, in the order in which they stand there."""
    return [tool for module in modules for tool in _tools_of(module)]


def _tools_of(module: str) -> Iterable[Tool]:
    category = module.rsplit(".", 1)[-1]
    for name, value in vars(import_module(module)).items():
        mark = getattr(value, MARK, None)
        if isinstance(mark, Mark) and value.__module__ == module:
            yield Tool(name, category, mark, value)
