"""ServiceTitan's Memberships API: membership types."""

from typing import Annotated, Unpack

from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Changes, Ids50, PagedDated
from tools.servicetitan.memberships.shared import MembershipRecurrenceType
from tools.servicetitan.operation import Module, get
from tools.servicetitan.types import Feed, Money, Page, Timestamp

ActiveFilter = Annotated[Active, "True (default): active records; False: inactive ones; Any: both."]

MembershipTypeId = Annotated[int, "Id of the membership type."]


class MembershipTypeDurationBillingEntry(TypedDict, total=False):
    duration: int | None
    billingFrequency: str
    salePrice: Money
    billingPrice: Money
    renewalPrice: Money


class MembershipTypeDiscountEntry(TypedDict, total=False):
    targetId: int
    discount: Money


class MembershipTypeRecurringServiceEntry(TypedDict, total=False):
    membershipTypeId: int
    recurringServiceTypeId: int
    offset: int
    offsetType: str
    allocation: Money


class ExportMembershipTypeResponse(TypedDict, total=False):
    id: int
    createdOn: Timestamp
    createdById: int | None
    modifiedOn: Timestamp
    importId: str | None
    billingTemplateId: int | None
    discount: Money
    durationBilling: list[MembershipTypeDurationBillingEntry] | None
    discounts: list[MembershipTypeDiscountEntry] | None
    recurringServices: list[MembershipTypeRecurringServiceEntry] | None
    tagTypeIds: list[int] | None
    name: str
    displayName: str | None
    active: bool
    discountMode: str
    locationTarget: str
    revenueRecognitionMode: str
    autoCalculateInvoiceTemplates: bool
    useMembershipPricingTable: bool
    showMembershipSavings: bool


class MembershipTypeDiscountItemResponse(TypedDict, total=False):
    targetId: int
    discount: Money
    id: int
    createdOn: Timestamp
    createdById: int | None


class MembershipTypeDurationBillingItemResponse(TypedDict, total=False):
    duration: int | None
    billingFrequency: str
    salePrice: Money
    billingPrice: Money
    renewalPrice: Money
    id: int
    importId: str | None
    active: bool
    createdOn: Timestamp
    createdById: int | None


class MembershipTypeRecurringServiceItemResponse(TypedDict, total=False):
    membershipTypeId: int
    recurringServiceTypeId: int
    offset: int
    offsetType: str
    allocation: Money
    id: int
    importId: str | None
    createdOn: Timestamp
    createdById: int | None


class MembershipTypeResponse(TypedDict, total=False):
    name: str
    displayName: str | None
    active: bool
    discountMode: str
    locationTarget: str
    revenueRecognitionMode: str
    autoCalculateInvoiceTemplates: bool
    useMembershipPricingTable: bool
    showMembershipSavings: bool
    id: int
    createdOn: Timestamp
    createdById: int | None
    modifiedOn: Timestamp
    importId: str | None
    billingTemplateId: int | None
    discount: Money
    durationBilling: list[MembershipTypeDurationBillingEntry] | None
    discounts: list[MembershipTypeDiscountEntry] | None
    recurringServices: list[MembershipTypeRecurringServiceEntry] | None
    tagTypeIds: list[int] | None


class MembershipTypes(Module, base="/memberships/v2"):
    """Membership types of ServiceTitan's Memberships API."""

    @get("/export/membership-types", scope="tn.mem.membershiptypes:r")
    async def export_membership_types(
        self, **filters: Unpack[Changes]
    ) -> Feed[ExportMembershipTypeResponse]:
        """All membership types in order of change, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/membership-types", scope="tn.mem.membershiptypes:r")
    async def list_membership_types(
        self,
        *,
        ids: Annotated[Ids50 | None, "Membership type ids, comma-separated, at most 50."] = None,
        active: ActiveFilter = "True",
        duration: Annotated[int | None, "Length of the membership in months."] = None,
        billing_frequency: Annotated[
            MembershipRecurrenceType | None, "How often the membership is billed."
        ] = None,
        include_duration_billing: Annotated[bool | None, "True adds lengths and prices."] = None,
        include_discounts: Annotated[bool | None, "True adds discounts."] = None,
        include_recurring_services: Annotated[bool | None, "True adds included services."] = None,
        include_tags: Annotated[bool | None, "True adds tag ids."] = None,
        sort: Annotated[
            str | None,
            "Field to sort by with + (rising) or - (falling) in front, such as -ModifiedOn.",
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[MembershipTypeResponse]:
        """Kinds of membership you sell, with length, billing and, on request, discounts.

        durationBilling may hold empty entries.
        """

    @get("/membership-types/{id}", scope="tn.mem.membershiptypes:r")
    async def get_membership_type(self, id: MembershipTypeId) -> MembershipTypeResponse:
        """One kind of membership: name, billing options, discounts and included services.

        durationBilling may hold empty entries.
        """

    @get("/membership-types/{id}/discounts", scope="tn.mem.membershiptypes:r")
    async def list_membership_type_discounts(
        self, id: MembershipTypeId
    ) -> list[MembershipTypeDiscountItemResponse]:
        """Discounts that a kind of membership gives.

        Answers a bare list without page marks.
        """

    @get("/membership-types/{id}/duration-billing-items", scope="tn.mem.membershiptypes:r")
    async def list_membership_type_billing(
        self, id: MembershipTypeId, *, active: ActiveFilter = "True"
    ) -> list[MembershipTypeDurationBillingItemResponse]:
        """Lengths and prices a kind of membership is sold at: sale, billing and renewal price.

        Answers a bare list without page marks, which may hold empty entries.
        """

    @get("/membership-types/{id}/recurring-service-items", scope="tn.mem.membershiptypes:r")
    async def list_membership_type_services(
        self, id: MembershipTypeId
    ) -> list[MembershipTypeRecurringServiceItemResponse]:
        """Recurring services that a kind of membership includes.

        Answers a bare list without page marks.
        """
