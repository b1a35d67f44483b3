"""Marks a function as a prompt and finds all prompts."""

from collections.abc import Awaitable, Callable, Iterable
from importlib import import_module
from typing import TypeVar

PromptFunction = Callable[..., Awaitable[str]]
F = TypeVar("F", bound=PromptFunction)

MODULES = ("prompts.dispatch",)
MARK = "__prompt__"


def prompt(*tools: str) -> Callable[[F], F]:
    """Publish a function's text under its name; its parameters but `deps` are the arguments.

    `tools` are those that the text names: without them there is no such prompt.
    """

    def decorate(function: F) -> F:
        setattr(function, MARK, tools)
        return function

    return decorate


def tools_of(function: PromptFunction) -> list[str]:
    """The tools that a prompt's text names."""
    return list(getattr(function, MARK))


def collect() -> Iterable[PromptFunction]:
    """All prompts, in the order in which they stand in their modules."""
    for module in MODULES:
        for value in vars(import_module(module)).values():
            if getattr(value, MARK, ()) and value.__module__ == module:
                yield value
