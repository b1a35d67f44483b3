"""Estimates: one whole, with its lines."""

from datetime import datetime

from pydantic import BaseModel, Field

from tools.deps import DEPS, Deps
from tools.errors import NotFound
from tools.freshness import as_of
from tools.hints import whose_id
from tools.mirror import store_written
from tools.registry import reads
from tools.results import Answer, AsOf, in_company_time
from tools.servicetitan.salestech.estimates import Estimates
from tools.types import EstimateId, Live, Money, Quantity, Untrusted


class EstimateItem(BaseModel):
    """One line of an estimate."""

    id: int
    sku: str | None
    name: Untrusted | None
    type: str | None = Field(description="Service, Material, Equipment or PriceModifier.")
    description: Untrusted | None
    quantity: Quantity | None
    unit_price: Money | None
    total: Money | None


class EstimateDetails(Answer):
    """One estimate with its lines."""

    id: int
    name: Untrusted | None
    status: str | None = Field(description="Open, Sold or Dismissed.")
    review_status: str | None
    job_id: int | None
    job_number: str | None
    customer_id: int | None
    customer: Untrusted | None
    business_unit: str | None
    subtotal: Money | None
    tax: Money | None
    total: Money | None
    sold_on: datetime | None
    sold_by: str | None
    created_on: datetime | None
    summary: Untrusted | None
    items: list[EstimateItem] = Field(default_factory=list)


@reads
async def get_estimate_details(
    estimate_id: EstimateId, live: Live = False, deps: Deps = DEPS
) -> EstimateDetails:
    """One estimate: state, customer, job, every line with price, subtotal, tax and total."""
    refreshed: AsOf = {}
    if live:
        refreshed = {"servicetitan.st_estimates": deps.now()}
        found = await Estimates(deps.st).get_estimate(estimate_id)
        await store_written(deps, "st_estimates", [found])
    estimate = await deps.db.maybe(EstimateDetails, "estimate_by_id", estimate=estimate_id)
    if estimate is None:
        message = f"There is no estimate {estimate_id}. get_job_details names a job's estimates."
        raise NotFound(message + await whose_id(deps, estimate_id))
    items = await deps.db.many(EstimateItem, "estimate_items", estimate=estimate_id)
    fresh = await as_of(deps, "st_estimates") | refreshed
    shown = in_company_time(estimate, deps.zone)
    return shown.model_copy(update={"items": items, "as_of": fresh})
