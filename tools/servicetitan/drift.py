"""Compare a newer published document with our operations: added, removed and changed ones."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tools.servicetitan.contract import Contract
from tools.servicetitan.published import Published

Json = dict[str, Any]
VERBS = ("get", "post", "put", "patch", "delete")
BOUNDS = re.compile(r" (?:[<>]=|len[<>]=|items<=|=|~)\S+?(?=[,}\s]|$)")
"""Bounds and defaults are mostly said in prose, so that a document rarely repeats them."""


@dataclass(frozen=True)
class Drift:
    """What a document has that we lack, what it lacks, and what differs."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        yield from (f"added: {one}" for one in self.added)
        yield from (f"removed: {one}" for one in self.removed)
        yield from (f"changed: {one}" for one in self.changed)


def read_document(path: Path) -> Published:
    """Read an OpenAPI 3.0 or 3.1 document."""
    document = json.loads(path.read_text("utf-8"))
    schemas = document.get("components", {}).get("schemas", {})
    return Published(
        operations=list(_operations(document)),
        schemas={name: _schema(one) for name, one in schemas.items()},
    )


def drift(ours: Iterable[Contract], documents: Iterable[Published]) -> Drift:
    """Compare within the modules that the documents speak of."""
    published = {one.route: one for document in documents for one in document.contracts()}
    bases = {_base(route) for route in published}
    known = {one.route: one for one in ours if _base(one.route) in bases}
    both = sorted(known.keys() & published.keys())
    return Drift(
        added=tuple(sorted(published.keys() - known.keys())),
        removed=tuple(
            route
            for route in sorted(known.keys() - published.keys())
            if known[route].last_listed is None
        ),
        changed=tuple(line for route in both for line in _changes(known[route], published[route])),
    )


def _base(route: str) -> str:
    return route.partition(" ")[2].partition("/tenant/")[0]


def _changes(ours: Contract, published: Contract) -> Iterator[str]:
    """What a document leaves unsaid is no change: its scope, bounds, and lists told in prose."""
    mine, theirs = _loose(ours), _loose(published)
    told = {
        name: text if theirs.parameters.get(name) != _as_text(text) else theirs.parameters[name]
        for name, text in mine.parameters.items()
    }
    listed = replace(mine, parameters=told, last_listed=None)
    yield from listed.differences(replace(theirs, scope=theirs.scope or mine.scope))


def _as_text(parameter: str) -> str:
    """The same parameter with a closed list taken for plain text."""
    place, kind, *rest = parameter.split(" ")
    return " ".join([place, "string" if "|" in kind else kind, *rest])


def _loose(contract: Contract) -> Contract:
    return replace(
        contract,
        parameters={name: BOUNDS.sub("", text) for name, text in contract.parameters.items()},
        body=contract.body and BOUNDS.sub("", contract.body),
    )


def _operations(document: Json) -> Iterator[Json]:
    servers = document.get("servers") or [{"url": ""}]
    base = urlsplit(servers[0]["url"]).path.rstrip("/")
    for path, item in document.get("paths", {}).items():
        for verb in VERBS:
            if verb in item:
                shared = item.get("parameters", [])
                yield _operation(document, verb, f"{base}{path}", shared, item[verb])


def _operation(document: Json, verb: str, path: str, shared: list[Json], said: Json) -> Json:
    params = [_referred(document, one) for one in (*shared, *said.get("parameters", []))]
    content = said.get("requestBody", {}).get("content", {})
    multipart = "multipart/form-data" in content
    answers = said.get("responses", {}).items()
    return {
        "method": verb.upper(),
        "path": path,
        "params": [_parameter(one) for one in params if _wanted(one)],
        "body": None if multipart else _content(content),
        "contentType": "multipart/form-data" if multipart else "application/json",
        "responses": {
            status: _content(_referred(document, one).get("content", {}))
            for status, one in answers
            if status.startswith(("2", "3"))
        },
    }


def _wanted(parameter: Json) -> bool:
    return parameter["in"] in {"path", "query"} and parameter["name"] != "tenant"


def _parameter(one: Json) -> Json:
    said = {"name": one["name"], "in": one["in"], "required": one.get("required", False)}
    return {**_schema(one.get("schema", {})), **said}


def _content(content: Mapping[str, Json]) -> Json | None:
    kinds = [one for kind, one in content.items() if "json" in kind] or list(content.values())
    return _schema(kinds[0]["schema"]) if kinds and "schema" in kinds[0] else None


def _referred(document: Json, node: Json) -> Json:
    """Follow a reference to a shared parameter or response."""
    if "$ref" not in node:
        return node
    found: Any = document
    for step in node["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return dict(found)


def _schema(node: Any) -> Any:
    """Write a schema of either version in one form: short references, `nullable` as a flag."""
    if isinstance(node, list):
        return [_schema(one) for one in node]
    if not isinstance(node, dict):
        return node
    clean = {key: _schema(one) for key, one in node.items() if key != "$ref"}
    if "$ref" in node:
        clean["$ref"] = node["$ref"].rpartition("/")[2]
    return _one_type(_without_null(clean))


def _without_null(node: Json) -> Json:
    """3.1 writes "this or null" as a choice of two; so does 3.0 with a single `allOf`."""
    for word in ("oneOf", "anyOf", "allOf"):
        choices = [one for one in node.get(word, []) if one.get("type") != "null"]
        if len(choices) == 1:
            rest = {key: one for key, one in node.items() if key != word}
            null = len(choices) < len(node[word]) or node.get("nullable", False)
            return {**rest, **choices[0], **({"nullable": True} if null else {})}
    return node


def _one_type(node: Json) -> Json:
    kinds = node.get("type")
    if not isinstance(kinds, list):
        return node
    some = [one for one in kinds if one != "null"]
    null = {"nullable": True} if "null" in kinds else {}
    return {**node, "type": some[0] if some else None, **null}
