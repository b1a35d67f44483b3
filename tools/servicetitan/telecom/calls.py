"""ServiceTitan's Telecom API: calls."""

from typing import Annotated, Literal, Unpack

from pydantic import Field

from tools.servicetitan.filters import Active, Changes, Dated, Ids50, PagedDated, sorted_by
from tools.servicetitan.operation import Module, get, put
from tools.servicetitan.telecom.calls_types import (
    BundleCallModel,
    CallResponse,
    DetailedBundleCallModel,
    DetailedCallModel,
    ExportCallResponse,
)
from tools.servicetitan.types import Download, Feed, Instant, Page, StBody, optional

CallType = Literal["Abandoned", "Unbooked", "Excused", "Booked", "NotLead"]

ModifiedAfter = Annotated[Instant, "Changed after this time (UTC)."]

MinDuration = Annotated[int, "Shortest length of the call, in seconds."]

PhoneNumberCalled = Annotated[str, "Number that was called."]

CampaignId = Annotated[int, "Id of the marketing campaign."]

AgentId = Annotated[int, "Id of the agent who took the call."]

AgentName = Annotated[str, "Name of the agent who took the call."]

AgentIsExternal = Annotated[
    bool, "True for calls taken by an outside agent, such as an answering service."
]

AgentExternalId = Annotated[int, "Id of the outside agent."]

CreatedAfter = Annotated[Instant, "Created after this time (UTC)."]


class AddressInput(StBody):
    street: str = Field(description="Street and house number.")
    unit: str = Field(description="Flat, suite or unit.")
    country: str = Field(description="Country.")
    city: str = Field(description="City.")
    state: str = Field(description="State or province.")
    zip: str = Field(description="Postal code.")
    latitude: float | None = optional("Latitude in degrees.")
    longitude: float | None = optional("Longitude in degrees.")


class ContactInputModel(StBody):
    id: int | None = optional("Id of the phone or e-mail.")
    type: str = Field(description="Kind of contact, such as Phone or Email.")
    value: str = Field(description="Phone number or e-mail address.")
    memo: str = Field(description="Short remark about the phone or e-mail.")


class CustomerInModel(StBody):
    id: int = Field(description="Id of the customer.")
    name: str = Field(description="Name of the customer.")
    address: AddressInput = Field(description="Address of the customer.")
    contacts: list[ContactInputModel] = Field(description="Phones and e-mails.")


class LocationInModel(StBody):
    id: int = Field(description="Id of the location.")
    name: str = Field(description="Name of the location.")
    address: AddressInput = Field(description="Address of the location.")
    contacts: list[ContactInputModel] = Field(description="Phones and e-mails.")


class ReasonInModel(StBody):
    name: str = Field(description="Name of the call reason.")
    lead: bool = Field(description="True when calls with this reason count as leads.")


class CallInUpdateModelV2(StBody):
    call_id: int | None = optional("Id of the call.")
    call_type: CallType | None = optional("Abandoned, Unbooked, Excused, Booked or NotLead.")
    excuse_memo: str = Field(description="Why the call is excused, in words.")
    campaign_id: int | None = optional("Id of the marketing campaign.")
    job_id: int | None = optional("Id of the job the call led to.")
    agent_id: int | None = optional("Id of the agent who took the call.")
    reason: ReasonInModel = Field(description="Reason for the call.")
    customer: CustomerInModel = Field(description="Customer the call was from.")
    location: LocationInModel = Field(description="Location the call was about.")
    tag: str = Field(description="Tag of the call.")


class Calls(Module, base="/telecom/v2"):
    """Calls of ServiceTitan's Telecom API."""

    @get("/calls", scope="tn.tlc.calls:r")
    async def list_calls_v2(
        self,
        *,
        modified_after: ModifiedAfter | None = None,
        min_duration: MinDuration | None = None,
        phone_number_called: PhoneNumberCalled | None = None,
        campaign_id: CampaignId | None = None,
        agent_id: AgentId | None = None,
        agent_name: AgentName | None = None,
        agent_is_external: AgentIsExternal | None = None,
        agent_external_id: AgentExternalId | None = None,
        order_by: Annotated[
            Literal["Id", "createdOn", "modifiedOn"],
            "Field to sort by: Id (default), createdOn or modifiedOn.",
        ] = "Id",
        order_by_direction: Annotated[Literal["asc", "desc"], "asc (default) or desc."] = "asc",
        active_only: Annotated[bool | None, "True for active calls only."] = None,
        created_after: CreatedAfter | None = None,
        ids: Annotated[list[int] | None, "Call ids."] = None,
        page: Annotated[int | None, "Page number, from 1."] = None,
        page_size: Annotated[int | None, "Rows per page."] = None,
        **filters: Unpack[Dated],
    ) -> Page[BundleCallModel]:
        """Calls by number, agent, campaign, length or dates, in the older form.

        Older version: sorts by orderBy, filters by activeOnly, nests all under leadCall;
        prefer telecom_list_calls.
        """

    @get("/calls/{id}", scope="tn.tlc.calls:r")
    async def get_call(self, id: Annotated[int, "Id of the call."]) -> DetailedBundleCallModel:
        """One call: caller, number called, agent, campaign, length, outcome and recording."""

    @put("/calls/{id}", scope="tn.tlc.calls:w")
    async def update_call(
        self, id: Annotated[int, "Id of the call."], body: CallInUpdateModelV2
    ) -> DetailedCallModel:
        """Change how a call is filed: outcome, reason, campaign, job, customer or tag.

        reason, customer, location, excuseMemo and tag must all be sent.
        """

    @get("/calls/{id}/recording", scope="tn.tlc.calls:r")
    async def download_call_recording(self, id: Annotated[int, "Id of the call."]) -> Download:
        """Sound recording of one call.

        Kept as a sound file (audio/mpeg) for some days; the answer says where to read it.
        """

    @get("/calls/{id}/voicemail", scope="tn.tlc.calls:r")
    async def download_call_voicemail(self, id: Annotated[int, "Id of the call."]) -> Download:
        """Voicemail left in one call.

        Kept as a sound file (audio/mpeg) for some days; the answer says where to read it.
        """

    @get("/export/calls", scope="tn.tlc.calls:r")
    async def export_calls(self, **filters: Unpack[Changes]) -> Feed[ExportCallResponse]:
        """All calls in order of change, page after page, for keeping a copy up to date.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/calls", base="/telecom/v3", scope="tn.tlc.calls:r", lane="telecom-v3")
    async def list_calls(
        self,
        *,
        ids: Annotated[Ids50 | None, "Call ids, comma-separated, at most 50."] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        created_after: CreatedAfter | None = None,
        modified_after: ModifiedAfter | None = None,
        campaign_id: CampaignId | None = None,
        agent_id: AgentId | None = None,
        min_duration: MinDuration | None = None,
        phone_number_called: PhoneNumberCalled | None = None,
        caller_phone_number: Annotated[str | None, "Number of the caller."] = None,
        agent_name: AgentName | None = None,
        agent_is_external: AgentIsExternal | None = None,
        agent_external_id: AgentExternalId | None = None,
        sort: Annotated[str | None, sorted_by("Id", "CreatedOn", "ModifiedOn")] = None,
        sid: Annotated[str | None, "Call id at the phone provider (SID)."] = None,
        tag: Annotated[str | None, "Tag of the call."] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[CallResponse]:
        """Calls by caller, number called, agent, campaign, tag, length or dates.

        Send one request at a time: two in parallel already throttle and distort the result.
        """
