"""Shapes that several resources of ServiceTitan's Job Planning and Management API share."""

from typing import Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.types import StBody, Timestamp, optional

ExternalDataPatchMode = Literal["Replace", "Merge"]


class CustomFieldApiModel(TypedDict, total=False):
    typeId: int
    name: str
    value: str


class ExternalDataModel(TypedDict, total=False):
    key: str
    value: str


class CustomFieldTypeResponse(TypedDict, total=False):
    id: int
    name: str
    dataType: str
    dataTypeOptions: list[str] | None
    createdOn: Timestamp
    modifiedOn: Timestamp


class NoteResponse(TypedDict, total=False):
    text: str
    isPinned: bool
    createdById: int
    createdOn: Timestamp
    modifiedOn: Timestamp


class ExternalDataModelBody(StBody):
    key: str = Field(description="Key of one external value.")
    value: str = Field(description="Value your app keeps under the key, as text.")


class ExternalDataCreateRequest(StBody):
    application_guid: UUID = Field(description="GUID of the app that owns the external data.")
    external_data: list[ExternalDataModelBody] = Field(
        description="Keys and values your app keeps on the record."
    )


class ExternalDataUpdateModel(StBody):
    key: str = Field(description="Key of one external value.")
    value: str | None = optional("Value your app keeps under the key, as text.")


class ExternalDataUpdateRequest(StBody):
    patch_mode: ExternalDataPatchMode | None = optional(
        "Replace (default, drops other keys) or Merge."
    )
    application_guid: UUID = Field(description="GUID of the app that owns the external data.")
    external_data: list[ExternalDataUpdateModel] = Field(
        description="Keys and values your app keeps on the record."
    )
