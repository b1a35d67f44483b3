"""ServiceTitan's Pricebook API: discounts and fees."""

from typing import Annotated, Unpack
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Ids50, PagedDated, Texts50, sorted_by
from tools.servicetitan.operation import Module, delete, get, patch, post
from tools.servicetitan.pricebook.shared import (
    ExternalDataCreateRequest,
    ExternalDataModel,
    ExternalDataUpdateRequest,
    PriceModifierAmountType,
    PriceModifierType,
    SkuAssetRequest,
    SkuAssetResponse,
)
from tools.servicetitan.types import Amount, Money, Page, StBody, Timestamp, optional

DiscountsAndFeeId = Annotated[int, "Id of the discount or fee."]


class DiscountAndFeesResponse(TypedDict, total=False):
    id: int
    type: str
    code: str
    displayName: str | None
    description: str
    amountType: str
    amount: Money
    limit: Money
    taxable: bool
    categories: list[int] | None
    hours: Money
    assets: list[SkuAssetResponse] | None
    account: str | None
    crossSaleGroup: str | None
    active: bool
    bonus: Money
    commissionBonus: Money
    paysCommission: bool
    excludeFromPayroll: bool
    externalData: list[ExternalDataModel] | None
    budgetCostCode: str | None
    budgetCostType: str | None
    createdOn: Timestamp
    modifiedOn: Timestamp


class DiscountAndFeesCreateRequest(StBody):
    type: PriceModifierType = Field(description="Discount or Fee.")
    code: str = Field(description="Code of the item, unique in the pricebook.")
    display_name: str | None = optional("Name shown to customers.")
    description: str = Field(description="Description of the discount or fee; may hold HTML.")
    amount_type: PriceModifierAmountType = Field(description="Percentage or Fixed (dollars).")
    amount: Amount = Field(description="Percent or dollars, as amountType says.")
    limit: Amount | None = optional("Most the discount or fee may come to, in dollars.")
    taxable: bool | None = optional("True when sales tax applies.")
    categories: list[int] | None = optional("Ids of the pricebook categories it is in.")
    hours: Amount | None = optional("Hours sold with it.")
    assets: list[SkuAssetRequest] | None = optional("Images, videos and files shown with it.")
    account: str | None = optional("Name of the income account.")
    intacct_gl_group_account: str | None = optional("Sage Intacct GL group account.")
    cross_sale_group: str | None = optional("Group used for cross-sale pay.")
    active: bool | None = optional("True for in use; false makes it inactive.")
    bonus: Amount | None = optional("Fixed pay bonus in dollars.")
    commission_bonus: Amount | None = optional("Extra commission in percent.")
    pays_commission: bool | None = optional("True when technicians earn commission on it.")
    exclude_from_payroll: bool | None = optional("True leaves it out of payroll.")
    external_data: ExternalDataCreateRequest | None = optional(
        "Keys and values that your app keeps on the item."
    )
    budget_cost_code: str | None = optional("Budget cost code.")
    budget_cost_type: str | None = optional("Budget cost type.")


class DiscountAndFeesUpdateRequest(StBody):
    type: PriceModifierType = optional("Discount or Fee.")
    code: str = optional("Code of the item, unique in the pricebook.")
    display_name: str = optional("Name shown to customers.")
    description: str = optional("Description of the discount or fee; may hold HTML.")
    amount_type: PriceModifierAmountType = optional("Percentage or Fixed (dollars).")
    amount: Amount = optional("Percent or dollars, as amountType says.")
    intacct_gl_group_account: str = optional("Sage Intacct GL group account.")
    limit: Amount = optional("Most the discount or fee may come to, in dollars.")
    taxable: bool = optional("True when sales tax applies.")
    categories: list[int] = optional("Ids of the pricebook categories it is in.")
    hours: Amount = optional("Hours sold with it.")
    assets: list[SkuAssetRequest] = optional("Images, videos and files shown with it.")
    account: str = optional("Name of the income account.")
    cross_sale_group: str = optional("Group used for cross-sale pay.")
    active: bool = optional("True for in use; false makes it inactive.")
    bonus: Amount = optional("Fixed pay bonus in dollars.")
    commission_bonus: Amount = optional("Extra commission in percent.")
    pays_commission: bool = optional("True when technicians earn commission on it.")
    exclude_from_payroll: bool = optional("True leaves it out of payroll.")
    external_data: ExternalDataUpdateRequest | None = optional(
        "Keys and values that your app keeps on the item."
    )
    budget_cost_code: str = optional("Budget cost code.")
    budget_cost_type: str = optional("Budget cost type.")


class DiscountsAndFees(Module, base="/pricebook/v2"):
    """Discounts and fees of ServiceTitan's Pricebook API."""

    @get("/discounts-and-fees", scope="tn.pb.discountsandfees:r")
    async def list_discounts_and_fees(
        self,
        *,
        sort: Annotated[
            str | None,
            sorted_by(
                "Id",
                "Code",
                "DisplayName",
                "CreatedOn",
                "ModifiedOn",
                "Price",
                "MemberPrice",
                "AddOnPrice",
                "AddOnMemberPrice",
                "MaterialsCost",
                "PrimaryVendor",
                "Cost",
                "Manufacturer",
                "Priority",
            ),
        ] = None,
        ids: Annotated[Ids50 | None, "Discount or fee ids, comma-separated, at most 50."] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        external_data_application_guid: Annotated[
            UUID | None, "GUID of the app whose external data to show or filter by."
        ] = None,
        external_data_key: Annotated[
            str | None, "External data key to match; needs the app GUID and values."
        ] = None,
        external_data_values: Annotated[
            Texts50 | None, "Values of the external data key, comma-separated, at most 50."
        ] = None,
        search_text: Annotated[
            str | None,
            Field(min_length=2, max_length=200),
            "Text in the name, code or description, 2 to 200 characters.",
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[DiscountAndFeesResponse]:
        """Discounts and fees in the pricebook, by text or change date, with amounts."""

    @post("/discounts-and-fees", scope="tn.pb.discountsandfees:w", risk="grave")
    async def create_discount_or_fee(
        self, body: DiscountAndFeesCreateRequest
    ) -> DiscountAndFeesResponse:
        """Add a discount or a fee to the pricebook."""

    @get("/discounts-and-fees/{id}", scope="tn.pb.discountsandfees:r")
    async def get_discount_or_fee(
        self,
        id: DiscountsAndFeeId,
        *,
        external_data_application_guid: Annotated[
            UUID | None, "GUID of the app whose external data to show."
        ] = None,
    ) -> DiscountAndFeesResponse:
        """One discount or fee: amount, limit, tax and pay settings."""

    @patch("/discounts-and-fees/{id}", scope="tn.pb.discountsandfees:w", risk="grave")
    async def update_discount_or_fee(
        self, id: DiscountsAndFeeId, body: DiscountAndFeesUpdateRequest
    ) -> DiscountAndFeesResponse:
        """Change a discount's or fee's amount, limit, text, tax or active state.

        externalData drops all other keys unless patchMode is Merge.
        """

    @delete("/discounts-and-fees/{id}", scope="tn.pb.discountsandfees:w")
    async def delete_discount_or_fee(self, id: DiscountsAndFeeId) -> None:
        """Delete a discount or fee from the pricebook.

        Deletes for good; setting active to false is the usual way.
        """
