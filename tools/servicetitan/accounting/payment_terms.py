"""ServiceTitan's Accounting API: payment terms."""

from typing import Annotated, Unpack

from typing_extensions import TypedDict

from tools.servicetitan.filters import Ids50, PagedDated, sorted_by
from tools.servicetitan.operation import Module, get
from tools.servicetitan.types import Money, Page, Timestamp


class InterestSettingsAPIModel(TypedDict, total=False):
    id: int | None
    rateType: str
    flatRateValue: Money | None
    percentageRateValue: Money | None
    chargeMethod: str | None
    frequency: str
    gracePeriod: int | None
    targetInvoices: list[str]
    taskId: int
    taskDisplayName: str


class PaymentTermDiscountAPIModel(TypedDict, total=False):
    id: int | None
    discountApplyTo: str | None
    discount: Money | None
    discountType: str | None
    account: str | None
    applyBy: str | None
    applyByValue: int | None


class PaymentTermAPIModel(TypedDict, total=False):
    id: int | None
    name: str | None
    dueDayType: str
    dueDay: int | None
    isCustomerDefault: bool
    isVendorDefault: bool
    active: bool
    inUse: bool | None
    modifiedOn: Timestamp
    createdOn: Timestamp
    paymentTermDiscountModel: PaymentTermDiscountAPIModel
    interestSettings: InterestSettingsAPIModel


class PaymentTerms(Module, base="/accounting/v2"):
    """Payment terms of ServiceTitan's Accounting API."""

    @get("/payment-terms", scope="tn.acc.paymentterms:r")
    async def list_payment_terms(
        self,
        *,
        ids: Annotated[Ids50 | None, "Payment term ids, comma-separated, at most 50."] = None,
        sort: Annotated[str | None, sorted_by("Id", "Name", "CreatedOn")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[PaymentTermAPIModel]:
        """Payment terms such as net 30, with due day, discount and interest settings."""

    @get("/payment-terms/{paymentTermId}", scope="tn.acc.paymentterms:r")
    async def get_payment_term(
        self, payment_term_id: Annotated[int, "Id of the payment term."]
    ) -> PaymentTermAPIModel:
        """One payment term: when payment is due, early discount and interest."""
