"""The write gate: keeps previews, and lets a change pass once, for who asked, as it was shown."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from agent.exposure import Access
from tools.changes import Change, ConfirmationNeeded
from tools.errors import ConfirmationRefused
from tools.principal import Principal
from tools.registry import Risk

if TYPE_CHECKING:
    from sql import Database

LIFETIME = timedelta(minutes=10)
"""How long a preview can be confirmed, and then once."""


@dataclass(frozen=True)
class Approval:
    """A preview somebody agreed to. `by` names the person when a human channel brought the yes."""

    preview_id: str
    by: str | None = None


@dataclass(frozen=True)
class Request:
    """One call of a writing tool, as the gate sees it."""

    tool: str
    risk: Risk
    arguments: Mapping[str, Any]
    principal: Principal

    @property
    def body_hash(self) -> str:
        body = json.dumps(to_jsonable_python(dict(self.arguments)), sort_keys=True)
        return hashlib.sha256(f"{self.tool}\n{body}".encode()).hexdigest()


class Preview(BaseModel):
    """A stored preview."""

    id: str
    tool: str
    body_hash: str
    change: dict[str, Any]
    principal: str
    risk: str
    expires_at: datetime
    expired: bool = False
    consumed_at: datetime | None = None
    approved_by: str | None = None


class CallGate:
    """The gate of one call."""

    def __init__(
        self, db: "Database", access: Access, request: Request, approval: Approval | None
    ) -> None:
        self._db = db
        self._access = access
        self._request = request
        self._approval = approval
        self.passed: Change | None = None
        """The change that was let through, for the audit row."""

    async def confirm(self, change: Change) -> None:
        """Return when the change may be sent; otherwise raise, with nothing sent."""
        if self._access != "direct":
            if self._approval is None:
                raise ConfirmationNeeded(change)
            await self._spend(self._approval, change)
        self.passed = change

    async def _spend(self, approval: Approval, change: Change) -> None:
        preview = await self._db.maybe(Preview, "get_preview", id=approval.preview_id)
        _check(preview, self._request, approval, change)
        async with self._db.transaction() as db:
            if approval.by is not None:
                await db.execute("approve_preview", id=approval.preview_id, approved_by=approval.by)
            spent = await db.value(
                "consume_preview",
                id=approval.preview_id,
                tool=self._request.tool,
                body_hash=self._request.body_hash,
                principal=self._request.principal.identity,
            )
        if spent is None:
            raise _refused("This confirmation was used already.")


def _check(preview: Preview | None, request: Request, approval: Approval, change: Change) -> None:
    if preview is None or preview.principal != request.principal.identity:
        raise _refused("There is no such confirmation of yours.")
    if preview.consumed_at is not None:
        raise _refused("This confirmation was used already.")
    if preview.expired:
        raise _refused("This confirmation has expired (10 minutes).")
    if preview.body_hash != request.body_hash:
        raise _refused("The arguments are not those of the preview.")
    if request.risk == "grave" and (approval.by or preview.approved_by) is None:
        raise _refused("A person has to approve this change themselves.")
    if _exactly(preview.change) != _exactly(change.model_dump(mode="json")):
        raise _refused("The record has changed since the preview.")


def _exactly(value: Any) -> Any:
    """A JSON value with exact numbers, as the database gives them: 0.1 is not the float 0.1."""
    match value:
        case Mapping():
            return {name: _exactly(one) for name, one in value.items()}
        case list():
            return [_exactly(one) for one in value]
        case float():
            return Decimal(str(value))
    return value


def _refused(why: str) -> ConfirmationRefused:
    return ConfirmationRefused(
        f"{why} Nothing was changed now. Call without a confirmation for a new preview."
    )


async def keep_preview(db: "Database", request: Request, change: Change) -> Preview:
    """Store what a call would change, so that a later yes means exactly that."""
    preview_id = secrets.token_urlsafe(12)
    shown = change.model_dump(mode="json")
    expires_at = await db.value(
        "store_preview",
        id=preview_id,
        tool=request.tool,
        arguments=to_jsonable_python(dict(request.arguments)),
        body_hash=request.body_hash,
        before=shown["before"],
        change=shown,
        principal=request.principal.identity,
        risk=request.risk,
        seconds=LIFETIME.total_seconds(),
    )
    return Preview(
        id=preview_id,
        tool=request.tool,
        body_hash=request.body_hash,
        change=shown,
        principal=request.principal.identity,
        risk=request.risk,
        expires_at=expires_at,
    )
