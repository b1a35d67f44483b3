"""What a curated tool needs in ServiceTitan is what the catalogue says, and not more."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from agent.catalogue import load_catalogue
from sandbox.servicetitan import running
from tests.kit.changes import CASES, Case
from tests.kit.truth import Truth
from tests.kit.world import CUSTOMERS, NOW, SEED, World, world_over
from tools.errors import Forbidden

CATALOGUE = load_catalogue()


def needed(tool: str) -> list[str]:
    return (CATALOGUE[tool].api_scope or "").split()


@asynccontextmanager
async def granted(writing: World, *scopes: str) -> AsyncIterator[World]:
    """The same company, whose app was granted these scopes alone."""
    with running(CUSTOMERS, seed=SEED, now=NOW, scopes=scopes) as company:
        async with world_over(company, writing.url) as world:
            yield world


def live_reads(truth: Truth) -> dict[str, dict[str, Any]]:
    return {
        "get_job_details": {"job_id": truth.rows("jpm/jobs")[0]["id"]},
        "get_estimate_details": {"estimate_id": truth.rows("salestech/estimates")[0]["id"]},
    }


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_a_write_needs_no_further_scope(writing: World, truth: Truth, case: Case) -> None:
    sent = case.arguments(truth)

    async with granted(writing, *needed(case.tool)) as world:
        preview = await world.ask(case.tool, **sent)
        answer = await world.ask(case.tool, **sent, confirmation=preview.confirmation)

    assert answer.status == "done"


@pytest.mark.parametrize("tool", ["get_job_details", "get_estimate_details"])
async def test_a_live_read_needs_these_scopes(writing: World, truth: Truth, tool: str) -> None:
    asked = live_reads(truth)[tool]

    async with granted(writing, *needed(tool)) as world:
        await world.ask(tool, **asked, live=True)
    for lost in needed(tool):
        async with granted(writing, *{*needed(tool)} - {lost}) as world:
            with pytest.raises(Forbidden, match=lost):
                await world.ask(tool, **asked, live=True)
