"""Marks a function as a resource: its address, the scope it wants, and its text's form."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import TypeVar


@dataclass(frozen=True)
class Blob:
    """Bytes with their own media type, where a resource is no text."""

    content: bytes
    mime_type: str


ResourceFunction = Callable[..., Awaitable[str | Blob]]
F = TypeVar("F", bound=ResourceFunction)

MODULES = ("resources.database", "resources.files", "resources.servicetitan", "resources.sync")
MARK = "__resource__"


@dataclass(frozen=True)
class Resource:
    """A function whose answer can be read at `uri`; `{names}` in it are its parameters.

    The scope may hold them too, where it depends on what is asked for.
    """

    uri: str
    scope: str
    mime_type: str
    function: ResourceFunction


def resource(uri: str, *, scope: str, mime_type: str = "application/json") -> Callable[[F], F]:
    """Publish a function's text at an address, for callers with this scope."""

    def decorate(function: F) -> F:
        setattr(function, MARK, Resource(uri, scope, mime_type, function))
        return function

    return decorate


def collect() -> Iterable[Resource]:
    """All resources, in the order in which they stand in their modules."""
    for module in MODULES:
        for value in vars(import_module(module)).values():
            found = getattr(value, MARK, None)
            if isinstance(found, Resource) and value.__module__ == module:
                yield found
