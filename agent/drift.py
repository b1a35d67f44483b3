"""Compares OpenAPI files of ServiceTitan with our operations: what is new, gone or different."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from tools.servicetitan.contract import Contract
from tools.servicetitan.operation import Operation

Schema = Mapping[str, Any]
METHODS = ("get", "post", "put", "patch", "delete")
DEEPEST = 4
"""Levels of fields that are compared; our own schemas end a little deeper."""
_NAME = re.compile(r"{\w+}")
_PLAIN = frozenset({"string", "integer", "number", "boolean"})
_LOOSE = {"number": {"integer", "string"}, "integer": {"number"}, "string": {"array", "number"}}
"""Kinds that say the same: money as text or number, lists of ids joined by commas."""
_LIMITS = ("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems")
_FORMS = {"date-time": "date-time", "date": "date", "uuid": "uuid", "guid": "uuid"}
_NO_FIELDS = _PLAIN | {"any", "nothing"}
_INT64 = 9e18
"""A bound beyond this only says that a number has 64 bits."""
_LINKS = 10
"""References to references that are followed."""


@dataclass(frozen=True, order=True)
class Difference:
    """One thing that differs: `+` is new there, `-` is only here, `~` changed."""

    where: str
    mark: str
    what: str

    def __str__(self) -> str:
        return f"{self.mark} {self.where}{f': {self.what}' if self.what else ''}"


@dataclass(frozen=True)
class Shape:
    """What one field or parameter may hold."""

    kinds: frozenset[str]
    required: bool = False
    values: frozenset[str] = frozenset()
    default: str | None = None
    limits: frozenset[tuple[str, float]] = frozenset()
    form: str = ""
    """What kind of text it is, where it is more than plain text."""
    nullable: bool = False
    deprecated: bool | None = False
    """None where only its words say so: ours have no other way, a document's may mean anything."""


@dataclass(frozen=True)
class Described:
    """One operation as either side describes it: inputs and answer fields by their path."""

    name: str
    inputs: Mapping[str, Shape]
    answers: Mapping[str, Shape]
    operation_id: str | None = None
    unlisted: bool = False
    """Whether no document showed it any more when ours was written."""
    deprecated: bool = False
    binary: bool = False
    """Whether a file comes back, which has no fields."""
    fieldless: bool = False
    """Whether no document showed a field of the answer, whatever ours says."""


@dataclass(frozen=True)
class Document:
    """One OpenAPI file, 3.0 or 3.1."""

    content: Schema
    base: str = field(init=False)

    def __post_init__(self) -> None:
        servers = self.content.get("servers") or [{}]
        object.__setattr__(self, "base", urlsplit(servers[0].get("url", "")).path.rstrip("/"))

    @cached_property
    def operations(self) -> dict[str, Described]:
        found: dict[str, Described] = {}
        for path, item in self.content.get("paths", {}).items():
            whole = path if path.startswith(f"{self.base}/") else f"{self.base}{path}"
            for method in METHODS:
                if method in item:
                    shared = item.get("parameters", [])
                    made = self._described(f"{method.upper()} {whole}", item[method], shared)
                    found[key_of(method, whole)] = made
        return found

    def _described(self, name: str, operation: Schema, shared: Sequence[Schema]) -> Described:
        inputs: dict[str, Shape] = {}
        for raw in (*shared, *operation.get("parameters", [])):
            parameter = self._resolved(raw)
            if parameter.get("in") in {"query", "path"} and parameter["name"] != "tenant":
                shape = self._merged(parameter.get("schema", {}))
                in_path = f"{{{parameter['name']}}}" in name  # some repeat it as a query parameter
                required = in_path or bool(parameter.get("required"))
                inputs[parameter["name"]] = _shape(
                    shape, required=required, deprecated=bool(parameter.get("deprecated"))
                )
        if body := _content(self._resolved(operation.get("requestBody", {}))):
            inputs["body"] = _shape(self._merged(body), required=True)
            inputs |= dict(self._fields(body, "body"))
        answers = dict(self._fields(self._answer(operation), ""))
        old = bool(operation.get("deprecated"))
        return Described(name, inputs, answers, operation.get("operationId"), deprecated=old)

    def _answer(self, operation: Schema) -> Schema:
        """What any of the good answers may hold: a report is rows, or a token to ask again."""
        responses = operation.get("responses", {})
        good = [self._resolved(responses[code]) for code in responses if code.startswith("2")]
        return {"anyOf": [_content(one) for one in good]}

    def _fields(
        self, schema: Schema, path: str, depth: int = 0, *, required: bool = False
    ) -> Iterator[tuple[str, Shape]]:
        whole = self._merged(schema)
        if path and depth:
            yield path, _shape(whole, required=required)
        if depth > DEEPEST:
            return
        needed = whole.get("required", [])
        for name, inside in whole.get("properties", {}).items():
            here = f"{path}.{name}" if path else name
            yield from self._fields(inside, here, depth + 1, required=name in needed)
        if "items" in whole:
            items = self._merged(whole["items"])
            nested = {k: v for k, v in items.items() if k in {"properties", "required", "items"}}
            yield from (
                (name, one) for name, one in self._fields(nested, path, depth) if name != path
            )

    def _merged(self, schema: Schema) -> dict[str, Any]:
        """The schema behind a reference, with what `allOf` and its kin add."""
        whole = dict(self._resolved(schema))
        if "$ref" in whole.get("items", {}):
            whole["items"] = self._resolved(whole["items"])
        for word in ("allOf", "oneOf", "anyOf"):
            parts = [self._merged(part) for part in whole.pop(word, [])]
            some = [part for part in parts if part.get("type") != "null"]
            told = _told(whole, some, word) | ({"nullable": True} if some != parts else {})
            parts = some
            for inside in parts:
                properties = {**whole.get("properties", {}), **inside.get("properties", {})}
                whole = {**inside, **whole} | ({"properties": properties} if properties else {})
            whole |= told
        return whole

    def _resolved(self, node: Schema) -> Schema:
        """Follow local references; the names in them may be escaped."""
        for _ in range(_LINKS):
            if "$ref" not in node:
                break
            target: Any = self.content
            for step in str(node["$ref"]).removeprefix("#/").split("/"):
                name = step.replace("~1", "/").replace("~0", "~").replace("%7B", "{")
                if name not in target:
                    message = f"points at {node['$ref']}, which is not in it"
                    raise ValueError(message)
                target = target[name]
            node = {**target, **{key: one for key, one in node.items() if key != "$ref"}}
        return node


def _told(whole: Schema, parts: Sequence[Schema], word: str) -> dict[str, Any]:
    """What parts say together: all of `allOf` are required, of alternatives what each requires."""
    told: dict[str, Any] = {}
    needs = [set(part.get("required", [])) for part in parts]
    if needs:
        shared = set.union(*needs) if word == "allOf" else set.intersection(*needs)
        told["required"] = sorted({*whole.get("required", []), *shared})
    values = [_values(part) for part in parts]
    if word != "allOf" and values and all(values):
        told["enum"] = [value for some in values for value in some]
    return told


def _values(schema: Schema) -> list[Any]:
    """The few values of a schema; OpenAPI 3.1 may write a single one as a constant."""
    return list(schema.get("enum") or [schema[word] for word in ("const",) if word in schema])


def ours(
    operations: Iterable[Operation], published: Mapping[str, Contract]
) -> dict[str, Described]:
    """Our operations in the same form, with what was published of them besides."""
    described = ((one, _ours(one)) for one in operations)
    return {
        key_of(one.method, one.path): _with_facts(here, published[f"{one.method} {one.path}"])
        for one, here in described
    }


def _with_facts(here: Described, contract: Contract) -> Described:
    """What our types leave open: the published name, and the values that an answer may hold."""
    answers = dict(here.answers)
    for name in (contract.answer_values or {}).keys() & answers.keys():
        values = frozenset((contract.answer_values or {})[name])
        answers[name] = replace(answers[name], values=values)
    bare = contract.answer.rstrip("?") in _NO_FIELDS
    return replace(here, answers=answers, operation_id=contract.operation_id, fieldless=bare)


def _ours(operation: Operation) -> Described:
    schema = operation.input_schema()
    inputs: dict[str, Shape] = {}
    for name, one in schema["properties"].items():
        if name == "body":
            inputs["body"] = _shape(one, required=True, deprecated=_says_deprecated(operation))
            inputs |= dict(_own_fields(one, "body"))
        elif name != "file":
            inputs[name] = _shape(one, required=name in schema.get("required", []))
    answer = operation.output_schema()
    answer = answer["properties"].get("items", answer) if operation.kind == "list" else answer
    answers = {} if operation.kind in {"file", "nothing"} else dict(_own_fields(answer, ""))
    route = f"{operation.method} {operation.path}"
    return Described(
        route,
        inputs,
        answers,
        unlisted=operation.last_listed is not None,
        deprecated=_says_deprecated(operation),
        binary=operation.kind == "file",
    )


def _says_deprecated(operation: Operation) -> bool:
    return "deprecated" in operation.description.lower()


def _own_fields(
    schema: Schema, path: str, depth: int = 0, *, required: bool = False
) -> Iterator[tuple[str, Shape]]:
    return Document({})._fields(schema, path, depth, required=required)


def compare(documents: Sequence[Document], known: Mapping[str, Described]) -> list[Difference]:
    """What the files say that our operations do not, and the other way round."""
    theirs = {key: one for document in documents for key, one in document.operations.items()}
    covered = {_base(key) for key in theirs}
    new = {key: one for key, one in theirs.items() if key not in known}
    gone = {key: one for key, one in known.items() if key not in theirs}
    pairs = {key: key for key in theirs.keys() & known.keys()} | _moved(gone, new)
    found = [Difference(one.name, "+", "") for key, one in new.items() if key not in pairs.values()]
    found += [
        Difference(one.name, "-", "")
        for key, one in gone.items()
        if _base(key) in covered and key not in pairs and not one.unlisted
    ]
    for here, there in pairs.items():
        if here != there:
            found.append(Difference(known[here].name, "~", f"moved to {theirs[there].name}"))
        found += _changes(known[here], theirs[there])
    return sorted(found)


def _moved(gone: Mapping[str, Described], new: Mapping[str, Described]) -> dict[str, str]:
    """Old and new key of what kept its published name within its module, whatever its version."""
    there = _by_id(new)
    return {here: there[name] for name, here in _by_id(gone).items() if name in there}


def _by_id(operations: Mapping[str, Described]) -> dict[tuple[str, str], str]:
    """Keys by module and published name, where that names only one."""
    found: dict[tuple[str, str], list[str]] = {}
    for key, one in operations.items():
        if one.operation_id:
            module = _base(key).split("/")[1] if "/" in _base(key) else ""
            found.setdefault((module, one.operation_id), []).append(key)
    return {name: keys[0] for name, keys in found.items() if len(keys) == 1}


def _changes(here: Described, there: Described) -> Iterator[Difference]:
    if there.deprecated and not here.deprecated:
        yield Difference(here.name, "~", "is now deprecated")
    if here.answers and not there.answers and not here.fieldless:
        yield Difference(here.name, "-", "answers: no field is described any more")
    sides = [(here.inputs, there.inputs, "")]
    if there.answers and not here.binary:
        sides.append((here.answers, there.answers, "answers "))
    for mine, published, side in sides:
        for name in published.keys() - mine.keys() - set(_below_any(mine, published)):
            must = " (required)" if name != "body" and published[name].required else ""
            yield Difference(here.name, "+", f"{side}{name}{must}")
        for name in mine.keys() - published.keys():
            yield Difference(here.name, "-", f"{side}{name}")
        for name in mine.keys() & published.keys():
            words = _moves(mine[name], published[name], inputs=not side)
            told = words if side else (*words, *_rules(name, mine[name], published[name]))
            yield from (Difference(here.name, "~", f"{side}{name} {one}") for one in told)


def _below_any(mine: Mapping[str, Shape], published: Iterable[str]) -> Iterator[str]:
    """Fields inside something that we let hold anything, such as a form's own tree."""
    parents = {name.rpartition(".")[0] for name in mine}
    free = tuple(
        f"{name}."
        for name, shape in mine.items()
        if name not in parents and not shape.kinds & _PLAIN
    )
    yield from (name for name in published if name.startswith(free))


def _moves(here: Shape, there: Shape, *, inputs: bool) -> Iterator[str]:
    if not _alike(here.kinds, there.kinds):
        yield f"was {_words(here.kinds)}, is {_words(there.kinds)}"
    if inputs and here.required != there.required:
        yield "is now required" if there.required else "is no longer required"
    if here.values and there.values and here.values != there.values:
        new, old = there.values - here.values, here.values - there.values
        parts = [f"also allows {_words(new)}"] * bool(new) + [f"lost {_words(old)}"] * bool(old)
        yield ", ".join(parts)
    elif there.values and not here.values:
        yield f"is now one of {_words(there.values)}"
    if inputs and there.default and (here.default or "").lower() != there.default.lower():
        yield f"has the default {there.default}, had {here.default or 'none'}"


def _rules(name: str, here: Shape, there: Shape) -> Iterator[str]:
    """What else is asked of a value that is sent."""
    sent = name.startswith("body.")
    ours, theirs = dict(here.limits), dict(there.limits)
    for word in sorted(ours | theirs):
        if word in theirs and theirs[word] != ours.get(word):
            was = f"{ours[word]:g}" if word in ours else "none"
            yield f"has the {word} {theirs[word]:g}, had {was}"
        elif sent and word not in theirs:  # of parameters we know some limits from the texts
            yield f"has no {word} any more, had {ours[word]:g}"
    if here.form != there.form and here.kinds & there.kinds:
        yield f"was {here.form or 'plain'} text, is {there.form or 'plain'} text"
    if sent and here.kinds and here.nullable != there.nullable:
        yield "may now be null" if there.nullable else "may no longer be null"
    if there.deprecated and here.deprecated is False:
        yield "is now deprecated"


def _alike(here: frozenset[str], there: frozenset[str]) -> bool:
    if not here or not there or here & there:
        return True
    return any(_LOOSE.get(one, set()) & there for one in here) or any(
        _LOOSE.get(one, set()) & here for one in there
    )


def _shape(schema: Schema, *, required: bool, deprecated: bool = False) -> Shape:
    kind = schema.get("type", [])
    kinds = frozenset([kind] if isinstance(kind, str) else kind) - {"null"}
    inside = schema.get("items")
    values = _values(schema) or (_values(inside) if isinstance(inside, Mapping) else [])
    default = None if schema.get("default") is None else str(schema["default"])
    return Shape(
        kinds,
        required,
        frozenset(str(v) for v in values if v is not None),
        default,
        _limits(schema),
        _FORMS.get(schema.get("format", ""), ""),
        bool(schema.get("nullable")) or "null" in kind or None in values,
        deprecated or schema.get("deprecated") or (None if _old_by_words(schema) else False),
    )


def _old_by_words(schema: Schema) -> bool:
    return "deprecated" in schema.get("description", "").lower()


def _limits(schema: Schema) -> frozenset[tuple[str, float]]:
    """The bounds of a value; the length of a text that is a time says nothing."""
    found = {word: schema[word] for word in _LIMITS if schema.get(word) is not None}
    if schema.get("format") in _FORMS or schema.get("type") == "object":
        return frozenset()
    return frozenset((word, float(one)) for word, one in found.items() if abs(one) < _INT64)


def _content(holder: Schema) -> Schema:
    """The schema of a JSON body; files are not described by fields."""
    kinds = holder.get("content", {})
    schema: Schema = kinds.get("application/json", {}).get("schema", {})
    return schema


def key_of(method: str, path: str) -> str:
    """Names of places in a path and its case are no difference."""
    return f"{method.upper()} {_NAME.sub('{}', path).lower()}"


def _base(key: str) -> str:
    return key.partition(" ")[2].partition("/tenant/")[0]


def _words(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
