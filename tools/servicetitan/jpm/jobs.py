"""ServiceTitan's Job Planning and Management API: jobs."""

from typing import Annotated, Literal, Unpack
from uuid import UUID

from pydantic import Field

from tools.servicetitan.filters import Changes, Ids, Ids50, Paged, PagedDated, Texts50, sorted_by
from tools.servicetitan.jpm.jobs_types import (
    ExportJobCanceledLogResponse,
    ExportJobHistoryResponse,
    ExportJobsResponse,
    JobBookedLogResponse,
    JobCanceledLogResponse,
    JobHistoryResponse,
    JobResponse,
)
from tools.servicetitan.jpm.shared import (
    CustomFieldTypeResponse,
    ExternalDataCreateRequest,
    ExternalDataUpdateRequest,
)
from tools.servicetitan.operation import Module, get, patch, post, put
from tools.servicetitan.types import Feed, Instant, Page, StBody, optional

JobAppointmentStatus = Literal["Scheduled", "Dispatched", "Working", "Hold", "Done", "Canceled"]

JobStatus = Literal["Scheduled", "Dispatched", "InProgress", "Hold", "Completed", "Canceled"]

ExternalDataApplicationGuid = Annotated[
    UUID, "GUID of the app whose external data to show or filter by."
]


class JobGeneratedLeadSourceBody(StBody):
    job_id: int | None = optional("Id of the job that brought the lead in.")
    employee_id: int | None = optional("Id of the employee who brought the lead in.")


class AppointmentInformation(StBody):
    start: Instant = Field(description="When the appointment starts (UTC).")
    end: Instant = Field(description="When the appointment ends (UTC).")
    arrival_window_start: Instant | None = optional(
        "Start of the arrival window told to the customer (UTC)."
    )
    arrival_window_end: Instant | None = optional(
        "End of the arrival window told to the customer (UTC)."
    )
    technician_ids: list[int] | None = optional("Ids of the technicians to assign.")


class CancelJobRequest(StBody):
    reason_id: int = Field(description="Id of the cancel reason.")
    memo: str = Field(description="Remark that explains the reason.")


class CompleteJobRequest(StBody):
    completed_on: Instant = Field(description="When the job was completed (UTC).")


class CustomFieldModel(StBody):
    type_id: int = Field(description="Id of the custom field.")
    value: str | None = optional("Value of the custom field, as text.")


class HoldJobRequest(StBody):
    reason_id: int = Field(description="Id of the hold reason.")
    memo: str = Field(description="Remark that explains the reason.")


class JobCreateRequest(StBody):
    customer_id: int = Field(description="Id of the customer.")
    location_id: int = Field(description="Id of the location.")
    project_id: int | None = optional("Id of the project the job belongs to.")
    business_unit_id: int = Field(description="Id of the business unit.")
    job_generated_lead_source: JobGeneratedLeadSourceBody | None = optional(
        "The job and employee that brought this lead in."
    )
    job_type_id: int = Field(description="Id of the job type.")
    priority: str = Field(description="Low, Normal, High or Urgent.")
    campaign_id: int = Field(description="Id of the marketing campaign that gets the credit.")
    appointments: list[AppointmentInformation] = Field(
        description="Appointments of the new job, at least one."
    )
    summary: str | None = optional("What is to be done, in words; may carry formatting.")
    custom_fields: list[CustomFieldModel] | None = optional("Custom field values.")
    tag_type_ids: list[int] | None = optional("Ids of the tag types.")
    external_data: ExternalDataCreateRequest | None = optional(
        "Keys and values your app keeps on the record."
    )
    invoice_signature_is_required: bool | None = optional(
        "True when the customer must sign the invoice."
    )
    customer_po: str | None = optional("Purchase order number of the customer.")
    sold_by_id: int | None = optional("Id of the technician who sold the job.")
    partner_lead_call_id: int | None = optional("Id of the partner's call the lead came from.")
    lead_id: int | None = optional("Id of the lead the job comes from.")
    booking_id: int | None = optional("Id of the booking the job comes from.")
    no_charge: bool | None = optional("True when the customer is not charged.")


class UpdateJobRequest(StBody):
    customer_id: int = optional("Id of the customer.")
    location_id: int = optional("Id of the location.")
    business_unit_id: int = optional("Id of the business unit.")
    job_generated_lead_source: JobGeneratedLeadSourceBody | None = optional(
        "The job and employee that brought this lead in."
    )
    job_type_id: int = optional("Id of the job type.")
    priority: str = optional("Low, Normal, High or Urgent.")
    campaign_id: int = optional("Id of the marketing campaign that gets the credit.")
    summary: str = optional("What is to be done, in words; may carry formatting.")
    should_update_invoice_items: bool = optional("True to adjust the invoice items to the change.")
    custom_fields: list[CustomFieldModel] = optional("Custom field values.")
    tag_type_ids: list[int] = optional("Ids of the tag types.")
    external_data: ExternalDataUpdateRequest = optional(
        "Keys and values your app keeps on the record."
    )
    customer_po: str = optional("Purchase order number of the customer.")
    sold_by_id: int | None = optional("Id of the technician who sold the job.")
    is_auto_dispatched: bool = optional("True when the job may be dispatched automatically.")
    summary_of_work: str = optional("What was done, in words.")
    no_charge: bool = optional("True when the customer is not charged.")


class Jobs(Module, base="/jpm/v2"):
    """Jobs of ServiceTitan's Job Planning and Management API."""

    @get("/export/job-canceled-logs", scope="tn.jpm.jobcanceledlogs:r")
    async def export_job_canceled_logs(
        self, **filters: Unpack[Changes]
    ) -> Feed[ExportJobCanceledLogResponse]:
        """Cancellations of all jobs with reason and memo, in order of change.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/export/job-history", scope="tn.jpm.jobhistory:r")
    async def export_job_history(
        self, **filters: Unpack[Changes]
    ) -> Feed[ExportJobHistoryResponse]:
        """History of all jobs in order of change, grouped by job.

        Each row is one job with its list of events; changes show after about 15 minutes.
        """

    @get("/export/jobs", scope="tn.jpm.jobs:r")
    async def export_jobs(self, **filters: Unpack[Changes]) -> Feed[ExportJobsResponse]:
        """All jobs in order of change, page after page, for keeping a copy up to date.

        Changes show after about 15 minutes; recallForId and warrantyId are mostly empty
        here, use the list.
        """

    @get("/jobs", scope="tn.jpm.jobs:r")
    async def list_jobs(
        self,
        *,
        ids: Annotated[Ids50 | None, "Job ids, comma-separated, at most 50."] = None,
        number: Annotated[str | None, "Job number."] = None,
        project_id: Annotated[int | None, "Id of the project."] = None,
        booking_id: Annotated[int | None, "Id of the booking the job came from."] = None,
        job_status: Annotated[
            JobStatus | None,
            "Job status: Scheduled, Dispatched, InProgress, Hold, Completed or Canceled.",
        ] = None,
        appointment_status: Annotated[
            JobAppointmentStatus | None, "Status that one of the job's appointments has."
        ] = None,
        priority: Annotated[
            Literal["Low", "Normal", "High", "Urgent"] | None,
            "Priority: Low, Normal, High or Urgent.",
        ] = None,
        first_appointment_starts_on_or_after: Annotated[
            Instant | None, "The first appointment starts at or after this time (UTC)."
        ] = None,
        first_appointment_starts_before: Annotated[
            Instant | None, "The first appointment starts before this time (UTC)."
        ] = None,
        appointment_starts_on_or_after: Annotated[
            Instant | None, "An appointment starts at or after this time (UTC)."
        ] = None,
        appointment_starts_before: Annotated[
            Instant | None, "An appointment starts before this time (UTC)."
        ] = None,
        technician_id: Annotated[int | None, "Id of a technician assigned to the job."] = None,
        customer_id: Annotated[int | None, "Id of the customer."] = None,
        location_id: Annotated[int | None, "Id of the location."] = None,
        sold_by_id: Annotated[int | None, "Id of the technician who sold the job."] = None,
        job_type_id: Annotated[int | None, "Id of the job type."] = None,
        campaign_id: Annotated[int | None, "Id of the marketing campaign."] = None,
        business_unit_id: Annotated[int | None, "Id of the business unit."] = None,
        invoice_id: Annotated[int | None, "Id of the invoice."] = None,
        created_from_estimate_id: Annotated[
            int | None, "Id of the sold estimate from which the job was made."
        ] = None,
        estimate_ids: Annotated[Ids | None, "Estimate ids, comma-separated."] = None,
        completed_on_or_after: Annotated[
            Instant | None, "Completed at or after this time (UTC)."
        ] = None,
        completed_before: Annotated[Instant | None, "Completed before this time (UTC)."] = None,
        tag_type_ids: Annotated[Ids | None, "Tag type ids, comma-separated."] = None,
        equipment_ids: Annotated[Ids | None, "Equipment ids, comma-separated."] = None,
        sort: Annotated[str | None, sorted_by("Id", "ModifiedOn", "CreatedOn", "Priority")] = None,
        external_data_application_guid: ExternalDataApplicationGuid | None = None,
        external_data_key: Annotated[
            str | None, "External data key to match; needs the app GUID and values."
        ] = None,
        external_data_values: Annotated[
            Texts50 | None, "Values of the external data key, comma-separated, at most 50."
        ] = None,
        has_unused_appointments: Annotated[
            bool | None, "True for jobs with appointments nobody used."
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[JobResponse]:
        """Jobs by number, customer, status, technician, completion or appointment time.

        The status filter is called jobStatus; status is ignored. A total of 0 may mean none
        recorded.
        """

    @post("/jobs", scope="tn.jpm.jobs:w")
    async def create_job(self, body: JobCreateRequest) -> JobResponse:
        """Book a job for an existing customer and location, with its first appointments.

        A repeated call books a second job; jobs are never deleted, only cancelled.
        """

    @get("/jobs/custom-fields", scope="tn.jpm.jobs:r")
    async def list_job_custom_fields(
        self,
        *,
        sort: Annotated[str | None, sorted_by("Id", "Name")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[CustomFieldTypeResponse]:
        """Custom fields that jobs can carry, with their kinds and choices.

        page starts at 1; page 0 answers 400.
        """

    @get("/jobs/{id}", scope="tn.jpm.jobs:r")
    async def get_job(
        self,
        id: Annotated[int, "Id of the job."],
        *,
        external_data_application_guid: ExternalDataApplicationGuid | None = None,
    ) -> JobResponse:
        """One job: number, customer, location, type, status, summary, tags and total.

        Technicians are on the appointment assignments. A total of 0 may mean none recorded.
        """

    @patch("/jobs/{id}", scope="tn.jpm.jobs:w")
    async def update_job(
        self, id: Annotated[int, "Id of the job."], body: UpdateJobRequest
    ) -> JobResponse:
        """Change a job's type, priority, campaign, summary, tags, customer or location.

        externalData patchMode Replace (the default) drops other keys; read back, since
        ignored fields answer 200.
        """

    @get("/jobs/{id}/booked-log", scope="tn.jpm.jobs:r")
    async def get_job_booked_log(
        self, id: Annotated[int, "Id of the job."]
    ) -> JobBookedLogResponse:
        """Who booked a job, when, and for which first appointment."""

    @put("/jobs/{id}/cancel", scope="tn.jpm.jobs:w", risk="grave")
    async def cancel_job(
        self, id: Annotated[int, "Id of the job."], body: CancelJobRequest
    ) -> None:
        """Cancel a job with a reason and a memo."""

    @get("/jobs/{id}/canceled-log", scope="tn.jpm.jobs:r")
    async def list_job_canceled_logs(
        self, id: Annotated[int, "Id of the job."], **filters: Unpack[Paged]
    ) -> Page[JobCanceledLogResponse]:
        """Cancellations of one job: reason, memo, who and when."""

    @put("/jobs/{id}/complete", last_listed="2026-03-17")
    async def complete_job(
        self, id: Annotated[int, "Id of the job."], body: CompleteJobRequest
    ) -> None:
        """Mark a job as completed at a given time.

        Not in ServiceTitan's current listing (last listed 2026-03-17); may answer 404.
        """

    @get("/jobs/{id}/history", scope="tn.jpm.jobs:r")
    async def get_job_history(self, id: Annotated[int, "Id of the job."]) -> JobHistoryResponse:
        """What happened to a job and when: booked, dispatched, rescheduled, done."""

    @put("/jobs/{id}/hold", last_listed="2026-03-17")
    async def hold_job(self, id: Annotated[int, "Id of the job."], body: HoldJobRequest) -> None:
        """Put a job on hold with a reason and a memo.

        Not in ServiceTitan's current listing (last listed 2026-03-17); may answer 404.
        """

    @put("/jobs/{id}/remove-cancellation", scope="tn.jpm.jobs:w")
    async def remove_job_cancellation(self, id: Annotated[int, "Id of the job."]) -> None:
        """Take back the cancellation of a job."""
