"""The one way a tool is called: identity, arguments, gate, audit and error wording around it."""

import contextlib
import secrets
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from agent.advice import names_in, without
from agent.audit import AuditLog, tell_lost
from agent.catalogue import Catalogue, Entry
from agent.embedded.errors import EmbeddedError
from agent.exposure import Exposure, only_finds
from agent.gate import Approval, CallGate, Preview, Request, keep_preview
from agent.log import get_log, redacted
from agent.packed import unpacked
from agent.pointers import after_arguments, after_missing
from agent.runners import Runner, runner_for
from agent.runtime import Runtime, Unopened
from agent.toolbox import CallersTools, LazyRanker
from tools.changes import Change, ConfirmationNeeded, Written
from tools.deps import Deps
from tools.errors import (
    ArgumentFault,
    BadArguments,
    DatabaseDown,
    NeedsPerson,
    NotFound,
    ToolProblem,
    UnknownTool,
)
from tools.logic.text import storable
from tools.principal import Principal
from tools.results import Answer
from tools.schema import CONFIRMATION
from tools.toolbox import NoTools
from tools.wording import received

log = get_log(__name__)

ENVELOPE = "call_tool"
NEVER_SYNCED = "The mirror has never been filled: run `perfect-catch sync full`."


class InternalError(ToolProblem):
    """Something failed inside this server. Give the error id to whoever runs it."""

    status = 500


class NotReady(ToolProblem):
    """This server is not ready. Nothing was changed. Tell whoever runs it."""

    status = 503


@dataclass(frozen=True)
class Outcome:
    """What a call gave: its answer, and the preview that waits for a yes, if there is one."""

    value: BaseModel
    preview: Preview | None = None


@dataclass(frozen=True)
class Call:
    """One call on its way through."""

    entry: Entry
    runner: Runner
    principal: Principal
    arguments: Mapping[str, Any]
    values: Mapping[str, Any]
    approval: Approval | None
    started: float = field(default_factory=time.monotonic)


class Pipeline:
    """Calls tools for every surface.

    A call is taken out of its envelope, found for its caller, checked, worded where it fails,
    noted in the audit, and run behind its gate: the methods from `call` on, in this order.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        exposure: Exposure,
        runtime: Runtime,
        thesaurus: Path | None = None,
        zone: ZoneInfo | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.exposure = exposure
        self.runtime = runtime
        self._zone = zone or ZoneInfo("UTC")
        self._ranker = LazyRanker(catalogue, thesaurus)
        self._audit = AuditLog()
        runtime.before_close(lambda deps: self._audit.close(deps.db))

    def visible(self, principal: Principal) -> list[Entry]:
        return list(self.exposure.visible(self.catalogue, principal))

    def find(self, name: str, principal: Principal) -> Entry:
        """The tool of this name, if it exists for this caller."""
        return self.exposure.find(self.catalogue, name, principal)

    def not_outright(self, name: str, principal: Principal) -> ToolProblem:
        """Why a client cannot call a tool by its own name that is in no list."""
        try:
            self.find(name, principal)
        except ToolProblem as problem:
            return problem
        told = f"{name} is not listed. Nothing was called. Pass its name to call_tool."
        return UnknownTool(without(told, self._hidden(told, principal)))

    def user_may_decide(self, preview: Preview) -> bool:
        """Whether the user who asked may say yes to this themselves."""
        return preview.risk != "grave" or not self.exposure.second_person

    async def call(
        self,
        name: str,
        arguments: Mapping[str, Any],
        principal: Principal,
        *,
        approval: Approval | None = None,
    ) -> Outcome:
        """Run one tool. `approval` comes from a person's own answer, never from the arguments."""
        name, arguments = self._opened(name, arguments, principal)
        try:
            return await self._checked(self.find(name, principal), arguments, principal, approval)
        except ToolProblem as problem:
            hidden = self._hidden(problem.message, principal, (name, arguments))
            if hidden:
                problem.message = without(problem.message, hidden)
            raise

    def _hidden(self, text: str, principal: Principal, given: object = None) -> set[str]:
        """The tools that a text names, no caller did, and that do not exist for this one."""
        named = names_in(text) & self.catalogue.keys()
        gone = {one for one in named if not self.exposure.shows(self.catalogue[one], principal)}
        return gone - names_in(repr(given)) if gone else gone

    def _opened(
        self, name: str, arguments: Mapping[str, Any], principal: Principal
    ) -> tuple[str, Mapping[str, Any]]:
        """The call inside a `call_tool` envelope; any other call as it is."""
        while name == ENVELOPE:
            given = unpacked(name, arguments, "arguments")
            inside = runner_for(self.find(name, principal)).check(given).values
            name, arguments = inside["name"], inside["arguments"] or {}
        return name, arguments

    async def _checked(
        self,
        entry: Entry,
        arguments: Mapping[str, Any],
        principal: Principal,
        approval: Approval | None,
    ) -> Outcome:
        runner = runner_for(entry)
        if entry.path is not None:
            arguments = unpacked(entry.name, arguments, "body")
        _refuse_unstorable(entry.name, arguments)
        try:
            given = runner.check(arguments)
        except BadArguments as problem:
            problem.message += after_arguments(problem, entry, self.catalogue, self._now())
            raise
        if approval is None and given.confirmation is not None:
            approval = Approval(given.confirmation)
        call = Call(entry, runner, principal, arguments, given.values, approval)
        return await self._worded(call)

    def _now(self) -> datetime:
        """The company's time; clients that are not open yet keep no refusal waiting."""
        deps = self.runtime.opened
        return deps.now().astimezone(deps.zone) if deps else datetime.now(self._zone)

    async def _worded(self, call: Call) -> Outcome:
        try:
            return await self._audited(call)
        except NotFound as problem:
            if not problem.explained:
                problem.message += await self._after_missing(problem, call)
            raise
        except ToolProblem:
            raise
        except Exception as reason:
            is_down = _database_down(reason)
            if _mendable(reason) and not (is_down and self.runtime.opened):
                message = f"This server is not ready, and nothing was changed: {reason}"
                raise NotReady(message) from reason
            if is_down:
                log.warning("call.database_down", tool=call.entry.name, reason=repr(reason))
                raise DatabaseDown from reason
            error_id = secrets.token_hex(4)
            log.exception("call.failed", tool=call.entry.name, error_id=error_id)
            message = f"{call.entry.name} failed inside this server (error id {error_id})."
            raise InternalError(message) from reason

    async def _after_missing(self, problem: NotFound, call: Call) -> str:
        """Where to look instead; what cannot be looked up leaves the refusal as it is."""
        deps = await self.runtime.deps()
        try:
            return await after_missing(problem, call.entry, call.arguments, self.catalogue, deps)
        except Exception:
            log.exception("call.hint_failed", tool=call.entry.name)
            return ""

    async def _audited(self, call: Call) -> Outcome:
        deps = await self._clients(call)
        gate = CallGate(deps.db, self.exposure.access, _request(call), call.approval)
        tools = CallersTools(self.catalogue, self.exposure, call.principal, self._ranker)
        deps = replace(deps, principal=call.principal, gate=gate, tools=tools)
        try:
            outcome = await self._run(deps, call)
        except Exception as reason:
            await self._note(deps, call, gate, "failed", getattr(reason, "kind", "InternalError"))
            raise
        await self._note(deps, call, gate, _outcome_word(outcome), None)
        return outcome

    async def _clients(self, call: Call) -> Deps:
        """What was opened; where nothing could be, tools are still found and described."""
        try:
            return await self.runtime.deps()
        except Exception as reason:
            if not only_finds(call.entry):
                raise
            log.warning("call.without_clients", tool=call.entry.name, reason=repr(reason))
            none: Any = Unopened(reason)
            return Deps(
                st=none,
                db=none,
                redis=None,
                zone=self._zone,
                now=lambda: datetime.now(UTC),
                tenant_id=0,
                principal=call.principal,
                gate=none,
                tools=NoTools(),
            )

    async def _note(
        self, deps: Deps, call: Call, gate: CallGate, outcome: str, error_kind: str | None
    ) -> None:
        # A row that is lost is told in the log; the caller must still learn what was changed.
        row = _audit_row(call, gate, outcome, error_kind)
        if self.runtime.opened is None:
            tell_lost([row])
            return
        with contextlib.suppress(Exception):
            await self._audit.add(deps.db, row)

    async def _run(self, deps: Deps, call: Call) -> Outcome:
        try:
            value = await call.runner.run(call.values, deps)
        except ConfirmationNeeded as needed:
            return await _preview(deps, call, needed)
        return Outcome(_with_notice(value, deps.notice))


def _database_down(reason: Exception) -> bool:
    """Whether the database went away; its classes are known once it was imported.

    An OSError about a file names the file, one about a connection names none.
    """
    sql = sys.modules.get("sql")
    away = sql is not None and isinstance(reason, sql.AWAY)
    return away and getattr(reason, "filename", None) is None


def _mendable(reason: Exception) -> bool:
    """Whether whoever runs the server can mend this, so that the caller should pass it on."""
    sql = sys.modules.get("sql")
    return isinstance(reason, (EmbeddedError, *(sql.MENDABLE if sql else ())))


def _refuse_unstorable(tool: str, arguments: Mapping[str, Any]) -> None:
    """PostgreSQL keeps neither NUL nor half a character: refused by name before anything runs."""
    allowed = "allowed: text without NUL and without half characters"
    faults = [
        ArgumentFault(name, received(value), allowed)
        for name, value in arguments.items()
        if not storable(value)
    ]
    if faults:
        raise BadArguments(tool, faults)


def _request(call: Call) -> Request:
    arguments = {key: value for key, value in call.arguments.items() if key != CONFIRMATION}
    return Request(call.entry.name, call.entry.risk, arguments, call.principal)


async def _preview(deps: Deps, call: Call, needed: ConfirmationNeeded) -> Outcome:
    preview = await keep_preview(deps.db, _request(call), needed.change)
    answer: Written[Any] = Written(
        status="needs_confirmation",
        summary=_beforehand(needed.change),
        change=needed.change,
        confirmation=preview.id if call.entry.risk == "ordinary" else None,
        expires_at=preview.expires_at,
    )
    return Outcome(_with_notice(answer, deps.notice), preview)


def _beforehand(change: Change) -> str:
    if change.already:
        return f"Nothing changed yet, and nothing would: it is so already. {change.action}"
    return f"Nothing changed yet. This would happen: {change.action}"


def for_caller_alone(outcome: Outcome) -> BaseModel:
    """The answer where no person can be asked: a grave change cannot go on."""
    if outcome.preview is not None and outcome.preview.risk == "grave":
        change = outcome.preview.change
        asked = f"It would be: {change['action']} The record: {change['target']}."
        raise NeedsPerson(f"{NeedsPerson().message} {asked}")
    return outcome.value


def _with_notice(answer: BaseModel, notice: str | None) -> BaseModel:
    if not isinstance(answer, Answer):
        return answer
    unsynced = NEVER_SYNCED if any(at is None for at in answer.as_of.values()) else None
    notes = [note for note in (answer.notice, notice, unsynced) if note]
    return answer.model_copy(update={"notice": " ".join(notes) or None})


def _outcome_word(outcome: Outcome) -> str:
    return outcome.value.status if isinstance(outcome.value, Written) else "done"


def _audit_row(call: Call, gate: CallGate, outcome: str, error_kind: str | None) -> dict[str, Any]:
    return {
        "at": datetime.now(UTC).isoformat(),
        "principal": call.principal.name,
        "role": call.principal.role,
        "surface": call.principal.surface,
        "tool": call.entry.name,
        "effect": call.entry.effect,
        "risk": call.entry.risk,
        "arguments": redacted(to_jsonable_python(dict(call.arguments), fallback=str)),
        "outcome": outcome,
        "error_kind": error_kind,
        "duration_ms": round((time.monotonic() - call.started) * 1000, 1),
        "confirmation": call.approval.preview_id if call.approval else None,
        "change": gate.passed.model_dump(mode="json") if gate.passed else None,
    }
