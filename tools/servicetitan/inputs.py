"""From a signature to a checked call: the input model, faults in words, the query string."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from inspect import Parameter, signature
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from tools.errors import ArgumentFault, BadArguments
from tools.kinds import Given
from tools.servicetitan.files import File
from tools.servicetitan.filters import Api, As, Style
from tools.servicetitan.types import Tick, Upload, api_name
from tools.wording import allowed, no_such, received

Place = Literal["path", "query", "body", "file"]
Query = tuple[tuple[str, str], ...]
Files = Mapping[str, tuple[str, bytes, str]]
Parts = tuple[Mapping[str, str], Query, object, Files | None]


class InputModel(Given):
    """The arguments of one operation under ServiceTitan's own names."""

    model_config = ConfigDict(
        populate_by_name=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        protected_namespaces=(),
    )


@dataclass(frozen=True)
class Slot:
    """One parameter: where it travels and what it may hold."""

    name: str
    api: str
    place: Place
    annotation: Any
    default: object
    style: Style

    @property
    def required(self) -> bool:
        return self.default is Parameter.empty


def read_slots(function: Callable[..., Any], path: str) -> tuple[Slot, ...]:
    hints = get_type_hints(function, include_extras=True)
    return tuple(
        _slot(name, annotation, default, path)
        for name, annotation, default in _parameters(function, hints)
    )


def _parameters(
    function: Callable[..., Any], hints: Mapping[str, Any]
) -> Iterator[tuple[str, Any, object]]:
    """The named parameters, then those of the `**filters` keywords, which are all optional."""
    for name, parameter in signature(function).parameters.items():
        if name == "self":
            continue
        if parameter.kind is Parameter.VAR_KEYWORD:
            shared = get_type_hints(get_args(hints[name])[0], include_extras=True)
            yield from ((key, annotation, None) for key, annotation in shared.items())
        else:
            yield name, hints[name], parameter.default


def _slot(name: str, annotation: Any, default: object, path: str) -> Slot:
    bare, extras = _peel(annotation)
    api = next((one.name for one in extras if isinstance(one, Api)), api_name(name))
    style: Style = next((one.style for one in extras if isinstance(one, As)), "plain")
    return Slot(name, api, _place(name, api, bare, path), annotation, default, style)


def _peel(annotation: Any) -> tuple[Any, list[Any]]:
    """Take off every layer of Annotated and `| None`, keeping what was said, inner words first."""
    extras: list[Any] = []
    while True:
        if get_origin(annotation) is Annotated:
            extras = [*annotation.__metadata__, *extras]
            annotation = get_args(annotation)[0]
        elif (some := _some(annotation)) is not None:
            annotation = some
        else:
            return annotation, extras


def _some(annotation: Any) -> Any:
    """The X of `X | None`; None for anything else."""
    if get_origin(annotation) not in {Union, UnionType}:
        return None
    rest = [one for one in get_args(annotation) if one is not NoneType]
    return rest[0] if len(rest) == 1 and len(get_args(annotation)) > 1 else None


def _place(name: str, api: str, bare: Any, path: str) -> Place:
    if f"{{{api}}}" in path:
        return "path"
    if bare is Upload:
        return "file"
    return "body" if name == "body" else "query"


def build_model(name: str, slots: Sequence[Slot]) -> type[InputModel]:
    fields: dict[str, Any] = {slot.name: (_given(slot), _field(slot)) for slot in slots}
    return create_model(name, __base__=InputModel, **fields)


def _given(slot: Slot) -> Any:
    """What may stand there once it is given: an absent argument is left out, never null."""
    if slot.place == "body":
        return slot.annotation
    if slot.place == "file":
        return File
    bare, extras = _peel(slot.annotation)
    known = [one for one in extras if not isinstance(one, str | Api | As)]
    return Annotated[(bare, *known)] if known else bare


def _field(slot: Slot) -> FieldInfo:
    _, extras = _peel(slot.annotation)
    told = next((one for one in extras if isinstance(one, str)), None)
    info: dict[str, Any] = {"alias": slot.api}
    if told:
        info["description"] = told
    if not slot.required and not (slot.default is None and _has_default(extras)):
        info["default"] = slot.default
    return Field(**info)  # type: ignore[no-any-return]


def _has_default(extras: Sequence[Any]) -> bool:
    return any(isinstance(one, FieldInfo) and not one.is_required() for one in extras)


def bind(
    tool: str,
    model: type[BaseModel],
    slots: Sequence[Slot],
    any_of: Sequence[Sequence[str]],
    arguments: Mapping[str, object],
) -> Parts:
    """Check the arguments and lay them out as path, query, body and files."""
    checked = _checked(tool, model, slots, arguments)
    present = [slot for slot in slots if slot.name in checked.model_fields_set]
    _check_any_of(tool, any_of, present)
    _check_not_empty(tool, [slot for slot in present if getattr(checked, slot.name) == []])
    places = [slot for slot in present if slot.place == "path"]
    return (
        {slot.api: path_text(tool, slot.api, getattr(checked, slot.name)) for slot in places},
        tuple(pair for slot in present for pair in _query(slot, getattr(checked, slot.name))),
        _body(checked, present),
        _files(checked, present),
    )


def _checked(
    tool: str, model: type[BaseModel], slots: Sequence[Slot], arguments: Mapping[str, object]
) -> BaseModel:
    """The arguments as values; null is an absent argument, but may be a body of its own."""
    bodies = {one for slot in slots if slot.place == "body" for one in (slot.name, slot.api)}
    given = {k: v for k, v in arguments.items() if v is not None or k in bodies}
    try:
        return model.model_validate(given)
    except ValidationError as refused:
        faults = [_fault(one, model) for one in refused.errors(include_url=False)]
        raise BadArguments(tool, faults) from None


def _body(checked: BaseModel, present: Sequence[Slot]) -> object:
    """The body in ServiceTitan's own names, with the fields that were given and no others."""
    names = {slot.name for slot in present if slot.place == "body"}
    return _exact(checked.model_dump(include=names, by_alias=True, exclude_unset=True).get("body"))


def _exact(value: Any) -> Any:
    """The same with moments as text where Python's own would lose a digit."""
    if isinstance(value, dict):
        return {name: _exact(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_exact(one) for one in value]
    return str(value) if isinstance(value, Tick) else value


def _files(checked: BaseModel, present: Sequence[Slot]) -> Files | None:
    files: dict[str, tuple[str, bytes, str]] = {}
    for slot in present:
        upload = getattr(checked, slot.name)
        if isinstance(upload, Upload):
            files[slot.api] = (upload.filename, upload.content, upload.content_type)
    return files or None


def _check_any_of(tool: str, groups: Sequence[Sequence[str]], present: Sequence[Slot]) -> None:
    names = {slot.api for slot in present}
    missing = [group for group in groups if not names & {api_name(one) for one in group}]
    if missing:
        raise BadArguments(tool, [_none_of(group) for group in missing])


def _check_not_empty(tool: str, empty: Sequence[Slot]) -> None:
    """An empty list in a query filters nothing: who meant none would get every record."""
    told = "allowed: at least 1 item; left out, it filters nothing"
    faults = [ArgumentFault(one.api, "[]", told) for one in empty if one.place == "query"]
    if faults:
        raise BadArguments(tool, faults)


def _none_of(group: Sequence[str]) -> ArgumentFault:
    names = ", ".join(api_name(one) for one in group)
    return ArgumentFault(names, "none of them", "at least one has to be given")


def path_text(tool: str, name: str, value: object) -> str:
    """An id is one segment: ServiceTitan's gateway may undo an encoded slash before it routes."""
    text = _text(value)
    if not text.strip() or text in {".", ".."} or set(text) & set("/\\\0"):
        told = "allowed: an id without slashes, not empty, not a dot path"
        raise BadArguments(tool, [ArgumentFault(name, received(text), told)])
    return text


def _query(slot: Slot, value: Any) -> Iterator[tuple[str, str]]:
    if slot.place != "query":
        return
    if slot.style == "comma":
        yield slot.api, ",".join(_text(one) for one in value)
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield (
                f"{slot.api}.{key}" if slot.style == "dotted" else f"{slot.api}[{key}]",
                _text(one),
            )
    elif isinstance(value, list):
        yield from _repeated(slot.api, value)
    else:
        yield slot.api, _text(value)


def _repeated(name: str, values: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """Plain values repeat the key; objects are numbered, as in owners[0].type=… and so on."""
    for place, one in enumerate(values):
        if isinstance(one, BaseModel):
            fields = one.model_dump(by_alias=True, exclude_unset=True)
            yield from ((f"{name}[{place}].{key}", _text(v)) for key, v in fields.items())
        else:
            yield name, _text(one)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _fault(error: ErrorDetails, model: type[BaseModel]) -> ArgumentFault:
    name = ".".join(str(step) for step in error["loc"]) or "arguments"
    kind = error["type"]
    if kind == "missing":
        return ArgumentFault(name, "nothing", "it is required")
    if kind == "extra_forbidden":
        return ArgumentFault(name, received(error["input"]), _no_such(error["loc"], model))
    return ArgumentFault(name, received(error["input"]), f"allowed: {allowed(error)}")


def _no_such(loc: Sequence[int | str], model: type[BaseModel]) -> str:
    """Known names are those of the arguments or, deeper, of the body the name was put in."""
    if len(loc) == 1 and (inside := _body_with(model, str(loc[0]))):
        return f"there is no such argument; it belongs inside {inside}"
    holder = _holder(model, loc[:-1])
    word = "argument" if len(loc) == 1 else "field"
    known = [one.alias or key for key, one in holder.model_fields.items()] if holder else []
    return no_such(word, str(loc[-1]), known)


def _body_with(model: type[BaseModel], name: str) -> str | None:
    """The argument whose object has a field of this name."""
    body = _holder(model, ["body"])
    fields = body.model_fields.items() if body else ()
    return "body" if any(name in {key, one.alias} for key, one in fields) else None


def _holder(model: type[BaseModel], steps: Sequence[int | str]) -> type[BaseModel] | None:
    """Follow a path of names and positions down to the body that holds the last one."""
    here: Any = model
    for step in steps:
        if isinstance(step, str) and _is_model(here):
            named = (one for key, one in here.model_fields.items() if step in {key, one.alias})
            found = next(named, None)
            here = _peel(found.annotation)[0] if found else None
        elif isinstance(step, int) and get_origin(here) is list:
            here = _peel(get_args(here)[0])[0]
    return here if _is_model(here) else None


def _is_model(hint: object) -> bool:
    return isinstance(hint, type) and issubclass(hint, BaseModel)
