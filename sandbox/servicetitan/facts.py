"""ServiceTitan's operations and schemas, read from the compact files in `facts/`."""

from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

Node = dict[str, Any]

FOLDER = Path(__file__).parent / "facts"
# Resources that came after the facts: their names and types are those that extractors report.
LATER = Path(__file__).parent / "later.json"


class Operation(msgspec.Struct):
    """One verb on one path, with the types of what goes in and what comes back."""

    op: str
    verb: str
    path: str
    answers: dict[str, Node | None] = {}
    module: str = ""
    scope: str | None = None
    sends: str = "application/json"
    errors: list[int] = []
    paged: bool = False
    feed: bool = False
    row: str | None = None
    one_of: list[list[str]] = msgspec.field(name="oneOf", default_factory=list)
    limits: dict[str, int] = {}
    last_listed: str | None = msgspec.field(name="lastListed", default=None)
    in_path: dict[str, Node] = msgspec.field(name="inPath", default_factory=dict)
    in_query: dict[str, Node] = msgspec.field(name="inQuery", default_factory=dict)
    body: Node | None = None

    @property
    def key(self) -> str:
        return f"{self.verb} {self.path}"

    @property
    def status(self) -> int:
        return int(next(iter(self.answers), "200"))

    @property
    def answer(self) -> Node | None:
        return next(iter(self.answers.values()), None)


class ModuleFile(msgspec.Struct):
    module: str
    title: str
    base: str = msgspec.field(name="basePath")
    operations: list[Operation]
    schemas: dict[str, Node]


class Addition(msgspec.Struct):
    """Operations and schemas that a module gained later."""

    module: str
    operations: list[Operation]
    schemas: dict[str, Node]


class Shape(NamedTuple):
    """A schema node together with the module whose names it may refer to."""

    module: str
    node: Node


class Facts:
    """Every module's operations and schemas; `later` are operations beside the documented ones."""

    def __init__(self, modules: list[ModuleFile], additions: Sequence[Addition] = ()) -> None:
        self.later: list[Operation] = []
        self.modules = {module.module: module for module in modules}
        for module in modules:
            for operation in module.operations:
                operation.module = module.module
                operation.row = operation.row or self._listed(operation)
        for added in additions:
            self._add(added)

    def _add(self, added: Addition) -> None:
        self.modules[added.module].schemas.update(added.schemas)
        for operation in added.operations:
            operation.module = added.module
            self.later.append(operation)

    def _listed(self, operation: Operation) -> str | None:
        """The schema under `data`, for pages whose operation does not name its row."""
        if not operation.paged or operation.answer is None:
            return None
        data = (
            self.resolve(operation.module, operation.answer).get("properties", {}).get("data", {})
        )
        row: str | None = data.get("items", {}).get("ref")
        return row

    @cached_property
    def operations(self) -> list[Operation]:
        return [op for module in self.modules.values() for op in module.operations]

    @cached_property
    def scopes(self) -> list[str]:
        return sorted({op.scope for op in self.operations if op.scope})

    def schema(self, module: str, name: str) -> Node:
        return self.modules[module].schemas[name]

    def resolve(self, module: str, node: Node) -> Node:
        """The node itself, after following its `ref`; `nullable` on the reference is kept."""
        seen = node
        while "ref" in seen:
            extra = {"nullable": True} if seen.get("nullable") else {}
            seen = {**self.schema(module, seen["ref"]), **extra}
        return seen

    def properties(self, module: str, name: str | None) -> dict[str, Node]:
        return dict(self.schema(module, name).get("properties", {})) if name else {}


@cache
def load() -> Facts:
    names = sorted(FOLDER.glob("*.json"))
    modules = [msgspec.json.decode(path.read_bytes(), type=ModuleFile) for path in names]
    return Facts(modules, msgspec.json.decode(LATER.read_bytes(), type=list[Addition]))
