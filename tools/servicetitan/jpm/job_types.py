"""ServiceTitan's Job Planning and Management API: job types."""

from typing import Annotated, Literal, Unpack
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Ids50, PagedDated
from tools.servicetitan.jpm.shared import (
    ExternalDataCreateRequest,
    ExternalDataModel,
    ExternalDataUpdateRequest,
)
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.types import Amount, Money, Page, StBody, Timestamp, optional

CustomFieldsUpdateMode = Literal["Replace", "Merge"]

ExternalDataApplicationGuid = Annotated[
    UUID, "GUID of the app whose external data to show or filter by."
]


JobTypeResponse = TypedDict(
    "JobTypeResponse",
    {
        "id": int,
        "name": str,
        "businessUnitIds": list[int],
        "skills": list[str],
        "tagTypeIds": list[int],
        "priority": str,
        "duration": int,
        "soldThreshold": Money | None,
        "class": str,
        "summary": str,
        "noCharge": bool,
        "enforceRecurringServiceEventSelection": bool | None,
        "invoiceSignaturesRequired": bool,
        "modifiedOn": Timestamp,
        "createdOn": Timestamp,
        "externalData": list[ExternalDataModel],
        "active": bool,
        "isSmartDispatched": bool,
        "defaultEstimateSoldAction": str,
        "customFieldTypeIds": list[int],
    },
    total=False,
)


class CreateJobTypeRequest(StBody):
    name: str = Field(description="Name of the job type.")
    business_unit_ids: list[int] | None = optional(
        "Ids of the business units that use the job type."
    )
    skills: list[str] | None = optional("Names of the skills the job needs.")
    tag_type_ids: list[int] | None = optional("Ids of the tag types.")
    priority: str | None = optional("Low, Normal, High or Urgent.")
    duration: int | None = optional("Usual length of the job, in seconds.")
    sold_threshold: Amount | None = optional("Dollars from which the job counts as sold.")
    class_: str | None = optional("Class of the job type.")
    summary: str | None = optional("What is to be done, in words; may carry formatting.")
    no_charge: bool | None = optional("True when such jobs are not charged to the customer.")
    enforce_recurring_service_event_selection: bool | None = optional(
        "True when a recurring service event must be picked at booking."
    )
    invoice_signatures_required: bool | None = optional(
        "True when invoices of such jobs must be signed."
    )
    external_data: ExternalDataCreateRequest | None = optional(
        "Keys and values your app keeps on the record."
    )
    default_estimate_sold_action: str | None = optional(
        "What happens by default once an estimate on the job is sold."
    )
    custom_field_type_ids: list[int] | None = optional(
        "Ids of the custom fields that jobs of this type carry."
    )


class UpdateJobTypeRequest(StBody):
    name: str = optional("Name of the job type.")
    business_unit_ids: list[int] = optional("Ids of the business units that use the job type.")
    skills: list[str] = optional("Names of the skills the job needs.")
    tag_type_ids: list[int] = optional("Ids of the tag types.")
    priority: str = optional("Low, Normal, High or Urgent.")
    duration: int = optional("Usual length of the job, in seconds.")
    sold_threshold: Amount | None = optional("Dollars from which the job counts as sold.")
    class_: str = optional("Class of the job type.")
    summary: str = optional("What is to be done, in words; may carry formatting.")
    no_charge: bool = optional("True when such jobs are not charged to the customer.")
    enforce_recurring_service_event_selection: bool = optional(
        "True when a recurring service event must be picked at booking."
    )
    invoice_signatures_required: bool = optional("True when invoices of such jobs must be signed.")
    external_data: ExternalDataUpdateRequest = optional(
        "Keys and values your app keeps on the record."
    )
    default_estimate_sold_action: str = optional(
        "What happens by default once an estimate on the job is sold."
    )
    custom_field_type_ids: list[int] = optional(
        "Ids of the custom fields that jobs of this type carry."
    )
    custom_fields_update_mode: CustomFieldsUpdateMode | None = optional(
        "Replace or Merge: whether custom fields left out are dropped or kept."
    )


class JobTypes(Module, base="/jpm/v2"):
    """Job types of ServiceTitan's Job Planning and Management API."""

    @get("/job-types", scope="tn.jpm.jobtypes:r")
    async def list_job_types(
        self,
        *,
        name: Annotated[str | None, "Name of the job type, or part of it."] = None,
        min_duration: Annotated[
            int | None, "Shortest duration of the job type, in seconds."
        ] = None,
        max_duration: Annotated[int | None, "Longest duration of the job type, in seconds."] = None,
        priority: Annotated[str | None, "Priority the job type gives."] = None,
        ids: Annotated[Ids50 | None, "Job type ids, comma-separated, at most 50."] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        order_by: Annotated[
            Literal["id", "modifiedOn", "createdOn"] | None, "Field to sort by."
        ] = None,
        order_by_direction: Annotated[Literal["asc", "desc"] | None, "asc or desc."] = None,
        external_data_application_guid: ExternalDataApplicationGuid | None = None,
        **filters: Unpack[PagedDated],
    ) -> Page[JobTypeResponse]:
        """Job types by name, priority, duration or dates, with skills and business units.

        Sorted by orderBy and orderByDirection, not by sort.
        """

    @post("/job-types", scope="tn.jpm.jobtypes:w")
    async def create_job_type(self, body: CreateJobTypeRequest) -> JobTypeResponse:
        """Create a job type with its duration, priority, skills and business units."""

    @get("/job-types/{id}", scope="tn.jpm.jobtypes:r")
    async def get_job_type(
        self,
        id: Annotated[int, "Id of the job type."],
        *,
        external_data_application_guid: ExternalDataApplicationGuid | None = None,
    ) -> JobTypeResponse:
        """One job type: duration, priority, skills, business units and sold threshold."""

    @patch("/job-types/{id}", scope="tn.jpm.jobtypes:w")
    async def update_job_type(
        self, id: Annotated[int, "Id of the job type."], body: UpdateJobTypeRequest
    ) -> JobTypeResponse:
        """Change a job type's name, duration, priority, skills, tags or business units.

        customFieldsUpdateMode Replace drops custom fields left out; Merge keeps them.
        """
