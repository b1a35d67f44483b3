"""An operation's contract as short text, so that ours and a published one can be compared."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from inspect import Parameter
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import annotated_types
from pydantic.fields import FieldInfo
from typing_extensions import is_typeddict

from tools.servicetitan.filters import As
from tools.servicetitan.inputs import Slot
from tools.servicetitan.operation import Operation
from tools.servicetitan.types import Download, StBody, Upload

PAGING = frozenset({"page", "pageSize"})
GENERAL = frozenset({">=1", "<=5000", "=50"})
"""What holds for every list, whether or not its document says so: pages from 1, 50 to 5000 rows."""

PLAIN: Mapping[object, str] = {
    int: "integer",
    float: "number",
    Decimal: "number",
    bool: "boolean",
    str: "string",
    datetime: "date-time",
    date: "date",
    UUID: "uuid",
    Upload: "file",
    Download: "file",
    Any: "any",
}
SIGNS: tuple[tuple[str, type, str], ...] = (
    (">=", annotated_types.Ge, "ge"),
    ("<=", annotated_types.Le, "le"),
    ("len>=", annotated_types.MinLen, "min_length"),
    ("len<=", annotated_types.MaxLen, "max_length"),
)


@dataclass(frozen=True)
class Contract:
    """Method and path, scope, each parameter, the body, and a fingerprint of the answer."""

    route: str
    scope: str | None
    parameters: Mapping[str, str]
    body: str | None
    answer: str
    last_listed: str | None = None
    operation_id: str | None = None
    """The document's own name for it: what stays when an operation moves to another path."""
    answer_values: Mapping[str, Sequence[str]] | None = None
    """Fields of the answer that hold one of a few values; our types take any text there."""

    def differences(self, other: "Contract") -> Iterator[str]:
        """Say how another contract for the same route differs from this one."""
        for word in ("scope", "body", "answer", "last_listed"):
            ours, theirs = getattr(self, word), getattr(other, word)
            if ours != theirs:
                yield f"{self.route}: {word} is {ours}, published {theirs}"
        for name in sorted({*self.parameters, *other.parameters}):
            here, there = self.parameters.get(name), other.parameters.get(name)
            if here != there:
                yield f"{self.route}: {name} is {here}, published {there}"


def fingerprint(answer: str) -> str:
    """Twelve characters for an answer whose whole shape would fill pages."""
    if len(answer) <= 40:  # noqa: PLR2004 - short shapes are clearer than their fingerprint
        return answer
    return hashlib.sha256(answer.encode()).hexdigest()[:12]


def contract_of(operation: Operation) -> Contract:
    body = next((slot for slot in operation.slots if slot.place in {"body", "file"}), None)
    return Contract(
        route=f"{operation.method} {operation.path}",
        scope=operation.scope,
        parameters={
            slot.api: _parameter(slot)
            for slot in operation.slots
            if slot.place in {"path", "query"}
        },
        body=sent(body.annotation) if body else None,
        answer=fingerprint(answered(operation.answer)),
        last_listed=operation.last_listed,
    )


def _parameter(slot: Slot) -> str:
    extras = list(_said(slot.annotation))
    comma = any(isinstance(one, As) and one.style == "comma" for one in extras)
    text = "string" if comma else _without_null(sent(slot.annotation))
    rules = [_items(rule) if comma else rule for rule in _rules(extras)]
    if slot.default not in {None, Parameter.empty}:
        rules.append(f"={slot.default}")
    return parameter_text(slot.api, slot.place, text, rules, required=slot.required)


def parameter_text(
    name: str, place: str, text: str, rules: Sequence[str], *, required: bool
) -> str:
    kept = [rule for rule in rules if not (name in PAGING and rule in GENERAL)]
    must = ["required"] if required else []
    return " ".join([place, text, *sorted(set(kept)), *must])


def _items(rule: str) -> str:
    return rule.replace("len<=", "items<=")


def _without_null(text: str) -> str:
    return text.removesuffix("?")


def _said(hint: Any) -> Iterator[Any]:
    """What every layer of Annotated says, FieldInfo taken apart."""
    if get_origin(hint) is Annotated:
        yield from _said(get_args(hint)[0])
        for one in hint.__metadata__:
            yield from one.metadata if isinstance(one, FieldInfo) else [one]
            if isinstance(one, FieldInfo) and not one.is_required():
                yield one
    elif get_origin(hint) in {Union, UnionType}:
        for one in get_args(hint):
            yield from _said(one)


def _rules(extras: Sequence[Any]) -> Iterator[str]:
    for one in extras:
        for sign, kind, attribute in SIGNS:
            if isinstance(one, kind):
                yield f"{sign}{getattr(one, attribute)}"
        if (pattern := getattr(one, "pattern", None)) is not None:
            yield f"~{pattern}"
        if isinstance(one, FieldInfo):
            yield f"={one.default}"


def choice_text(values: Iterable[object]) -> str:
    """Describe a closed list, whatever the order it was written in."""
    return "|".join(sorted(str(one) for one in values))


def sent(hint: Any, inside: tuple[type, ...] = ()) -> str:
    """Describe the type of a parameter or body."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return sent(args[0], inside)
    if origin in {Union, UnionType}:
        (some,) = (one for one in args if one is not NoneType)
        return f"{sent(some, inside)}?"
    if origin is Literal:
        return choice_text(args)
    if origin in {list, dict}:
        several = sent(args[-1], inside)
        return f"[{several}]" if origin is list else f"{{*: {several}}}"
    return _body(hint, inside) if hint not in PLAIN else PLAIN[hint]


def _body(model: type[StBody], inside: tuple[type, ...]) -> str:
    if model in inside:
        return "…"
    fields = [
        field_text(
            info.alias or name,
            sent(info.annotation, (*inside, model)),
            list(_rules(info.metadata)),
            required=info.is_required(),
        )
        for name, info in model.model_fields.items()
    ]
    return f"{{{', '.join(fields)}}}"


def field_text(name: str, text: str, rules: Sequence[str], *, required: bool) -> str:
    return f"{name}{'!' if required else ''}: {' '.join([text, *sorted(rules)])}"


def answered(
    hint: Any, bound: Mapping[Any, Any] | None = None, inside: tuple[Any, ...] = ()
) -> str:
    """Describe the type of an answer; texts of every format are text, since nothing parses them."""
    bound = bound or {}
    hint = bound.get(hint, hint) if isinstance(hint, TypeVar) else hint
    origin, args = get_origin(hint), get_args(hint)
    if hint is NoneType:
        return "nothing"
    if origin in {Union, UnionType}:
        return _either(args, bound, inside)
    if origin is list:
        return f"[{answered(args[0], bound, inside)}]"
    if origin is dict:
        return f"{{*: {answered(args[1], bound, inside)}}}"
    if is_typeddict(origin or hint):
        return _record(hint, inside)
    return PLAIN[hint]


def _either(args: Sequence[Any], bound: Mapping[Any, Any], inside: tuple[Any, ...]) -> str:
    null = "?" if NoneType in args else ""
    some = [one for one in args if one is not NoneType]
    if Decimal in some:
        return f"number{null}"
    if set(some) == {str, int}:
        return f"string{null}"  # as published; the numbers are what answers were seen to hold
    return " or ".join(answered(one, bound, inside) for one in some) + null


def _record(hint: Any, inside: tuple[Any, ...]) -> str:
    made = get_origin(hint) or hint
    if made in inside:
        return "…"
    bound = dict(zip(getattr(made, "__parameters__", ()), get_args(hint), strict=True))
    shapes = get_type_hints(made).items()
    fields = sorted(f"{name}: {answered(one, bound, (*inside, made))}" for name, one in shapes)
    return f"{{{', '.join(fields)}}}"
