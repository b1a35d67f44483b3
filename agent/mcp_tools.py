"""Catalogue entries as MCP tools, and the question to the user before a write."""

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import mcp_types
from fastmcp import FastMCP
from fastmcp.server.telemetry import server_span
from fastmcp.tools.base import Tool
from mcp.server.context import ServerRequestContext
from mcp.shared.exceptions import MCPError
from mcp_types import CallToolRequestParams, InputRequiredResult, ToolAnnotations
from mcp_types.version import MODERN_PROTOCOL_VERSIONS
from pydantic import BaseModel
from pydantic_core import from_json

from agent.aliases import current_name
from agent.calls import ENVELOPE, Outcome, Pipeline, for_caller_alone
from agent.catalogue import Entry
from agent.gate import Approval, Preview
from agent.identity import current_principal
from agent.log import get_log
from agent.runners import schemas_of
from tools.changes import Change, Written
from tools.errors import ToolProblem
from tools.wording import plainly

log = get_log(__name__)

SERVER_NAME = "perfect-catch"
QUESTION = "go_ahead"
_FORM: dict[str, Any] = {
    "type": "object",
    "properties": {
        QUESTION: {"type": "boolean", "title": "Go ahead", "description": "Make this change?"}
    },
    "required": [QUESTION],
}


_SO_ALREADY = "It is so already: nothing would change."

Sent = dict[str, Any]
"""A result as it goes over the wire; the SDK checks it and adds what the protocol wants."""


class CatalogueTool(Tool):
    """One catalogue entry as lists show it; calls of it go to `StraightCalls`."""

    @classmethod
    def of(cls, entry: Entry) -> "CatalogueTool":
        parameters, output_schema = schemas_of(entry)
        return cls(
            name=entry.name,
            description=entry.text,
            parameters=parameters,
            output_schema=output_schema,
            annotations=_hints(entry),
        )


@dataclass(frozen=True)
class Asked:
    """One `tools/call`: what was asked for, and the connection it came by."""

    params: CallToolRequestParams
    context: ServerRequestContext[Any, Any]

    @property
    def arguments(self) -> dict[str, Any]:
        return self.params.arguments or {}

    @property
    def modern(self) -> bool:
        """Whether a question to the user is an answer to this call, asked again with theirs."""
        return self.context.protocol_version in MODERN_PROTOCOL_VERSIONS


class StraightCalls:
    """Answers `tools/call` itself; the caller's exposure says who may call what.

    FastMCP 4.1 would look the tool up among all providers, read the session's state first in a
    context of its own, and take the answer through four models: a fifth of what a search for
    customers costs this process.
    """

    def __init__(self, pipeline: Pipeline, names: Collection[str]) -> None:
        self._pipeline = pipeline
        self._names = frozenset(names)

    def answer(self, mcp: "FastMCP[Any]") -> None:
        """Take the place of the library's own handler."""
        low_level = mcp._mcp_server  # noqa: SLF001 - FastMCP 4.1 has no public door to it
        low_level.add_request_handler("tools/call", CallToolRequestParams, self)

    async def __call__(
        self, context: ServerRequestContext[Any, Any], params: CallToolRequestParams
    ) -> Sent | InputRequiredResult:
        name = params.name
        if current_name(name) not in self._names:
            return failure(self._pipeline.not_outright(name, current_principal()))
        span = (f"tools/call {name}", "tools/call", SERVER_NAME, "tool", name)
        with server_span(*span, tool_name=name):
            try:
                return await run_with_question(self._pipeline, Asked(params, context))
            except MCPError:
                raise
            except Exception:
                log.exception("call.failed", tool=name)
                return _failed(f"Error calling tool {name!r}")


def _hints(entry: Entry) -> ToolAnnotations:
    reaches_all = entry.name == ENVELOPE
    return ToolAnnotations(
        title=entry.name.replace("_", " ").capitalize(),
        read_only_hint=entry.effect == "reads",
        destructive_hint=entry.effect == "removes" or entry.risk == "grave" or reaches_all,
        idempotent_hint=entry.idempotent,
        open_world_hint=entry.open_world,
    )


async def run_with_question(pipeline: Pipeline, asked: Asked) -> Sent | InputRequiredResult:
    """Call a tool; where it wants a yes and the client can ask its user, ask there."""
    try:
        outcome = await _call(pipeline, asked, _answered(asked.params))
        if outcome.preview is None or not _can_ask(pipeline, asked, outcome.preview):
            return result(for_caller_alone(outcome))
        if asked.modern:
            return _input_required(outcome.preview)
        approval = await _elicited(asked.context, outcome.preview)
        if approval is None:
            return result(for_caller_alone(outcome))
        return result((await _call(pipeline, asked, approval)).value)
    except _Declined as declined:
        return result(declined.answer)
    except ToolProblem as problem:
        return failure(problem)


async def _call(pipeline: Pipeline, asked: Asked, approval: Approval | None) -> Outcome:
    principal = current_principal()
    return await pipeline.call(asked.params.name, asked.arguments, principal, approval=approval)


class _Declined(Exception):
    """The user said no."""

    def __init__(self) -> None:
        super().__init__()
        self.answer: Written[Any] = Written(
            status="not_done", summary="The user declined. Nothing was changed."
        )


def _answered(params: CallToolRequestParams) -> Approval | None:
    """The user's yes to an earlier question; the sealed state proves which question it was."""
    state = params.request_state
    if state is None:
        return None
    answer = (params.input_responses or {}).get(QUESTION)
    if _agreed(answer):
        return Approval(state, by=f"user of {current_principal().name}")
    raise _Declined


def _agreed(answer: object) -> bool:
    if not isinstance(answer, mcp_types.ElicitResult) or answer.action != "accept":
        return False
    return bool((answer.content or {}).get(QUESTION))


async def _elicited(context: ServerRequestContext[Any, Any], preview: Preview) -> Approval | None:
    """The answer of an older client's user; None when the client cannot be asked after all."""
    try:
        answer = await context.session.elicit(
            message=_question(preview),
            requested_schema=_FORM,
            related_request_id=context.request_id,
        )
    except MCPError:
        return None
    if not _agreed(answer):
        raise _Declined
    return Approval(preview.id, by=f"user of {current_principal().name}")


def _can_ask(pipeline: Pipeline, asked: Asked, preview: Preview) -> bool:
    if not pipeline.user_may_decide(preview):
        return False
    capabilities = asked.context.session.client_capabilities
    return capabilities is not None and capabilities.elicitation is not None


def _question(preview: Preview) -> str:
    change = Change.model_validate(preview.change)
    lines = [change.action, change.target, *([_SO_ALREADY] if change.already else []), ""]
    lines += [
        f"{key}: {plainly(change.before.get(key))} → {plainly(new)}"
        for key, new in change.after.items()
    ]
    # What only shows which record is meant: an arrow would say that it is wiped.
    shown = change.before.keys() - change.after.keys()
    lines += [f"{key}: {plainly(value)}" for key, value in change.before.items() if key in shown]
    lines += [f"{record} is {name}" for record, name in change.names.items()]
    return "\n".join(lines)


def _input_required(preview: Preview) -> InputRequiredResult:
    params = mcp_types.ElicitRequestFormParams(message=_question(preview), requested_schema=_FORM)
    return InputRequiredResult(
        input_requests={QUESTION: mcp_types.ElicitRequest(params=params)},
        request_state=preview.id,
    )


def result(value: BaseModel) -> Sent:
    """An answer as structured content, with the same JSON as text for older clients."""
    text = value.model_dump_json()
    return _sent(text) | {"structuredContent": from_json(text)}


def failure(problem: ToolProblem) -> Sent:
    """A problem as an error result whose text says what to do."""
    told: dict[str, Any] = {"problem": problem.kind}
    if problem.retry_after is not None:
        told["retryAfter"] = math.ceil(problem.retry_after)
    return _failed(str(problem)) | {"_meta": told}


def _failed(text: str) -> Sent:
    return _sent(text, wrong=True)


def _sent(text: str, *, wrong: bool = False) -> Sent:
    """What every result has; `resultType` goes no further than to those who know it."""
    content = [{"type": "text", "text": text}]
    return {"resultType": "complete", "content": content, "isError": wrong}
