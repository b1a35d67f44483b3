"""Why visits are on hold shows beside their job."""

from tests.sandbox.conftest import Client
from tests.sandbox.test_writes import new_job


def test_a_visit_shows_why_it_is_on_hold(client: Client) -> None:
    job = new_job(client)
    path = f"jpm/v2/appointments/{job['firstAppointmentId']}/hold"
    reason = client.rows("jpm/v2/job-hold-reasons")[0]["id"]

    client.send("PUT", path, {"reasonId": reason, "memo": "parts"})
    held = client.rows("jpm/v2/jobs/hold-reasons", ids=job["id"])[0]["appointmentHoldReasons"]
    client.send("DELETE", path)
    freed = client.rows("jpm/v2/jobs/hold-reasons", ids=job["id"])[0]["appointmentHoldReasons"]

    assert [(one["reasonId"], one["text"]) for one in held] == [(reason, "parts")]
    assert freed == []
