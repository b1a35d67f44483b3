"""The admin calls under `/_sandbox/`: faults, request log, truth, changes, clock."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import msgspec

from sandbox.servicetitan.api import examples
from sandbox.servicetitan.api.box import Box, Row
from sandbox.servicetitan.api.faults import Fault
from sandbox.servicetitan.api.lists import cut_of
from sandbox.servicetitan.api.messages import Request, Response, json_response
from sandbox.servicetitan.api.rules.files import given_out
from sandbox.servicetitan.api.store import Table
from sandbox.servicetitan.api.writes import save
from sandbox.servicetitan.company import clock
from sandbox.servicetitan.facts import Operation

if TYPE_CHECKING:
    from sandbox.servicetitan.api.desk import Desk

# Tables whose rows follow when one customer is merged into another.
FOLLOW_MERGE = (
    "crm/locations",
    "crm/customers/contacts",
    "crm/leads",
    "jpm/jobs",
    "jpm/appointments",
    "jpm/projects",
    "salestech/estimates",
    "memberships/memberships",
    "equipment-systems/installed-equipment",
)
NEAR = 0.6
"""How alike two names are that one may stand for the other."""
MONEY_FOLLOWS = ("accounting/invoices", "accounting/payments")


MUTATIONS = {"table", "change", "insert", "delete", "merge", "hard", "keep_stamp"}


class UnknownName(LookupError):
    """What was asked about is not there; says what is called nearly so."""

    def __init__(self, what: str, name: str, names: Iterable[str]) -> None:
        near = ", ".join(get_close_matches(name, sorted(names), cutoff=NEAR))
        super().__init__(
            f"no {what} is called {name!r}; {f'close: {near}' if near else 'none is close'}"
        )


class Admin:
    """Everything a test may do that a client cannot."""

    def __init__(self, box: Box, desk: "Desk") -> None:
        self.box, self.desk = box, desk
        self.calls: dict[tuple[str, str], Callable[[Request], Any]] = {
            ("GET", "faults"): lambda _request: [fault.shown() for fault in desk.plan],
            ("POST", "faults"): self.set_faults,
            ("DELETE", "faults"): self.clear_faults,
            ("GET", "requests"): self.requests,
            ("DELETE", "requests"): self.forget_requests,
            ("POST", "mutate"): lambda request: self.mutate(msgspec.json.decode(request.body)),
            ("POST", "reset"): self.reset,
            ("POST", "clock"): self.clock,
            ("GET", "info"): self.info,
            ("GET", "health"): lambda _request: {"status": "ok"},
            ("POST", "stop"): self.stop,
            ("GET", "examples"): self.examples,
        }

    def handle(self, request: Request) -> Response:
        name = request.path.removeprefix("/_sandbox/").strip("/")
        if name.startswith("files/"):
            return given_out(self.box, name.removeprefix("files/"))
        call = self.calls.get((request.method, name))
        try:
            if name.startswith("rows/") and request.method == "GET":
                return self.rows(name.removeprefix("rows/"), request)
            if call is None:
                return json_response({"error": f"no such call: {request.method} {name}"}, 404)
            return json_response(call(request))
        except UnknownName as unknown:
            return json_response({"error": str(unknown)}, 404)
        except (LookupError, ValueError, TypeError, AttributeError, msgspec.DecodeError) as error:
            return json_response({"error": f"{type(error).__name__}: {error}"}, 400)

    def set_faults(self, request: Request) -> Any:
        """A list replaces the plan; `{"add": [...]}` extends it."""
        sent = msgspec.json.decode(request.body)
        fresh = [Fault.read(line) for line in (sent["add"] if isinstance(sent, dict) else sent)]
        self.desk.plan[:] = [*self.desk.plan, *fresh] if isinstance(sent, dict) else fresh
        return [fault.shown() for fault in self.desk.plan]

    def clear_faults(self, _request: Request) -> Any:
        self.desk.plan.clear()
        return []

    def requests(self, request: Request) -> Any:
        part = request.query.get("path", [""])[-1]
        shown = [entry for entry in self.desk.log if part in entry["path"]]
        counts = {key: count for key, count in self.desk.counts.items() if part in key}
        return {"count": sum(counts.values()), "counts": counts, "requests": shown}

    def stop(self, _request: Request) -> Any:
        """Ends the program, where the sandbox is one."""
        self.desk.stop.set()
        return {}

    def forget_requests(self, _request: Request) -> Any:
        self.desk.log.clear()
        self.desk.counts.clear()
        return {}

    def reset(self, _request: Request) -> Any:
        self.box.reset()
        self.desk.plan.clear()
        return self.forget_requests(_request)

    def clock(self, request: Request) -> Any:
        """`{"advance": seconds}` or `{"now": "ISO"}`; answers the new moment."""
        sent = msgspec.json.decode(request.body)
        if "now" in sent:
            self.box.set_clock(clock.parse(sent["now"]))
        self.box.move_clock(float(sent.get("advance", 0)))
        return {"now": clock.stamp(self.box.now())}

    def info(self, _request: Request) -> Any:
        company = self.box.company
        sizes = {name: len(table) for name, table in sorted(self.box.tables.items())}
        made = {
            "seed": company.seed,
            "customers": company.customers,
            "made": company.now.isoformat(),
        }
        return {
            **made,
            "now": clock.stamp(self.box.now()),
            "tables": company.tables,
            "loaded": sizes,
        }

    def examples(self, request: Request) -> Any:
        """A valid call for every operation, or for the one named `?op=module/Id`."""
        wanted = request.query.get("op", [""])[-1]
        routes = self.box.router.routes
        known = [f"{route.operation.module}/{route.operation.op}" for route in routes]
        if wanted and wanted not in known:
            raise UnknownName("operation", wanted, known)
        return [
            examples.example(self.box, route)
            for route, name in zip(routes, known, strict=True)
            if wanted in {"", name}
        ]

    def rows(self, name: str, request: Request) -> Response:
        """All rows of a table; `?view=list` or `?view=feed` shows them as the API would."""
        table = self.table(name)
        view = request.query.get("view", [""])[-1]
        told = (place for *_, place in table.order()) if view == "feed" else table.places()
        places = sorted(told)
        if not view:
            return Response(
                body=b"[" + b",".join(table.raw[place] or b"{}" for place in places) + b"]"
            )
        operation = self._shown_by(table.name, feed=view == "feed")
        if operation is None or operation.row is None:
            return json_response({"error": f"{name} has no {view} view"}, 404)
        cut = cut_of(self.box, operation, table)
        return Response(
            body=b"[" + b",".join(table.page((operation.module, operation.row), cut, places)) + b"]"
        )

    def table(self, name: str) -> Table:
        """A table that there is: the box itself makes an empty one of any name."""
        names = self.box.names()
        if name not in names:
            raise UnknownName("table", name, names)
        return self.box.table(name)

    def _shown_by(self, table: str, *, feed: bool) -> Operation | None:
        """The operation that lists a table, or feeds it."""
        for route in self.box.router.routes:
            if route.table == table and route.operation.row and route.operation.feed == feed:
                return route.operation
        return None

    def mutate(self, sent: Row) -> Any:
        """Changes, inserts, deletes and merges rows; answers the ids of inserted ones."""
        table = self.table(sent["table"])
        if odd := sent.keys() - MUTATIONS:
            raise ValueError(f"{', '.join(sorted(odd))}: not among {', '.join(sorted(MUTATIONS))}")
        for fields in sent.get("change", []):
            row = table.get(fields[table.key]) or {}
            self._store(table.name, {**row, **fields}, sent)
        fresh = [
            {"active": True, "createdOn": self.box.stamp()} | row for row in sent.get("insert", [])
        ]
        for row in fresh:
            row.setdefault(table.key, self.box.new_id())
            self._store(table.name, row, sent)
        for key in sent.get("delete", []):
            self._delete(table.name, key, hard=bool(sent.get("hard")))
        for pair in sent.get("merge", []):
            self._merge(pair["from"], pair["into"])
        return {"table": table.name, "rows": len(table), "ids": [row[table.key] for row in fresh]}

    def _store(self, table: str, row: Row, sent: Row) -> None:
        """`keep_stamp` leaves modifiedOn as it is, as changes the source does not stamp."""
        if sent.get("keep_stamp"):
            self.box.table(table).put(row, moment=self.box.now())
        else:
            save(self.box, table, row)

    def _delete(self, table: str, key: Any, *, hard: bool) -> None:
        held = self.box.table(table)
        row = held.get(key)
        if row is None:
            raise KeyError(key)
        if hard or "active" not in row:
            held.remove(key)
        else:
            save(self.box, table, row | {"active": False}, key)

    def _merge(self, loser: int, winner: int) -> None:
        customers = self.box.table("crm/customers")
        gone, stays = customers.get(loser), customers.get(winner)
        if gone is None or stays is None:
            raise KeyError(loser if gone is None else winner)
        balance = round(gone["balance"] + stays["balance"], 2)
        save(self.box, customers, stays | {"balance": balance})
        save(self.box, customers, gone | {"active": False, "mergedToId": winner, "balance": 0.0})
        for name in FOLLOW_MERGE:
            self._move(name, ("customerId",), loser, {"customerId": winner})
        owner = {"customer": {"id": winner, "name": stays["name"]}}
        for name in MONEY_FOLLOWS:
            self._move(name, ("customer", "id"), loser, owner)

    def _move(self, name: str, path: tuple[str, ...], loser: int, fields: Row) -> None:
        table = self.box.table(name)
        for place in table.places_with(path, [loser]):
            save(self.box, table, table.read(place) | fields, table.ids[place])
