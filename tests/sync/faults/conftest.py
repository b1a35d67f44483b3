"""Every test of a fault also watches that no secret is told."""

import logging
from collections.abc import AsyncIterator

import pytest

from sandbox.servicetitan import Server
from sql import Database

TELLING = (
    "servicetitan.st_sync_log",
    "servicetitan.sync_state",
    "automation.sync_drift",
    "automation.sync_quarantine",
    "automation.worker_heartbeats",
)


@pytest.fixture(autouse=True)
async def _no_secret_is_told(
    caplog: pytest.LogCaptureFixture, box: Server, database: Database
) -> AsyncIterator[None]:
    """Neither credentials nor a token stand in a log line or in a table that people read."""
    caplog.set_level(logging.DEBUG)
    yield
    written = [await database.raw(f"select x::text as line from {name} x") for name in TELLING]
    said = [*caplog.messages, *(row["line"] for rows in written for row in rows)]
    known = box.box.credentials
    secrets = [known.client_secret, known.app_key, *box.box.tokens]
    assert len(secrets) > 2
    assert [line for line in said if any(secret in line for secret in secrets)] == []
