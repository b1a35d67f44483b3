"""ServiceTitan's Dispatch API: technician tracking."""

from typing import Annotated

from typing_extensions import TypedDict

from tools.servicetitan.operation import Module, get


class TechnicianTrackingResponse(TypedDict, total=False):
    technicianTrackingUrl: str


class TechnicianTracking(Module, base="/dispatch/v2"):
    """Technician tracking of ServiceTitan's Dispatch API."""

    @get("/technician-tracking", scope="tn.dis.techniciantracking:r")
    async def get_technician_tracking(
        self,
        *,
        technician_id: Annotated[int, "Id of the technician on the way."],
        appointment_id: Annotated[int, "Id of the appointment."],
    ) -> TechnicianTrackingResponse:
        """Link that shows where a technician is on the way to an appointment."""
