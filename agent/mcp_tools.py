"""Catalogue entries as MCP tools, and the question to the user before a write."""

from collections.abc import Collection
from typing import Any

import mcp_types
from fastmcp.exceptions import ToolError
from fastmcp.server.context import Context
from fastmcp.server.dependencies import get_context
from fastmcp.server.middleware import CallNext, Middleware, MiddlewareContext
from fastmcp.server.telemetry import server_span
from fastmcp.tools.base import InputRequiredToolResult, Tool, ToolResult
from mcp.shared.exceptions import MCPError
from mcp_types import CallToolRequestParams, TextContent, ToolAnnotations
from pydantic import BaseModel, PrivateAttr
from pydantic_core import from_json

from agent.calls import Caller, Outcome, for_caller_alone
from agent.catalogue import Entry
from agent.gate import Approval, Preview
from agent.identity import current_principal
from agent.log import get_log
from agent.runners import schemas_of
from tools.changes import Change, Written
from tools.errors import ToolProblem

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


class CatalogueTool(Tool):
    """One catalogue entry on the MCP surface; running it goes through the caller."""

    _caller: Caller = PrivateAttr()

    @classmethod
    def of(cls, entry: Entry, caller: Caller) -> "CatalogueTool":
        parameters, output_schema = schemas_of(entry)
        tool = cls(
            name=entry.name,
            description=entry.text,
            parameters=parameters,
            output_schema=output_schema,
            annotations=_hints(entry),
        )
        tool._caller = caller
        return tool

    async def run(self, arguments: dict[str, Any]) -> ToolResult:
        return await run_with_question(self._caller, self.name, arguments)


class StraightCalls(Middleware):
    """Answers calls of our own tools itself; the caller's exposure says who may call what.

    FastMCP 4.1 would look the tool up among all providers and read the session's state first, in
    a second context: a quarter of what a call costs that reads nothing.
    """

    def __init__(self, caller: Caller, names: Collection[str]) -> None:
        self._caller = caller
        self._names = frozenset(names)

    async def on_call_tool(
        self,
        context: MiddlewareContext[CallToolRequestParams],
        call_next: CallNext[CallToolRequestParams, ToolResult],
    ) -> ToolResult:
        del call_next
        name, arguments = context.message.name, context.message.arguments or {}
        if name not in self._names:
            return failure(self._caller.not_outright(name, current_principal()))
        span = (f"tools/call {name}", "tools/call", SERVER_NAME, "tool", name)
        with server_span(*span, tool_name=name):
            try:
                return await run_with_question(self._caller, name, arguments)
            except MCPError:
                raise
            except Exception as reason:
                log.exception("call.failed", tool=name)
                raise ToolError(f"Error calling tool {name!r}") from reason


def _hints(entry: Entry) -> ToolAnnotations:
    return ToolAnnotations(
        title=entry.name.replace("_", " ").capitalize(),
        read_only_hint=entry.effect == "reads",
        destructive_hint=entry.effect == "removes" or entry.risk == "grave",
        idempotent_hint=entry.idempotent,
        open_world_hint=entry.open_world,
    )


async def run_with_question(caller: Caller, name: str, arguments: dict[str, Any]) -> ToolResult:
    """Call a tool; where it wants a yes and the client can ask its user, ask there."""
    context = get_context()
    try:
        outcome = await caller.call(
            name, arguments, current_principal(), approval=_answered(context)
        )
        if outcome.preview is None or not _can_ask(caller, context, outcome.preview):
            return result(for_caller_alone(outcome))
        if context._is_modern_protocol():  # noqa: SLF001 - no public way to tell the two eras apart
            return InputRequiredToolResult(_input_required(outcome.preview))
        approval = await _elicited(context, outcome.preview)
        if approval is None:
            return result(for_caller_alone(outcome))
        return result((await _again(caller, name, arguments, approval)).value)
    except _Declined as declined:
        return result(declined.answer)
    except ToolProblem as problem:
        return failure(problem)


class _Declined(Exception):
    """The user said no."""

    def __init__(self) -> None:
        super().__init__()
        self.answer: Written[Any] = Written(
            status="not_done", summary="The user declined. Nothing was changed."
        )


def _answered(context: Context) -> Approval | None:
    """The user's yes to an earlier question; the sealed state proves which question it was."""
    state = context.request_state
    if state is None or context.request_context is None:
        return None
    answer = (context.input_responses or {}).get(QUESTION)
    if _agreed(answer):
        return Approval(state, by=f"user of {current_principal().name}")
    raise _Declined


def _agreed(answer: object) -> bool:
    if not isinstance(answer, mcp_types.ElicitResult) or answer.action != "accept":
        return False
    return bool((answer.content or {}).get(QUESTION))


async def _again(
    caller: Caller, name: str, arguments: dict[str, Any], approval: Approval
) -> Outcome:
    return await caller.call(name, arguments, current_principal(), approval=approval)


async def _elicited(context: Context, preview: Preview) -> Approval | None:
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


def _can_ask(caller: Caller, context: Context, preview: Preview) -> bool:
    if not caller.user_may_decide(preview):
        return False
    capabilities = context.session.client_capabilities
    return capabilities is not None and capabilities.elicitation is not None


def _question(preview: Preview) -> str:
    change = Change.model_validate(preview.change)
    lines = [change.action, change.target, ""]
    lines += [f"{key}: {change.before.get(key, '—')} → {new}" for key, new in change.after.items()]
    # What only shows which record is meant: an arrow would say that it is wiped.
    shown = change.before.keys() - change.after.keys()
    lines += [f"{key}: {value}" for key, value in change.before.items() if key in shown]
    return "\n".join(lines)


def _input_required(preview: Preview) -> mcp_types.InputRequiredResult:
    params = mcp_types.ElicitRequestFormParams(message=_question(preview), requested_schema=_FORM)
    return mcp_types.InputRequiredResult(
        input_requests={QUESTION: mcp_types.ElicitRequest(params=params)},
        request_state=preview.id,
    )


def result(value: BaseModel) -> ToolResult:
    """An answer as structured content, with the same JSON as text for older clients.

    It is JSON by now, so it is not checked to be JSON once more: a list of 50 records is long.
    """
    text = value.model_dump_json()
    return ToolResult.model_construct(
        content=[TextContent(type="text", text=text)],
        structured_content=from_json(text),
        meta=None,
        is_error=False,
    )


def failure(problem: ToolProblem) -> ToolResult:
    """A problem as an error result whose text says what to do."""
    return ToolResult(content=str(problem), meta={"problem": problem.kind}, is_error=True)
