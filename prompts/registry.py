"""Marks a function as a prompt and finds all prompts."""

from collections.abc import Awaitable, Callable, Iterable
from importlib import import_module
from typing import TypeVar

PromptFunction = Callable[..., Awaitable[str]]
F = TypeVar("F", bound=PromptFunction)

MODULES = ("prompts.dispatch",)
MARK = "__prompt__"


def prompt(function: F) -> F:
    """Publish a function's text under its name; its parameters but `deps` are the arguments."""
    setattr(function, MARK, True)
    return function


def collect() -> Iterable[PromptFunction]:
    """All prompts, in the order in which they stand in their modules."""
    for module in MODULES:
        for value in vars(import_module(module)).values():
            if getattr(value, MARK, False) and value.__module__ == module:
                yield value
