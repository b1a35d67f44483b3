"""What a write added is found by ServiceTitan's clock, however wrong ours is."""

from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.kit.clients import client_of
from tests.kit.truth import Truth
from tests.kit.world import NOW, World, server_over
from tests.tools.operations.test_writing import confirmed

TOOL = "forms_upload_job_attachment"
PHOTO = {"filename": "panel.png", "base64": b64encode(b"\x89PNG").decode()}


async def with_our_clock(world: World, ahead: timedelta, tool: str, **arguments: Any) -> Any:
    """The first call of a program whose clock is ahead of ServiceTitan's."""
    client = client_of(world.company)
    deps = replace(world.deps, st=client, now=lambda: NOW + ahead)
    server = server_over(deps, world.server.settings.updated({"ACCESS": "direct"}))
    try:
        async with server.running():
            return await replace(world, deps=deps, server=server).ask(tool, **arguments)
    finally:
        await client.aclose()


@pytest.mark.parametrize("hours", [3, -3])
async def test_a_photo_is_found_though_our_clock_is_wrong(
    writing: World, truth: Truth, hours: int
) -> None:
    job = truth.rows("jpm/jobs")[0]["id"]

    done = await with_our_clock(writing, timedelta(hours=hours), TOOL, id=job, file=PHOTO)

    assert done.status == "done"
    assert done.result["fileName"] == "panel.png"


async def test_an_earlier_photo_is_not_taken_for_the_new_one(writing: World, truth: Truth) -> None:
    job = truth.rows("jpm/jobs")[0]["id"]
    earlier: Any = await confirmed(writing, TOOL, id=job, file=PHOTO)

    done = await with_our_clock(writing, timedelta(hours=3), TOOL, id=job, file=PHOTO)

    assert done.status == "done"
    assert done.result["id"] != earlier.result["id"]


@pytest.mark.parametrize("hours", [3, -3])
async def test_what_follows_a_write_is_mirrored_though_our_clock_is_wrong(
    writing: World, truth: Truth, hours: int
) -> None:
    job = truth.rows("jpm/jobs", lambda row: row["jobStatus"] == "Scheduled")[0]["id"]
    reason = truth.rows("jpm/job-cancel-reasons")[0]["id"]
    body = {"reasonId": reason, "memo": "moved away"}

    await with_our_clock(writing, timedelta(hours=hours), "jpm_cancel_job", id=job, body=body)

    query = "select memo, reason_id from servicetitan.st_job_canceled_logs where job_id = $1"
    (kept,) = await writing.deps.db.raw(query, job)
    assert dict(kept) == {"memo": "moved away", "reason_id": reason}
