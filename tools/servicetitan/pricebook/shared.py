"""Shapes that several resources of ServiceTitan's Pricebook API share."""

from typing import Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.types import Amount, Money, StBody, optional

SkuAssetType = Literal["Other", "Image", "Video", "Attachment", "VideoFile"]

EquipmentRecommendationType = Literal["Service", "Material"]

PriceModifierType = Literal["Discount", "Fee"]

PriceModifierAmountType = Literal["Percentage", "Fixed"]

ExternalDataPatchMode = Literal["Replace", "Merge"]


class SkuWarrantyResponse(TypedDict, total=False):
    duration: int
    description: str | None


class SkuAssetResponse(TypedDict, total=False):
    alias: str | None
    fileName: str | None
    isDefault: bool
    type: str
    url: str


class SkuLinkResponse(TypedDict, total=False):
    skuId: int
    quantity: Money


class SkuVendorSubAccountResponse(TypedDict, total=False):
    id: int
    cost: Money
    accountName: str


class SkuVendorResponse(TypedDict, total=False):
    id: int
    vendorName: str
    vendorId: int
    memo: str | None
    vendorPart: str | None
    cost: Money
    active: bool
    primarySubAccount: SkuVendorSubAccountResponse | None
    otherSubAccounts: list[SkuVendorSubAccountResponse] | None


class ExternalDataModel(TypedDict, total=False):
    key: str
    value: str


class ExternalDataModelBody(StBody):
    key: str = Field(description="Key of one external value.")
    value: str = Field(description="Value your app keeps under the key, as text.")


class DimensionsRequest(StBody):
    height: Amount | None = optional("Height; ServiceTitan does not say in which unit.")
    width: Amount | None = optional("Width; ServiceTitan does not say in which unit.")
    depth: Amount | None = optional("Depth; ServiceTitan does not say in which unit.")


class SkuAssetRequest(StBody):
    type: SkuAssetType = Field(description="Kind of file.")
    alias: str | None = optional("Name shown for the file.")
    url: str = Field(description="Path or web address of the file.")
    is_default: bool | None = optional("True shows this file first.")


class ExternalDataCreateRequest(StBody):
    application_guid: UUID = Field(description="GUID of the app that owns the keys.")
    external_data: list[ExternalDataModelBody] = Field(
        description="Keys and values that your app keeps on the item."
    )


class ExternalDataUpdateModel(StBody):
    key: str = Field(description="Key of one external value.")
    value: str | None = optional("Value your app keeps under the key, as text.")


class ExternalDataUpdateRequest(StBody):
    patch_mode: ExternalDataPatchMode | None = optional(
        "Replace (default) drops keys not sent; Merge keeps them."
    )
    application_guid: UUID = Field(description="GUID of the app that owns the keys.")
    external_data: list[ExternalDataUpdateModel] = Field(
        description="Keys and values that your app keeps on the item."
    )


class SkuWarrantyRequest(StBody):
    duration: int = Field(description="Length of the warranty in months.")
    description: str | None = optional("What the warranty covers, in words.")


class SkuVendorSubAccountRequest(StBody):
    cost: Amount = Field(description="Cost from this sub-account, in dollars.")
    account_name: str = Field(description="Name of the vendor sub-account.")


class SkuVendorRequest(StBody):
    vendor_id: int = Field(description="Id of the vendor.")
    memo: str | None = optional("Note about the vendor.")
    vendor_part: str | None = optional("The vendor's part number.")
    cost: Amount = Field(description="Cost from this vendor, in dollars.")
    active: bool = Field(description="True for in use; false makes it inactive.")
    primary_sub_account: SkuVendorSubAccountRequest | None = optional(
        "Main sub-account with the vendor."
    )
    other_sub_accounts: list[SkuVendorSubAccountRequest] | None = optional(
        "Other sub-accounts with the vendor."
    )


class EquipmentRecommendationRequest(StBody):
    sku_id: int = Field(description="Id of the pricebook item.")
    type: EquipmentRecommendationType = Field(
        description="Kind of item to recommend: Service or Material."
    )


class SkuLinkRequest(StBody):
    sku_id: int = Field(description="Id of the pricebook item.")
    quantity: Amount = Field(description="How many.")
