"""What a typed operation is: the decorators make one from a signature, its module calls it."""

import pkgutil
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from inspect import cleandoc, signature
from typing import (
    Any,
    Concatenate,
    Generic,
    Literal,
    ParamSpec,
    Protocol,
    Self,
    TypeVar,
    Unpack,
    cast,
    get_args,
    get_origin,
    get_type_hints,
    overload,
)

from pydantic import BaseModel
from typing_extensions import TypedDict

import tools.servicetitan
from tools.registry import Effect, Risk
from tools.servicetitan.inputs import Slot, bind, build_model, read_slots
from tools.servicetitan.schema import input_schema, output_schema
from tools.servicetitan.types import Download, Feed, Page

P = ParamSpec("P")
R = TypeVar("R")
Kind = Literal["page", "feed", "list", "file", "nothing", "record"]
Groups = tuple[tuple[str, ...], ...]


class Facts(TypedDict, total=False):
    """What an operation's decorator can say beyond path and scope."""

    base: str
    reads: bool
    risk: Risk
    last_listed: str
    any_of: Groups
    lane: str
    first_page: int


@dataclass(frozen=True)
class BoundCall:
    """A checked call: nothing in it can be refused for its form any more."""

    operation: "Operation"
    path_params: Mapping[str, str] = field(default_factory=dict)
    query: tuple[tuple[str, str], ...] = ()
    body: object = None
    files: Mapping[str, tuple[str, bytes, str]] | None = None


class Sender(Protocol):
    """Sends checked calls; the client does."""

    async def send(self, call: BoundCall) -> Any: ...


@dataclass(frozen=True, eq=False)
class Operation:
    """One operation of ServiceTitan's API, as its typed function declares it."""

    name: str
    module: str
    resource: str
    method: str
    path: str
    scope: str | None
    function: Callable[..., Any] = field(repr=False)
    facts: Facts = field(default_factory=Facts, repr=False)

    @property
    def key(self) -> str:
        """The operation's name among all modules."""
        return f"{self.module.replace('-', '_')}_{self.name}"

    @property
    def effect(self) -> Effect:
        if self.method == "GET" or self.facts.get("reads", False):
            return "reads"
        return "removes" if self.method == "DELETE" else "writes"

    @property
    def risk(self) -> Risk:
        """Removals are grave; a write is ordinary unless its decorator says otherwise."""
        if self.effect == "reads":
            return "none"
        return "grave" if self.effect == "removes" else self.facts.get("risk", "ordinary")

    @property
    def last_listed(self) -> str | None:
        """The day ServiceTitan's reference last showed it; None when it is listed today."""
        return self.facts.get("last_listed")

    @property
    def any_of_required(self) -> Groups:
        """Groups of parameters of which at least one has to be given."""
        return self.facts.get("any_of", ())

    @property
    def lane(self) -> str | None:
        """The further rate limit it counts towards, beside the one for all calls."""
        return self.facts.get("lane")

    @property
    def first_page(self) -> int:
        return self.facts.get("first_page", 1)

    @property
    def description(self) -> str:
        return cleandoc(self.function.__doc__ or "")

    @property
    def sentence(self) -> str:
        return self.description.partition("\n")[0]

    @cached_property
    def answer(self) -> Any:
        """The type of what comes back."""
        return get_type_hints(self.function, include_extras=True).get("return")

    @cached_property
    def kind(self) -> Kind:
        if self.answer is Any:
            return self._kind_by_parameters
        origin = get_origin(self.answer) or self.answer
        kinds: dict[object, Kind] = {Page: "page", Feed: "feed", list: "list", Download: "file"}
        return "nothing" if self.answer is type(None) else kinds.get(origin, "record")

    @property
    def _kind_by_parameters(self) -> Kind:
        """What is paged is a list, also where ServiceTitan publishes no form of its answer."""
        names = {slot.api for slot in self.slots}
        if "includeRecentChanges" in names:
            return "feed"
        return "page" if {"page", "pageSize"} <= names else "record"

    @property
    def item(self) -> Any:
        """The type of one record inside a page, feed or list; None for other answers."""
        inside = get_args(self.answer)
        return inside[0] if inside and self.kind in {"page", "feed", "list"} else None

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        return read_slots(self.function, self.path)

    @cached_property
    def input_model(self) -> type[BaseModel]:
        return build_model(self.key, self.slots)

    def input_schema(self) -> dict[str, Any]:
        return input_schema(self.input_model, self.any_of_required)

    def output_schema(self) -> dict[str, Any]:
        return output_schema(self.kind, self.answer)

    def validate(self, arguments: Mapping[str, object]) -> BoundCall:
        """Check every argument; BadArguments names each fault, and nothing is sent."""
        parts = bind(self.key, self.input_model, self.slots, self.any_of_required, arguments)
        return BoundCall(self, *parts)


class Module:
    """The operations of one resource, called through a client."""

    base = ""

    def __init__(self, client: Sender) -> None:
        self.client = client

    def __init_subclass__(cls, *, base: str, **rest: Any) -> None:
        super().__init_subclass__(**rest)
        cls.base = base


@dataclass(frozen=True)
class BoundEndpoint(Generic[P, R]):
    """An operation of a module that has a client: calling it really calls."""

    operation: Operation
    client: Sender

    async def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        given = signature(self.operation.function).bind(None, *args, **kwargs).arguments
        arguments = {name: value for name, value in given.items() if name != "self"}
        extra = arguments.pop("filters", {})
        answer = await self.client.send(self.operation.validate({**arguments, **extra}))
        return cast("R", answer)


class Endpoint(Generic[P, R]):
    """A decorated function in its module's class."""

    def __init__(
        self,
        function: Callable[Concatenate[Any, P], Coroutine[Any, Any, R]],
        route: tuple[str, str, str | None],
        facts: Facts,
    ) -> None:
        self._function = function
        self._route = route
        self._facts = facts
        self.__doc__ = function.__doc__

    def __set_name__(self, owner: type[Module], name: str) -> None:
        self._owner = owner
        self._name = name

    @cached_property
    def operation(self) -> Operation:
        method, path, scope = self._route
        base = self._facts.get("base", self._owner.base)
        package = self._owner.__module__.removeprefix("tools.servicetitan.").partition(".")[0]
        return Operation(
            name=self._name,
            module=package.replace("_", "-"),
            resource=_snake(self._owner.__name__),
            method=method,
            path=f"{base}/tenant/{{tenant}}{path}",
            scope=scope,
            function=self._function,
            facts=self._facts,
        )

    @overload
    def __get__(self, instance: None, owner: type[Module]) -> Self: ...
    @overload
    def __get__(self, instance: Module, owner: type[Module]) -> BoundEndpoint[P, R]: ...
    def __get__(self, instance: Module | None, owner: type[Module]) -> Self | BoundEndpoint[P, R]:
        return self if instance is None else BoundEndpoint(self.operation, instance.client)


class Decorator(Protocol):
    """Makes an operation of a typed function."""

    def __call__(
        self, function: Callable[Concatenate[Any, P], Coroutine[Any, Any, R]]
    ) -> Endpoint[P, R]: ...


def _verb(method: str, path: str, scope: str | None, facts: Facts) -> Decorator:
    def decorate(
        function: Callable[Concatenate[Any, P], Coroutine[Any, Any, R]],
    ) -> Endpoint[P, R]:
        return Endpoint(function, (method, path, scope), facts)

    return decorate


def get(path: str, *, scope: str | None = None, **facts: Unpack[Facts]) -> Decorator:
    """Read something."""
    return _verb("GET", path, scope, facts)


def post(path: str, *, scope: str | None = None, **facts: Unpack[Facts]) -> Decorator:
    """Create something, or read where `reads` says so."""
    return _verb("POST", path, scope, facts)


def put(path: str, *, scope: str | None = None, **facts: Unpack[Facts]) -> Decorator:
    """Set something."""
    return _verb("PUT", path, scope, facts)


def patch(path: str, *, scope: str | None = None, **facts: Unpack[Facts]) -> Decorator:
    """Change the fields that are given."""
    return _verb("PATCH", path, scope, facts)


def delete(path: str, *, scope: str | None = None, **facts: Unpack[Facts]) -> Decorator:
    """Remove something."""
    return _verb("DELETE", path, scope, facts)


def operations_of(module: type[Module]) -> list[Operation]:
    """Every operation of a module's class, in the order they are written."""
    return [one.operation for one in vars(module).values() if isinstance(one, Endpoint)]


def modules_in(python_module: str) -> list[type[Module]]:
    """The classes of operations that a Python module itself declares; imports it."""
    found = vars(import_module(python_module)).values()
    return [
        one
        for one in found
        if isinstance(one, type) and issubclass(one, Module) and one.__module__ == python_module
    ]


def python_modules() -> list[str]:
    """The names of all Python modules below `tools.servicetitan`; imports only its packages."""
    folder = tools.servicetitan.__path__
    found = pkgutil.walk_packages(folder, f"{tools.servicetitan.__name__}.")
    return [one.name for one in found if not one.ispkg]


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")
