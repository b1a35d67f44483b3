"""Which operation shows the record that another one writes, and how to find it there."""

import pkgutil
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from typing import Any

from tools.errors import BadArguments
from tools.logic.external_data import application_of
from tools.servicetitan.operation import BoundCall, Operation, Sender, modules_in, operations_of

INACTIVE_TOO = {"active": "Any", "activeState": "All", "includeInactive": True, "activeOnly": False}
"""ServiceTitan's ways to ask for inactive records too; a list hides them otherwise."""
COMPUTED = {"calculatePrices": True, "includeSubtasks": True}
"""What ServiceTitan works out or adds only for whoever asks."""
MOST = 500
"""Records of one page in which a single one is looked for, where the list cannot pick by id."""
APPLICATION = "externalDataApplicationGuid"
"""Whose external data a reader shows: nobody's unless the application is named."""
FURTHEST = 200
"""Pages after which the search for one record ends."""
_IDS, _ANY, _MADE, _TENANT = "ids", "{}", "made", "/tenant/{tenant}"
_SINCE, _CHANGED, _PAGE = "createdOnOrAfter", "modifiedOnOrAfter", "page"
_OWNER = "campaignId"
_SHORT = frozenset({
    "marketing_create_cost",
    "pricebook_create_materials_markup",
    "salestech_create_estimate_template",
    "salestech_create_proposal_template",
})  # fmt: skip
_NAME = re.compile(r"{(\w+)}")


@dataclass(frozen=True)
class Sight:
    """Where a record can be seen: by itself, or in a list under its id.

    `own` is False when what is seen is the record above, which the write acts upon. `near` asks
    for what changed lately, where a list can tell that but cannot pick by id.
    """

    call: BoundCall
    key: str | None = None
    own: bool = True
    near: BoundCall | None = None

    async def look(self, st: Sender) -> Any:
        """The record as it is now, wherever in its list; None when it is not there."""
        if self.near is not None:
            found = self.pick(await st.send(self.near))
            if found is not None:
                return found
        return await self._walk(st)

    async def _walk(self, st: Sender) -> Any:
        answer, number = await st.send(self.call), 1
        while (found := self.pick(answer)) is None and self._goes_on(answer, number):
            number += 1
            page = (*self.call.query, (_PAGE, str(number)))
            answer = await st.send(replace(self.call, query=page))
        return found

    def _goes_on(self, answer: Any, number: int) -> bool:
        listed = self.key is not None and isinstance(answer, Mapping)
        paged = _PAGE in {slot.api for slot in self.call.operation.slots}
        return listed and paged and answer.get("hasMore") is True and number < FURTHEST

    def pick(self, answer: Any) -> Any:
        """The record in what the call answered; None when it is not there."""
        if self.key is None:
            return answer
        return next((one for one in rows_of(answer) if self._is_key(one)), None)

    def _is_key(self, row: Mapping[str, Any]) -> bool:
        """Rows go by their id; the tasks of an invoice have none, but a `taskId`."""
        return str(row.get("id", row.get("taskId"))) == self.key


def rows_of(answer: Any) -> list[dict[str, Any]]:
    """The records of a page, a feed or a plain array."""
    rows = answer.get("data") if isinstance(answer, Mapping) else answer
    return [one for one in rows or [] if isinstance(one, dict)]


def creates(operation: Operation) -> bool:
    """Whether a POST adds a record, rather than acting upon one that its path names."""
    path = _template(operation.path)
    if operation.method != "POST" or path in _records(operation):
        return False
    return path in _lists(operation) or _ANY not in path


def sight_of(call: BoundCall) -> Sight | None:
    """Where the record shows that this write changes; None where nothing shows it."""
    if creates(call.operation) or call.operation.module == "reporting":
        return None  # a report's result is no record: reading it would fetch its rows
    path, own = call.operation.path, True
    while _TENANT in path:
        found = _seen(call, path, own=own)
        if found is not None:
            return found
        path, own = path.rpartition("/")[0], False
    return None


def created_sight(call: BoundCall, answer: Any, since: datetime) -> Sight | None:
    """Where the record shows that this POST made after `since`, by the id in its answer."""
    if not creates(call.operation):
        return None
    key, path = answer.get("id") if isinstance(answer, dict) else answer, call.operation.path
    if not isinstance(key, int | str) or isinstance(key, bool):
        return None
    made = BoundCall(call.operation, {**call.path_params, _MADE: str(key)}, body=call.body)
    sight = _seen(made, f"{path}/{{{_MADE}}}", own=True)
    return sight and _nearer(sight, since)


def _nearer(sight: Sight, since: datetime) -> Sight:
    """The same sight, asking first for what changed since, where that shortens the search."""
    slots = {slot.api for slot in sight.call.operation.slots}
    if sight.key is None or _IDS in slots or _CHANGED not in slots:
        return sight
    lately = (_CHANGED, since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    return replace(sight, near=replace(sight.call, query=(*sight.call.query, lately)))


def children_call(call: BoundCall, since: datetime) -> BoundCall | None:
    """The list that a POST adds to: what was created since, or all where it cannot tell.

    A list below another record is short enough to be read whole; of others few are.
    """
    path = call.operation.path
    reader = _lists(call.operation).get(_template(path))
    if reader is None:
        return None
    narrowed = creates(call.operation) and _SINCE in {slot.api for slot in reader.slots}
    if not narrowed and _ANY not in _template(path) and not in_short_list(call):
        return None
    fewer = {_SINCE: since} if narrowed else _taken(reader, _owner(call))
    given = {**_filled(reader, path, call.path_params), **widest(reader), **fewer}
    return reader.validate({**given, **_application(call, reader)})


def in_short_list(call: BoundCall) -> bool:
    """Whether a POST adds to a list that is read whole, since it cannot tell what is new."""
    return call.operation.key in _SHORT


def _owner(call: BoundCall) -> dict[str, object]:
    """What a new record belongs to, where its list can be asked for that."""
    body = call.body if isinstance(call.body, Mapping) else {}
    return {_OWNER: body[_OWNER]} if _OWNER in body else {}


def shows_data(operation: Operation) -> bool:
    """Whether the record that an operation writes can be read with an application's data."""
    path = _template(operation.path)
    records, lists = _records(operation), _lists(operation)
    reader = records.get(path) or records.get(f"{path}/{_ANY}")
    reader = reader or lists.get(path) or lists.get(path.rpartition("/")[0])
    return reader is not None and bool(_taken(reader, {APPLICATION: ""}))


def data_call(call: BoundCall, key: str) -> BoundCall | None:
    """The list that shows a record with the data sent, where the record by itself cannot."""
    path = _template(call.operation.path)
    place = path if creates(call.operation) else path.rpartition("/")[0]
    reader = _lists(call.operation).get(place)
    named = _application(call, reader) if reader and not shows_data(call.operation) else {}
    return reader.validate({**widest(reader), _IDS: key, **named}) if reader and named else None


def feed_beside(operation: Operation) -> Operation | None:
    """The feed of the records that a reader shows; None where there is none."""
    first = _template(operation.path).split("/")[1]
    return _readers(operation.function.__module__, "feed").get(f"/export/{first}")


def _application(call: BoundCall, reader: Operation) -> dict[str, object]:
    """Asks a reader for the data of the application whose data the call sends."""
    named = application_of(call.body)
    return _taken(reader, {APPLICATION: named}) if named else {}


def last_name(call: BoundCall) -> str:
    """The place of a path that is named last: the tenant's own where there is no other."""
    return str(_NAME.findall(call.operation.path)[-1])


def last_key(call: BoundCall) -> str:
    """The id that a path ends with or names last."""
    return call.path_params.get(last_name(call), "")


def contains(record: Any, key: str) -> bool:
    """Whether a record has a line or a reference with this id in one of its lists."""
    if not isinstance(record, Mapping):
        return False
    lists = (value for value in record.values() if isinstance(value, list))
    return any(key == str(_id_of(one)) for entries in lists for one in entries)


def _id_of(one: Any) -> Any:
    return one.get("id") if isinstance(one, Mapping) else one


def _seen(call: BoundCall, path: str, *, own: bool) -> Sight | None:
    """The record at this path; None too where the reader wants another form of id."""
    try:
        return _shown(call, path, own=own)
    except BadArguments:
        return None


def _shown(call: BoundCall, path: str, *, own: bool) -> Sight | None:
    """By itself, or in the list it belongs to."""
    template = _template(path)
    reader = _records(call.operation).get(template)
    if reader is not None and (own or _ANY in template):
        given = {**_filled(reader, path, call.path_params), **_taken(reader, COMPUTED)}
        return Sight(reader.validate({**given, **_application(call, reader)}), own=own)
    head, _, last = path.rpartition("/")
    reader = _lists(call.operation).get(_template(head))
    if reader is None or not last.startswith("{"):
        return None
    key = call.path_params[last.strip("{}")]
    chosen = {_IDS: key} if _IDS in {slot.api for slot in reader.slots} else {}
    given = {**_filled(reader, head, call.path_params), **widest(reader), **chosen}
    return Sight(reader.validate({**given, **_application(call, reader)}), key, own)


def _filled(reader: Operation, path: str, values: Mapping[str, str]) -> dict[str, object]:
    """Path values under the reader's own names for them: the same place has several names."""
    places = zip(_NAME.findall(reader.path), _NAME.findall(path), strict=True)
    return {theirs: values[ours] for theirs, ours in places if ours != "tenant"}


def widest(reader: Operation) -> dict[str, object]:
    """Arguments that make a list show as much as it can on one page."""
    return _taken(reader, {**INACTIVE_TOO, **COMPUTED, "pageSize": MOST})


def _taken(reader: Operation, arguments: Mapping[str, object]) -> dict[str, object]:
    """Those of some arguments that the operation has."""
    accepted = {slot.api for slot in reader.slots}
    return {name: value for name, value in arguments.items() if name in accepted}


def _template(path: str) -> str:
    """The path below the tenant without the names of its places."""
    return _NAME.sub(_ANY, path.partition(_TENANT)[2])


def operations_beside(operation: Operation) -> tuple[Operation, ...]:
    """Every operation of the same API module."""
    return _package(operation.function.__module__)


@cache
def _records(operation: Operation) -> dict[str, Operation]:
    return _readers(operation.function.__module__, "record")


@cache
def _lists(operation: Operation) -> dict[str, Operation]:
    module = operation.function.__module__
    return {**_readers(module, "list"), **_readers(module, "page")}


@cache
def _readers(module: str, kind: str) -> dict[str, Operation]:
    found = (one for one in _package(module) if one.method == "GET" and one.kind == kind)
    return {_template(one.path): one for one in found}


@cache
def _package(module: str) -> tuple[Operation, ...]:
    """Every operation of the API module that this Python module is a part of."""
    root = import_module(".".join(module.split(".")[:3]))
    folder = getattr(root, "__path__", None)
    names = (
        [found.name for found in pkgutil.iter_modules(folder, f"{root.__name__}.")]
        if folder
        else [root.__name__]
    )
    modules = (module for name in names for module in modules_in(name))
    return tuple(one for module in modules for one in operations_of(module))
