"""ServiceTitan's Dispatch API: arrival windows."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, PagedCreated
from tools.servicetitan.operation import Module, get, post, put
from tools.servicetitan.types import Page, StBody

ArrivalWindowConfiguration = Literal["StartTimeOfArrivalWindow", "EndTimeOfArrivalWindow"]

ArrivalWindowId = Annotated[int, "Id of the arrival window."]


class ArrivalWindowConfigurationResponse(TypedDict, total=False):
    configuration: str


class ArrivalWindowResponse(TypedDict, total=False):
    id: int
    start: str
    duration: str
    businessUnitIds: list[int]
    active: bool


class CreateArrivalWindowRequest(StBody):
    start: str = Field(description="Time of day at which the window starts, such as 08:00:00.")
    duration: str = Field(
        description="Length of the window in hours, minutes and seconds, such as 02:00:00."
    )
    business_unit_ids: list[int] = Field(
        description="Ids of the business units that offer the window."
    )


class SetArrivalWindowStatusRequest(StBody):
    is_active: bool = Field(description="True to switch on, false to switch off.")


class UpdateArrivalWindowConfigurationRequest(StBody):
    configuration: ArrivalWindowConfiguration = Field(
        description="StartTimeOfArrivalWindow or EndTimeOfArrivalWindow."
    )


class UpdateArrivalWindowRequest(StBody):
    start: str = Field(description="Time of day at which the window starts, such as 08:00:00.")
    duration: str = Field(
        description="Length of the window in hours, minutes and seconds, such as 02:00:00."
    )
    business_unit_ids: list[int] = Field(
        description="Ids of the business units that offer the window."
    )


class ArrivalWindows(Module, base="/dispatch/v2"):
    """Arrival windows of ServiceTitan's Dispatch API."""

    @get("/arrival-windows", scope="tn.dis.arrivalwindows:r")
    async def list_arrival_windows(
        self,
        *,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        **filters: Unpack[PagedCreated],
    ) -> Page[ArrivalWindowResponse]:
        """Arrival windows one can promise to customers, with start, length and business units.

        Has no change filter; read the whole list.
        """

    @post("/arrival-windows", scope="tn.dis.arrivalwindows:w")
    async def create_arrival_window(
        self, body: CreateArrivalWindowRequest
    ) -> ArrivalWindowResponse:
        """Create an arrival window for some business units."""

    @get("/arrival-windows/configuration", scope="tn.dis.arrivalwindows:r")
    async def get_arrival_window_setup(self) -> ArrivalWindowConfigurationResponse:
        """Whether an appointment starts at the start or at the end of its arrival window."""

    @post("/arrival-windows/configuration", scope="tn.dis.arrivalwindows:w")
    async def set_arrival_window_setup(
        self, body: UpdateArrivalWindowConfigurationRequest
    ) -> ArrivalWindowConfigurationResponse:
        """Choose whether appointments start at the start or at the end of arrival windows."""

    @get("/arrival-windows/{id}", scope="tn.dis.arrivalwindows:r")
    async def get_arrival_window(self, id: ArrivalWindowId) -> ArrivalWindowResponse:
        """One arrival window: start, length and business units."""

    @put("/arrival-windows/{id}", scope="tn.dis.arrivalwindows:w")
    async def update_arrival_window(
        self, id: ArrivalWindowId, body: UpdateArrivalWindowRequest
    ) -> ArrivalWindowResponse:
        """Change the start, length or business units of an arrival window."""

    @put("/arrival-windows/{id}/activated", scope="tn.dis.arrivalwindows:w")
    async def set_arrival_window_active(
        self, id: ArrivalWindowId, body: SetArrivalWindowStatusRequest
    ) -> None:
        """Switch an arrival window on or off."""
