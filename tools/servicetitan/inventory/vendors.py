"""ServiceTitan's Inventory API: vendors."""

from typing import Annotated, Literal, Unpack
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Api, PagedDated, Texts50, sorted_by
from tools.servicetitan.inventory.shared import (
    AddressRequest,
    AddressResponse,
    CustomFieldResponse,
    CustomFieldUpdateRequest,
    ExternalDataCreateRequest,
    ExternalDataModel,
    ExternalDataUpdateRequest,
    LogicalOperator,
    ModificationResponse,
)
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.types import Amount, Money, Page, StBody, Timestamp, optional

PurchaseOrderDeliveryOption = Literal[
    "Manual",
    "EmailAsExcel",
    "EmailAsPdf",
    "EmailAsPdfRollupView",
    "Electronic",
    "MarkAsSent",
    "EmailAsExcelAndPdf",
    "VendorPortal",
]

ExternalDataApplicationGuid = Annotated[
    UUID, "GUID of the app whose external data to show or filter by."
]

ExternalDataKey = Annotated[str, "External data key to match; needs the app GUID and values."]

ExternalDataValues = Annotated[
    Texts50, "Values of the external data key, comma-separated, at most 50."
]


class CustomFieldTypeResponse(TypedDict, total=False):
    id: int
    name: str
    dataType: str
    dataTypeOptions: list[str] | None
    createdOn: Timestamp
    modifiedOn: Timestamp


class VendorContactInfoResponse(TypedDict, total=False):
    firstName: str
    lastName: str
    phone: str
    email: str
    fax: str


class VendorResponse(TypedDict, total=False):
    id: int
    name: str
    active: bool
    isTruckReplenishment: bool
    isMobileCreationRestricted: bool
    memo: str
    deliveryOption: str
    defaultTaxRate: Money
    contactInfo: VendorContactInfoResponse
    address: AddressResponse
    createdOn: Timestamp
    modifiedOn: Timestamp
    externalData: list[ExternalDataModel]
    customFields: list[CustomFieldResponse] | None


class CreateVendorContactRequest(StBody):
    name: str = Field(description="Name of the contact person at the vendor.")
    email: str = Field(description="E-mail address of the contact person.")


class TagRequest(StBody):
    tag_type_id: int = Field(description="Id of the tag type.")


class CreateVendorRequest(StBody):
    name: str = Field(description="Name of the vendor.")
    active: bool = Field(description="True for in use; false makes it inactive.")
    memo: str | None = optional("Note on the vendor.")
    first_name: str | None = optional("Contact's first name.")
    last_name: str | None = optional("Contact's last name.")
    phone: str | None = optional("Phone number of the vendor.")
    email: str | None = optional("E-mail address of the vendor.")
    fax: str | None = optional("Fax number of the vendor.")
    is_truck_replenishment: bool = Field(description="True when the vendor restocks trucks.")
    delivery_option: PurchaseOrderDeliveryOption | None = optional(
        "How purchase orders reach the vendor."
    )
    tax_rate: Amount = Field(description="Default tax rate for purchases from this vendor.")
    restricted_mobile_creation: bool = Field(
        description="True stops technicians from ordering from this vendor on mobile."
    )
    vendor_quickbooks_item: str | None = optional("QuickBooks item for this vendor.")
    payment_term_id: int | None = optional("Id of the payment term.")
    remittance_vendor_id: int | None = optional("Id of the vendor's pay-to party.")
    address: AddressRequest = Field(description="Address of the vendor.")
    external_data: ExternalDataCreateRequest | None = optional(
        "Keys and values that your app keeps on the record."
    )
    tags: list[TagRequest] | None = optional("Tags on the vendor.")
    vendor_contacts: list[CreateVendorContactRequest] | None = optional(
        "Contact people at the vendor."
    )


class UpdateVendorContactRequest(StBody):
    id: int | None = optional("Id of the vendor contact to change.")
    name: str = Field(description="Name of the contact person at the vendor.")
    email: str = Field(description="E-mail address of the contact person.")


class UpdateVendorRequest(StBody):
    name: str = optional("Name of the vendor.")
    active: bool = optional("True for in use; false makes it inactive.")
    memo: str = optional("Note on the vendor.")
    first_name: str = optional("Contact's first name.")
    last_name: str = optional("Contact's last name.")
    phone: str = optional("Phone number of the vendor.")
    email: str = optional("E-mail address of the vendor.")
    fax: str = optional("Fax number of the vendor.")
    is_truck_replenishment: bool = optional("True when the vendor restocks trucks.")
    delivery_option: PurchaseOrderDeliveryOption = optional("How purchase orders reach the vendor.")
    tax_rate: Amount = optional("Default tax rate for purchases from this vendor.")
    restricted_mobile_creation: bool = optional(
        "True stops technicians from ordering from this vendor on mobile."
    )
    vendor_quickbooks_item: str = optional("QuickBooks item for this vendor.")
    payment_term_id: int = optional("Id of the payment term.")
    remittance_vendor_id: int = optional("Id of the vendor's pay-to party.")
    address: AddressRequest = optional("Address of the vendor.")
    tags: list[TagRequest] = optional("Tags on the vendor.")
    vendor_contacts: list[UpdateVendorContactRequest] = optional("Contact people at the vendor.")
    external_data: ExternalDataUpdateRequest = optional(
        "Keys and values that your app keeps on the record."
    )


class Vendors(Module, base="/inventory/v2"):
    """Vendors of ServiceTitan's Inventory API."""

    @get("/vendors", scope="tn.inv.vendors:r")
    async def list_vendors(
        self,
        *,
        ids: Annotated[list[int] | None, "Vendor ids."] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        external_data_application_guid: ExternalDataApplicationGuid | None = None,
        external_data_key: ExternalDataKey | None = None,
        external_data_values: ExternalDataValues | None = None,
        custom_field_fields: Annotated[
            dict[str, str] | None,
            Api("customField.Fields"),
            "Custom field names and the values they must have.",
        ] = None,
        custom_field_operator: Annotated[
            LogicalOperator | None,
            Api("customField.Operator"),
            "And: every custom field must match; Or: any of them.",
        ] = None,
        sort: Annotated[str | None, sorted_by("Id", "ModifiedOn", "CreatedOn")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[VendorResponse]:
        """Suppliers with contact, address, tax rate and how orders are sent to them."""

    @post("/vendors", scope="tn.inv.vendors:w")
    async def create_vendor(self, body: CreateVendorRequest) -> ModificationResponse:
        """Add a supplier."""

    @get("/vendors/custom-fields", scope="tn.inv.vendors:r")
    async def list_vendor_custom_fields(
        self,
        *,
        sort: Annotated[
            str | None,
            "Field to sort by with + (rising) or - (falling) in front, such as -ModifiedOn.",
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[CustomFieldTypeResponse]:
        """Custom fields that vendors can carry, with their kinds and choices."""

    @patch("/vendors/custom-fields", scope="tn.inv.vendors:w", risk="grave")
    async def update_vendor_custom_fields(self, body: CustomFieldUpdateRequest) -> None:
        """Set custom field values on one or more vendors."""

    @get("/vendors/{id}", scope="tn.inv.vendors:r")
    async def get_vendor(
        self,
        id: Annotated[int, "Id of the vendor."],
        *,
        external_data_application_guid: ExternalDataApplicationGuid | None = None,
        external_data_key: ExternalDataKey | None = None,
        external_data_values: ExternalDataValues | None = None,
    ) -> VendorResponse:
        """One supplier: contact, address, tax rate and how orders are sent."""

    @patch("/vendors/{id}", scope="tn.inv.vendors:w")
    async def update_vendor(
        self, id: Annotated[int, "Id of the vendor."], body: UpdateVendorRequest
    ) -> ModificationResponse:
        """Change a supplier's name, contact, address, terms or active state.

        externalData drops all other keys unless patchMode is Merge.
        """
