"""ServiceTitan's Equipment Systems API: equipment types and installed equipment."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Changes, Dated, Ids, Ids50, PagedDated, sorted_by
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.types import (
    Amount,
    Day,
    Download,
    Feed,
    Instant,
    Money,
    Page,
    StBody,
    Timestamp,
    Upload,
    optional,
)

AttachmentAssetType = Literal["Other", "Image", "VideoFile", "VideoLink", "Document"]

InstalledEquipmentStatus = Literal["Installed", "Replaced"]

EquipmentTypeId = Annotated[int, "Id of the equipment type."]

InstalledEquipmentId = Annotated[int, "Id of the installed equipment."]


class AttachmentApiModel(TypedDict, total=False):
    alias: str | None
    fileName: str | None
    type: str
    url: str


class AttachmentUploadResponse(TypedDict, total=False):
    path: str


class CustomFieldResponseModel(TypedDict, total=False):
    id: int
    typeId: int
    name: str | None
    value: str | None


class EquipmentTypeResponse(TypedDict, total=False):
    id: int
    name: str
    active: bool
    createdOn: Timestamp
    modifiedOn: Timestamp


class InstalledEquipmentTypeModel(TypedDict, total=False):
    id: int
    name: str | None


class TagResponseModel(TypedDict, total=False):
    id: int
    ownerId: int
    typeId: int
    typeName: str | None
    memo: str | None
    color: str | None
    textColor: str | None
    code: str | None


class InstalledEquipmentDetailedResponse(TypedDict, total=False):
    id: int
    active: bool
    equipmentId: int | None
    locationId: int
    customerId: int
    invoiceItemId: int | None
    name: str
    type: InstalledEquipmentTypeModel | None
    installedOn: Timestamp | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    serialNumber: str
    barcodeId: str | None
    memo: str
    manufacturer: str
    model: str
    cost: Money
    status: str
    manufacturerWarrantyStart: Timestamp | None
    manufacturerWarrantyEnd: Timestamp | None
    serviceProviderWarrantyStart: Timestamp | None
    serviceProviderWarrantyEnd: Timestamp | None
    tags: list[TagResponseModel] | None
    actualReplacementDate: str | None
    manufacturedOn: str | None
    predictedReplacementMonths: int | None
    predictedReplacementDate: str | None
    customFields: list[CustomFieldResponseModel] | None
    attachments: list[AttachmentApiModel] | None


class InstalledEquipmentResponse(TypedDict, total=False):
    id: int
    active: bool
    equipmentId: int | None
    locationId: int
    customerId: int
    invoiceItemId: int | None
    name: str
    type: InstalledEquipmentTypeModel | None
    installedOn: Timestamp | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    serialNumber: str
    barcodeId: str | None
    memo: str
    manufacturer: str
    model: str
    cost: Money
    status: str
    manufacturerWarrantyStart: Timestamp | None
    manufacturerWarrantyEnd: Timestamp | None
    serviceProviderWarrantyStart: Timestamp | None
    serviceProviderWarrantyEnd: Timestamp | None
    tags: list[TagResponseModel] | None
    actualReplacementDate: str | None
    manufacturedOn: str | None
    predictedReplacementMonths: int | None
    predictedReplacementDate: str | None


class CustomFieldTypeModel(TypedDict, total=False):
    id: int
    name: str
    dataType: str
    dataTypeOptions: list[str]


class AttachmentApiModelBody(StBody):
    alias: str | None = optional("Name shown for the file.")
    file_name: str | None = optional("Name of the file.")
    type: AttachmentAssetType = Field(description="Kind of file.")
    url: str = Field(description="Path from the upload, or a web address for video links.")


class CustomFieldRequestModel(StBody):
    id: int | None = optional("Id of the stored custom field value.")
    type_id: int | None = optional("Id of the custom field.")
    value: str | None = optional("Value as text, also for numbers and dates.")


class EquipmentTypeCreateRequest(StBody):
    name: str = Field(description="Name of the equipment type.")


class EquipmentTypeUpdateRequest(StBody):
    name: str = optional("Name of the equipment type.")
    active: bool = optional("True for in use; false makes it inactive.")


class InstalledEquipmentCreateRequest(StBody):
    location_id: int = Field(description="Id of the customer location.")
    name: str | None = optional("Name of the piece of equipment.")
    equipment_type_id: int | None = optional("Id of the equipment type.")
    status: InstalledEquipmentStatus | None = optional("Installed or Replaced.")
    installed_on: Instant | None = optional("When it was installed (UTC).")
    actual_replacement_date: Day | None = optional("Day it was replaced (YYYY-MM-DD).")
    manufactured_on: Day | None = optional("Day it was made (YYYY-MM-DD).")
    serial_number: str | None = optional("Serial number of the piece of equipment.")
    barcode_id: str | None = optional("Barcode on the piece of equipment.")
    memo: str | None = optional("Note about the equipment.")
    manufacturer: str | None = optional("Maker.")
    model: str | None = optional("Maker's name or number of the model.")
    cost: Amount | None = optional("Cost of the equipment, in dollars.")
    manufacturer_warranty_start: Instant | None = optional("Start of the maker's warranty (UTC).")
    manufacturer_warranty_end: Instant | None = optional("End of the maker's warranty (UTC).")
    service_provider_warranty_start: Instant | None = optional("Start of our own warranty (UTC).")
    service_provider_warranty_end: Instant | None = optional("End of our own warranty (UTC).")
    custom_fields: list[CustomFieldRequestModel] | None = optional("Custom field values.")
    attachments: list[AttachmentApiModelBody] | None = optional("Files attached to the equipment.")
    tag_type_ids: list[int] | None = optional("Ids of the tag types.")


class InstalledEquipmentUpdateRequest(StBody):
    name: str = optional("Name of the piece of equipment.")
    equipment_type_id: int = optional("Id of the equipment type.")
    status: InstalledEquipmentStatus = optional("Installed or Replaced.")
    installed_on: Instant | None = optional("When it was installed (UTC).")
    actual_replacement_date: Day | None = optional("Day it was replaced (YYYY-MM-DD).")
    manufactured_on: Day | None = optional("Day it was made (YYYY-MM-DD).")
    serial_number: str = optional("Serial number of the piece of equipment.")
    barcode_id: str = optional("Barcode on the piece of equipment.")
    memo: str = optional("Note about the equipment.")
    manufacturer: str = optional("Maker.")
    model: str = optional("Maker's name or number of the model.")
    cost: Amount | None = optional("Cost of the equipment, in dollars.")
    manufacturer_warranty_start: Instant | None = optional("Start of the maker's warranty (UTC).")
    manufacturer_warranty_end: Instant | None = optional("End of the maker's warranty (UTC).")
    service_provider_warranty_start: Instant | None = optional("Start of our own warranty (UTC).")
    service_provider_warranty_end: Instant | None = optional("End of our own warranty (UTC).")
    custom_fields: list[CustomFieldRequestModel | None] = optional("Custom field values.")
    attachments: list[AttachmentApiModelBody | None] = optional("Files attached to the equipment.")
    tag_type_ids: list[int] = optional("Ids of the tag types.")
    active: bool = optional("True for in use; false makes it inactive.")


class EquipmentTypes(Module, base="/equipmentsystems/v2"):
    """Equipment types of ServiceTitan's Equipment Systems API."""

    @get("/equipment-types", scope="tn.eqs.equipmenttypes:r")
    async def list_equipment_types(
        self,
        *,
        ids: Annotated[Ids50 | None, "Equipment type ids, comma-separated, at most 50."] = None,
        name: Annotated[str | None, "Text inside the name."] = None,
        sort: Annotated[str | None, sorted_by("ID", "Name", "CreatedOn", "ModifiedOn")] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        **filters: Unpack[PagedDated],
    ) -> Page[EquipmentTypeResponse]:
        """Kinds of installed equipment, such as water heater or pump, by name."""

    @post("/equipment-types", scope="tn.eqs.equipmenttypes:w")
    async def create_equipment_type(
        self, body: EquipmentTypeCreateRequest
    ) -> EquipmentTypeResponse:
        """Add a kind of installed equipment."""

    @get("/equipment-types/{id}", scope="tn.eqs.equipmenttypes:r")
    async def get_equipment_type(self, id: EquipmentTypeId) -> EquipmentTypeResponse:
        """One kind of installed equipment."""

    @patch("/equipment-types/{id}", scope="tn.eqs.equipmenttypes:w")
    async def update_equipment_type(
        self, id: EquipmentTypeId, body: EquipmentTypeUpdateRequest
    ) -> EquipmentTypeResponse:
        """Rename a kind of installed equipment or make it inactive."""


class InstalledEquipment(Module, base="/equipmentsystems/v2"):
    """Installed equipment of ServiceTitan's Equipment Systems API."""

    @get("/export/installed-equipment", scope="tn.eqs.installedequipment:r")
    async def export_installed_equipment(
        self, **filters: Unpack[Changes]
    ) -> Feed[InstalledEquipmentResponse]:
        """All equipment at customers' locations in order of change, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/installed-equipment", scope="tn.eqs.installedequipment:r")
    async def list_installed_equipment(
        self,
        *,
        location_ids: Annotated[Ids | None, "Customer location ids, comma-separated."] = None,
        ids: Annotated[
            Ids50 | None, "Installed equipment ids, comma-separated, at most 50."
        ] = None,
        sort: Annotated[str | None, sorted_by("Id", "CreatedOn", "ModifiedOn")] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        **filters: Unpack[PagedDated],
    ) -> Page[InstalledEquipmentResponse]:
        """Equipment at customers' locations: make, model, serial number, age and warranty."""

    @post("/installed-equipment", scope="tn.eqs.installedequipment:w")
    async def create_installed_equipment(
        self, body: InstalledEquipmentCreateRequest
    ) -> InstalledEquipmentDetailedResponse:
        """Add a piece of equipment to a customer's location."""

    @get("/installed-equipment/attachments", scope="tn.eqs.installedequipment:r")
    async def download_attachment(
        self,
        *,
        path: Annotated[
            str | None, "Path of the file, as given by the upload or the equipment."
        ] = None,
    ) -> Download:
        """Download a file attached to installed equipment, by its path.

        Answers the file or a redirect to a short-lived address.
        """

    @post("/installed-equipment/attachments", scope="tn.eqs.installedequipment:w")
    async def upload_attachment(
        self, file: Annotated[Upload, "File to upload."]
    ) -> AttachmentUploadResponse:
        """Upload a file for installed equipment; answers the path to attach.

        The path must then be put in the equipment's attachments.
        """

    @get("/installed-equipment/custom-field-types", scope="tn.eqs.installedequipment:r")
    async def list_equipment_custom_fields(
        self,
        *,
        page: Annotated[int, "Page number, from 1."],
        page_size: Annotated[int, "Rows per page."],
        descending: Annotated[bool, "True for falling order, false for rising."],
        sort_by: Annotated[str | None, "Field to sort by."] = None,
        **filters: Unpack[Dated],
    ) -> Page[CustomFieldTypeModel]:
        """Custom fields that installed equipment can carry, with their kinds and choices.

        page, pageSize and descending are all required; sorts with sortBy, not sort.
        """

    @get("/installed-equipment/{id}", scope="tn.eqs.installedequipment:r")
    async def get_installed_equipment(
        self, id: InstalledEquipmentId
    ) -> InstalledEquipmentDetailedResponse:
        """One piece of installed equipment with warranty, custom fields and attachments."""

    @patch("/installed-equipment/{id}", scope="tn.eqs.installedequipment:w")
    async def update_installed_equipment(
        self, id: InstalledEquipmentId, body: InstalledEquipmentUpdateRequest
    ) -> InstalledEquipmentDetailedResponse:
        """Change installed equipment: status, serial number, warranty, notes or attachments."""
