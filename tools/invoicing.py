"""Invoices: who owes what, and for how long."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, Field

from tools.deps import DEPS, Deps
from tools.freshness import as_of
from tools.hints import nobody_like
from tools.registry import reads
from tools.results import Answer, Rows, offset_of, rows_of
from tools.types import Cursor, CustomerId, Limit, Money, Untrusted


class OutstandingInvoice(BaseModel):
    """An invoice with an open balance."""

    id: int
    number: str | None
    customer_id: int | None
    customer: Untrusted | None
    phone: Untrusted | None
    job_id: int | None
    business_unit: str | None
    invoice_date: date | None
    due_date: date | None
    amount: Money | None
    balance: Money
    days_overdue: int | None = Field(description="Company days since the due date; 0 if not due.")


class Age(BaseModel):
    """How much is open for how long."""

    age: str
    invoices: int
    balance: Money


class Outstanding(Answer):
    """Open invoices with their sum, exact, over all that fit and not only those shown."""

    balance_of_all: Money = Field(description="Sum over every invoice that fits.")
    by_age: list[Age]
    invoices: Rows[OutstandingInvoice]


@reads
async def get_outstanding_invoices(
    customer_id: CustomerId | None = None,
    min_balance: Annotated[
        Decimal, Field(ge=0, description="Only balances of at least this many dollars.")
    ] = Decimal(0),
    days_overdue: Annotated[
        int | None, Field(ge=1, le=3650, description="Only those overdue at least so many days.")
    ] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
    deps: Deps = DEPS,
) -> Outstanding:
    """Invoices with an open balance, longest overdue first, with exact sums by age."""
    offset = offset_of(cursor, "get_outstanding_invoices")
    filters = {
        "customer": customer_id,
        "min_balance": min_balance,
        "days_overdue": days_overdue,
        "today": deps.today(),
    }
    invoices = await deps.db.many(
        OutstandingInvoice, "outstanding_invoices", **filters, limit=limit, offset=offset
    )
    ages = await deps.db.many(Age, "outstanding_by_age", **filters)
    return Outstanding(
        balance_of_all=sum((age.balance for age in ages), Decimal(0)),
        by_age=ages,
        invoices=rows_of(invoices, total=sum(age.invoices for age in ages), offset=offset),
        as_of=await as_of(deps, "st_invoices", "st_customers"),
        notice=None if invoices else await nobody_like(deps, {"customer": customer_id}),
    )
