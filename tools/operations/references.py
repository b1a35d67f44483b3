"""What a write names is known before a person is asked: records that exist, values that count."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

import asyncpg
from pydantic_core import to_jsonable_python

from sql import AWAY
from tools.deps import Deps
from tools.errors import ArgumentFault, BadArguments, ToolProblem
from tools.operations.budgets import FINDERS, unknown_codes
from tools.operations.kinds import KINDS
from tools.operations.mentions import Named, must_have, records_named
from tools.operations.mirroring import operation_named
from tools.operations.ordered import unordered
from tools.operations.own_ids import taken_id
from tools.operations.segments import SEGMENT_FINDERS, unknown_segments
from tools.operations.states import unfit
from tools.operations.strangers import Known, Names, not_absent
from tools.servicetitan.operation import BoundCall
from tools.wording import received

_PRIORITY = {"priority": ("Low", "Normal", "High", "Urgent")}
VALUES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "crm_create_booking": {"customerType": ("Residential", "Commercial")},
    "crm_create_booking_contact": {"type": ("Phone", "Email", "Fax", "MobilePhone")},
    "jpm_create_job": _PRIORITY,
    "jpm_create_job_type": _PRIORITY,
    "jpm_update_job": _PRIORITY,
    "jpm_update_job_type": _PRIORITY,
}
"""Operation → field that is published as any text, and the values that ServiceTitan knows."""
SUBJECTS = frozenset({
    "appointments", "billIds", "contactNumbers", "customFields", "customerIds", "emails",
    "equipmentIds", "inventoryBillIds", "locations", "operations", "paymentIds", "segmentItemIds",
    "segments", "tagTypeIds", "technicianIds",
})  # fmt: skip
"""Lists that say what a write is about, where they are required: with none it is about nothing."""
SAYS: Mapping[str, str] = {
    "accounting_apply_credit_memo": "splits",
    "accounting_mark_bank_deposits_exported": "ids",
}
"""Operation → list that is published as optional, and without which it is about nothing."""
EMAILS = frozenset({"email", "emails"})
_EXACT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
SPANS = (("start", "end"), ("arrivalWindowStart", "arrivalWindowEnd"))
"""Fields of a visit, shift or event that name when it begins and ends."""


async def recognised(call: BoundCall, deps: Deps) -> Names:
    """What the ids of a write stand for.

    Raise BadArguments for what ServiceTitan would refuse only after somebody's yes.
    """
    body = to_jsonable_python(call.body)
    faults = [
        *_odd_values(call, body),
        *_odd_spans(call.body, "body"),
        *_empty_lists(call, body, "body", "body"),
        *_unsaid(call, body),
        *_odd_emails(body, "body"),
        *_odd_payment(call, body),
    ]
    unknown: list[Named] = []
    names: Names = {}
    if named := records_named(call, body):
        known, names = await _known(named, call, deps)
        unknown = [one for one in named if (one.kind, one.key) not in known]
        faults += [_fault(one) for one in unknown]
        faults += await _foreign(body, known, deps)
    faults += await unordered(call, body, deps)
    faults += await taken_id(call, body, deps)
    apart = {
        FINDERS: await unknown_codes(body, deps),
        SEGMENT_FINDERS: await unknown_segments(call, body, deps),
    }
    faults += [fault for found in apart.values() for fault in found]
    faults += [] if faults else await unfit(call, body, deps)
    if faults:
        finders = [KINDS[one.kind].finder for one in unknown]
        finders += [finder for finder, found in apart.items() if found]
        raise BadArguments(call.operation.key, faults, advice=_advice(finders))
    return names


def _odd_values(call: BoundCall, body: Any) -> Iterator[ArgumentFault]:
    for name, allowed in VALUES.get(call.operation.key, {}).items():
        sent = body.get(name) if isinstance(body, Mapping) else None
        if sent is not None and sent not in allowed:
            words = f"allowed: {', '.join(allowed[:-1])} or {allowed[-1]}"
            yield ArgumentFault(f"body.{name}", received(sent), words)


def _empty_lists(call: BoundCall, value: Any, place: str, spot: str) -> Iterator[ArgumentFault]:
    """Required lists that are empty, but may not be; `spot` counts no elements, `place` does."""
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield from _empty_lists(call, one, f"{place}.{name}", f"{spot}.{name}")
    elif value == []:
        name = spot.rpartition(".")[2]
        if spot == "body" or (name in SUBJECTS and must_have(call.operation, spot)):
            yield ArgumentFault(place, "[]", "allowed: at least 1 item")
    elif isinstance(value, list):
        for at, one in enumerate(value):
            yield from _empty_lists(call, one, f"{place}[{at}]", spot)


def _unsaid(call: BoundCall, body: Any) -> Iterator[ArgumentFault]:
    name = SAYS.get(call.operation.key)
    if name is not None and not body.get(name):
        yield ArgumentFault(
            f"body.{name}", received(body.get(name, [])), "allowed: at least 1 item"
        )


def _odd_payment(call: BoundCall, body: Any) -> Iterator[ArgumentFault]:
    """A payment that nobody makes, or that is spread further than it reaches."""
    if call.operation.key != "accounting_create_payment" or not isinstance(body, Mapping):
        return
    splits, amount = body.get("splits") or [], body.get("amount")
    spread = sum(Decimal(str(one.get("amount") or 0)) for one in splits)
    if amount is not None and spread > Decimal(str(amount)):
        yield ArgumentFault("body.splits", f"{spread} in all", f"allowed: at most {amount}")
    if not splits and not body.get("customerId"):
        words = "it is required where `splits` names no invoice"
        yield ArgumentFault("body.customerId", "nothing", words)


def _odd_emails(value: Any, place: str, name: str = "") -> Iterator[ArgumentFault]:
    """Texts that are no e-mail addresses where one is to stand; an empty one takes it away."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            spot = "email" if key == "value" and value.get("type") == "Email" else key
            yield from _odd_emails(one, f"{place}.{key}", spot)
    elif isinstance(value, list):
        for at, one in enumerate(value):
            yield from _odd_emails(one, f"{place}[{at}]", name)
    elif name in EMAILS and isinstance(value, str) and value and not _EMAIL.fullmatch(value):
        words = "allowed: an e-mail address, such as ann@example.com"
        yield ArgumentFault(place, received(value), words)


def _odd_spans(value: Any, place: str) -> Iterator[ArgumentFault]:
    """Ends that are not after their starts, wherever they stand."""
    if isinstance(value, Mapping):
        for start, end in SPANS:
            first, last = _moment(value.get(start)), _moment(value.get(end))
            if first and last and last <= first:
                words = f"allowed: after {start}, {first.isoformat()}"
                yield ArgumentFault(f"{place}.{end}", last.isoformat(), words)
        for name, one in value.items():
            yield from _odd_spans(one, f"{place}.{name}")
    elif isinstance(value, list):
        for at, one in enumerate(value):
            yield from _odd_spans(one, f"{place}[{at}]")


def _moment(value: Any) -> datetime | None:
    """A moment of a body: one with seven digits of a second is a text."""
    if isinstance(value, datetime):
        return value
    exact = isinstance(value, str) and _EXACT.fullmatch(value)
    return datetime.fromisoformat(value) if exact else None


async def _known(named: list[Named], call: BoundCall, deps: Deps) -> tuple[Known, Names]:
    """Those in the mirror, and those that ServiceTitan shows or does not let us look at."""
    known, names = await _mirrored(named, deps)
    strangers = [one for one in named if (one.kind, one.key) not in known]
    seen, told = await not_absent(strangers, call, deps) if strangers else ({}, {})
    return known | seen, names | told


async def _mirrored(named: list[Named], deps: Deps) -> tuple[Known, Names]:
    tables = {table for one in named for table in KINDS[one.kind].tables}
    if not tables:
        return {}, {}
    try:
        rows = await deps.db.rows(
            "known_records", tables=sorted(tables), ids=[one.key for one in named]
        )
    except (*AWAY, asyncpg.PostgresError, ToolProblem):
        return {}, {}
    found = {(row["relation"], row["st_id"]): row for row in rows}
    seen = [
        (one, found[table, one.key])
        for one in named
        for table in KINDS[one.kind].tables
        if (table, one.key) in found
    ]
    known = {(one.kind, one.key): row["owner"] for one, row in seen}
    return known, {f"{one.kind} {one.key}": row["name"] for one, row in seen if row["name"]}


def _fault(named: Named) -> ArgumentFault:
    words = f"ServiceTitan has no {named.kind} with this id"
    return ArgumentFault(named.place, str(named.key), words)


def _advice(finders: Iterable[str]) -> str:
    """Where to find an id that exists: one sentence, from which single tools can be hidden."""
    names = ", ".join(dict.fromkeys(finders))
    return f"Find the right id with: {names}." if names else ""


async def _foreign(body: Any, known: Known, deps: Deps) -> list[ArgumentFault]:
    """A location together with a customer it does not belong to, in the mirror and right now."""
    place = body.get("locationId") if isinstance(body, Mapping) else None
    customer = body.get("customerId") if isinstance(body, Mapping) else None
    if not place or not customer or known.get(("location", place)) in {None, customer}:
        return []
    reader = operation_named(*KINDS["location"].readers)
    try:
        owner = (await deps.st.send(reader.validate({"id": place})))["customerId"]
    except ToolProblem:
        return []
    words = f"allowed: a location of customer {customer}; this one belongs to {owner}"
    return [] if owner == customer else [ArgumentFault("body.locationId", str(place), words)]
