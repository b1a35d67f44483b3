"""ServiceTitan's Inventory API: purchase order types."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, PagedDated, sorted_by
from tools.servicetitan.inventory.shared import ModificationResponse
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.types import Choice, Page, StBody, Timestamp, optional

LandedCostMethod = Literal["None", "ByValue"]


class PurchaseOrderTypeResponse(TypedDict, total=False):
    id: int
    name: str
    active: bool
    automaticallyReceive: bool
    displayToTechnician: bool
    impactToTechnicianPayroll: bool
    allowTechniciansToSendPo: bool
    defaultRequiredDateDaysOffset: int
    skipWeekends: bool
    excludeTaxFromJobCosting: bool
    landedCostMethod: Choice
    includeTaxInFullyLandedCost: bool
    createdOn: Timestamp
    modifiedOn: Timestamp


class PoTypeAlertSettings(StBody):
    send_email_to_technician_when_po_moved_to_send: bool = Field(
        description="True e-mails the technician when the order is sent."
    )
    send_email_to_technician_when_po_moved_to_received: bool = Field(
        description="True e-mails the technician when the order is received."
    )
    send_email_to_pm_when_po_moved_to_send: bool = Field(
        description="True e-mails the project manager when the order is sent."
    )
    send_email_to_pm_when_po_moved_to_received: bool = Field(
        description="True e-mails the project manager when the order is received."
    )


class CreatePurchaseOrderTypeRequest(StBody):
    name: str = Field(description="Name of the purchase order type.")
    active: bool = Field(description="True for in use; false makes it inactive.")
    include_in_po_screen: bool = Field(
        description="True offers this type on the purchase order screen."
    )
    automatically_receive: bool = Field(description="True marks such orders as received at once.")
    display_to_technician: bool = Field(description="True lets technicians see this type.")
    exclude_tax_from_job_costing: bool = Field(description="True leaves the tax out of job costs.")
    impact_to_technician_payroll: bool = Field(
        description="True when such orders affect technician pay."
    )
    allow_technicians_to_send_po: bool = Field(
        description="True lets technicians send such orders to vendors."
    )
    default_required_date_days_offset: int = Field(
        description="Days from today to the default required date."
    )
    skip_weekends: bool = Field(description="True leaves weekends out when counting those days.")
    require_job_before_receipt: bool = Field(
        description="True demands a job before goods can be received."
    )
    include_in_sales_tax: bool = Field(description="True counts such orders in sales tax.")
    is_default: bool = Field(description="True makes this the default purchase order type.")
    copy_purchase_order_items_to_invoice_when_received: bool = Field(
        description="True copies received items to the job's invoice."
    )
    is_default_for_consignment: bool = Field(
        description="True makes this the default order type for consignment stock."
    )
    landed_cost_method: LandedCostMethod | None = optional(
        "How freight and charges are spread over items: None or ByValue."
    )
    include_tax_in_fully_landed_cost: bool | None = optional(
        "True counts tax in the full landed cost."
    )
    alert_settings: PoTypeAlertSettings = Field(
        description="Who gets an e-mail when an order changes state."
    )


class UpdatePurchaseOrderTypeRequest(StBody):
    active: bool = Field(description="True for in use; false makes it inactive.")
    name: str = Field(description="Name of the purchase order type.")
    include_in_po_screen: bool = Field(
        description="True offers this type on the purchase order screen."
    )
    automatically_receive: bool = Field(description="True marks such orders as received at once.")
    display_to_technician: bool = Field(description="True lets technicians see this type.")
    exclude_tax_from_job_costing: bool = Field(description="True leaves the tax out of job costs.")
    impact_to_technician_payroll: bool = Field(
        description="True when such orders affect technician pay."
    )
    allow_technicians_to_send_po: bool = Field(
        description="True lets technicians send such orders to vendors."
    )
    default_required_date_days_offset: int = Field(
        description="Days from today to the default required date."
    )
    skip_weekends: bool = Field(description="True leaves weekends out when counting those days.")
    require_job_before_receipt: bool = Field(
        description="True demands a job before goods can be received."
    )
    include_in_sales_tax: bool = Field(description="True counts such orders in sales tax.")
    is_default: bool = Field(description="True makes this the default purchase order type.")
    copy_purchase_order_items_to_invoice_when_received: bool = Field(
        description="True copies received items to the job's invoice."
    )
    is_default_for_consignment: bool = Field(
        description="True makes this the default order type for consignment stock."
    )
    landed_cost_method: LandedCostMethod = Field(
        description="How freight and charges are spread over items: None or ByValue."
    )
    include_tax_in_fully_landed_cost: bool = Field(
        description="True counts tax in the full landed cost."
    )
    alert_settings: PoTypeAlertSettings = Field(
        description="Who gets an e-mail when an order changes state."
    )


class PurchaseOrderTypes(Module, base="/inventory/v2"):
    """Purchase order types of ServiceTitan's Inventory API."""

    @get("/purchase-order-types", scope="tn.inv.purchaseordertypes:r")
    async def list_purchase_order_types(
        self,
        *,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        sort: Annotated[str | None, sorted_by("Id", "ModifiedOn", "CreatedOn")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[PurchaseOrderTypeResponse]:
        """Kinds of purchase order and how each behaves, such as received automatically."""

    @post("/purchase-order-types", scope="tn.inv.purchaseordertypes:w")
    async def create_purchase_order_type(
        self, body: CreatePurchaseOrderTypeRequest
    ) -> ModificationResponse:
        """Add a kind of purchase order."""

    @patch("/purchase-order-types/{id}", scope="tn.inv.purchaseordertypes:w")
    async def update_purchase_order_type(
        self,
        id: Annotated[int, "Id of the purchase order type."],
        body: UpdatePurchaseOrderTypeRequest,
    ) -> ModificationResponse:
        """Change how a kind of purchase order behaves."""
