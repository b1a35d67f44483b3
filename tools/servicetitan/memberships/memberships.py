"""ServiceTitan's Memberships API: memberships."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Changes, Ids, Ids50, PagedDated
from tools.servicetitan.memberships.shared import MembershipRecurrenceType, ModificationResponse
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.types import Amount, Feed, Instant, Money, Page, StBody, Timestamp, optional

MembershipStatus = Literal["Active", "Suspended", "Expired", "Canceled", "Deleted"]

RecurringServiceAction = Literal["None", "Single", "All"]

Sort = Annotated[
    str, "Field to sort by with + (rising) or - (falling) in front, such as -ModifiedOn."
]

MembershipId = Annotated[int, "Id of the membership."]


class CustomFieldResponse(TypedDict, total=False):
    typeId: int
    name: str
    value: str | None


ExportCustomerMembershipResponse = TypedDict(
    "ExportCustomerMembershipResponse",
    {
        "id": int,
        "createdOn": Timestamp,
        "createdById": int | None,
        "modifiedOn": Timestamp,
        "followUpOn": Timestamp,
        "cancellationDate": Timestamp | None,
        "from": Timestamp | None,
        "nextScheduledBillDate": Timestamp | None,
        "to": Timestamp | None,
        "billingFrequency": str,
        "renewalBillingFrequency": str | None,
        "status": str,
        "followUpStatus": str,
        "active": bool,
        "initialDeferredRevenue": Money,
        "duration": int | None,
        "renewalDuration": int | None,
        "businessUnitId": int,
        "customerId": int,
        "membershipTypeId": int,
        "activatedById": int | None,
        "activatedFromId": int | None,
        "billingTemplateId": int | None,
        "cancellationBalanceInvoiceId": int | None,
        "cancellationInvoiceId": int | None,
        "followUpCustomStatusId": int | None,
        "locationId": int | None,
        "paymentMethodId": int | None,
        "paymentTypeId": int | None,
        "recurringLocationId": int | None,
        "renewalMembershipTaskId": int | None,
        "renewedById": int | None,
        "soldById": int | None,
        "customerPo": str | None,
        "importId": str | None,
        "memo": str | None,
        "customFields": list[CustomFieldResponse],
    },
    total=False,
)


class ExportCustomerMembershipStatusChangesResponse(TypedDict, total=False):
    id: int
    oldStatus: str
    newStatus: str
    note: str | None
    createdOn: Timestamp
    createdById: int | None
    membershipId: int


class CustomFieldTypeResponse(TypedDict, total=False):
    id: int
    name: str
    dataType: str
    dataTypeOptions: list[str] | None
    createdOn: Timestamp
    modifiedOn: Timestamp


CustomerMembershipResponse = TypedDict(
    "CustomerMembershipResponse",
    {
        "id": int,
        "createdOn": Timestamp,
        "createdById": int | None,
        "modifiedOn": Timestamp,
        "followUpOn": Timestamp,
        "cancellationDate": Timestamp | None,
        "from": Timestamp | None,
        "nextScheduledBillDate": Timestamp | None,
        "to": Timestamp | None,
        "billingFrequency": str,
        "renewalBillingFrequency": str | None,
        "status": str,
        "followUpStatus": str,
        "active": bool,
        "initialDeferredRevenue": Money,
        "duration": int | None,
        "renewalDuration": int | None,
        "businessUnitId": int,
        "customerId": int,
        "membershipTypeId": int,
        "activatedById": int | None,
        "activatedFromId": int | None,
        "billingTemplateId": int | None,
        "cancellationBalanceInvoiceId": int | None,
        "cancellationInvoiceId": int | None,
        "followUpCustomStatusId": int | None,
        "locationId": int | None,
        "paymentMethodId": int | None,
        "paymentTypeId": int | None,
        "recurringLocationId": int | None,
        "renewalMembershipTaskId": int | None,
        "renewedById": int | None,
        "soldById": int | None,
        "customerPo": str | None,
        "importId": str | None,
        "memo": str | None,
        "customFields": list[CustomFieldResponse],
    },
    total=False,
)


class CustomerMembershipStatusChangeItemResponse(TypedDict, total=False):
    id: int
    oldStatus: str
    newStatus: str
    note: str | None
    createdOn: Timestamp
    createdById: int | None


class MembershipSaleInvoiceCreateResponse(TypedDict, total=False):
    invoiceId: int
    customerMembershipId: int


class CustomerMembershipUpdateRequest(StBody):
    business_unit_id: int = optional("Id of the business unit.")
    next_scheduled_bill_date: Instant | None = optional("Next billing date (UTC).")
    status: MembershipStatus = optional("New status of the membership.")
    memo: str = optional("Note on the membership.")
    from_: Instant = optional("When the membership starts (UTC).")
    to: Instant | None = optional("When the membership ends (UTC).")
    sold_by_id: int | None = optional("Id of the person who sold it.")
    billing_template_id: int | None = optional("Id of the invoice template used for billing.")
    location_id: int | None = optional("Id of the customer location the membership is for.")
    recurring_service_action: RecurringServiceAction = optional(
        "Locations that get the recurring services: None, Single or All."
    )
    recurring_location_id: int | None = optional(
        "Id of the location for the services, when Single."
    )
    payment_method_id: int | None = optional("Id of the customer's stored payment method.")
    payment_type_id: int | None = optional("Id of the payment type.")
    renewal_membership_task_id: int | None = optional(
        "Id of the pricebook service that renews the membership."
    )
    initial_deferred_revenue: Amount = optional("Revenue not yet earned at the start, in dollars.")
    cancellation_balance_invoice_id: int | None = optional(
        "Id of the invoice for the balance at cancellation."
    )
    cancellation_invoice_id: int | None = optional("Id of the cancellation invoice.")


class MembershipSaleInvoiceCreateRequest(StBody):
    customer_id: int = Field(description="Id of the customer.")
    business_unit_id: int = Field(description="Id of the business unit.")
    sale_task_id: int = Field(description="Id of the pricebook service that sells the membership.")
    duration_billing_id: int = Field(
        description="Id of the length and billing option of the membership type."
    )
    location_id: int | None = optional("Id of the customer location the membership is for.")
    recurring_service_action: RecurringServiceAction = Field(
        description="Locations that get the recurring services: None, Single or All."
    )
    recurring_location_id: int | None = optional(
        "Id of the location for the services, when Single."
    )


class Memberships(Module, base="/memberships/v2"):
    """Memberships of ServiceTitan's Memberships API."""

    @get("/export/membership-status-changes", scope="tn.mem.memberships:r")
    async def export_membership_status_changes(
        self, **filters: Unpack[Changes]
    ) -> Feed[ExportCustomerMembershipStatusChangesResponse]:
        """All changes of membership status, old and new, in order of change, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/export/memberships", scope="tn.mem.memberships:r")
    async def export_memberships(
        self, **filters: Unpack[Changes]
    ) -> Feed[ExportCustomerMembershipResponse]:
        """All customers' memberships in order of change, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/memberships", scope="tn.mem.memberships:r")
    async def list_memberships(
        self,
        *,
        ids: Annotated[Ids50 | None, "Membership ids, comma-separated, at most 50."] = None,
        customer_ids: Annotated[Ids | None, "Customer ids, comma-separated."] = None,
        status: Annotated[MembershipStatus | None, "Status of the membership."] = None,
        duration: Annotated[int | None, "Length of the membership in months."] = None,
        billing_frequency: Annotated[
            MembershipRecurrenceType | None, "How often the membership is billed."
        ] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        sort: Sort | None = None,
        **filters: Unpack[PagedDated],
    ) -> Page[CustomerMembershipResponse]:
        """Customers' memberships by customer, status, length or billing.

        status=Active was seen to bring other states too; check status in each row.
        """

    @get("/memberships/custom-fields", scope="tn.mem.memberships:r")
    async def list_membership_custom_fields(
        self, *, sort: Sort | None = None, **filters: Unpack[PagedDated]
    ) -> Page[CustomFieldTypeResponse]:
        """Custom fields that memberships can carry, with their kinds and choices."""

    @post("/memberships/sale", scope="tn.mem.memberships:w", risk="grave")
    async def sell_membership(
        self, body: MembershipSaleInvoiceCreateRequest
    ) -> MembershipSaleInvoiceCreateResponse:
        """Sell a membership to a customer; makes the membership and its invoice.

        A membership cannot be deleted afterwards, only given another status.
        """

    @get("/memberships/{id}", scope="tn.mem.memberships:r")
    async def get_membership(self, id: MembershipId) -> CustomerMembershipResponse:
        """One customer's membership: type, status, dates, next billing and payment method."""

    @patch("/memberships/{id}", scope="tn.mem.memberships:w", risk="grave")
    async def update_membership(
        self, id: MembershipId, body: CustomerMembershipUpdateRequest
    ) -> ModificationResponse:
        """Change a membership's status, dates, next billing, payment method or location.

        Memberships cannot be deleted; set status instead.
        """

    @get("/memberships/{id}/status-changes", scope="tn.mem.memberships:r")
    async def list_membership_status_changes(
        self, id: MembershipId
    ) -> list[CustomerMembershipStatusChangeItemResponse]:
        """Every change of one membership's status, with note and date.

        Answers a bare list without page marks.
        """
