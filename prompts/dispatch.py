"""Prompts of people who plan the day."""

from datetime import date
from typing import Annotated

from pydantic import Field

from prompts.registry import prompt
from prompts.texts import render
from tools.deps import Deps


@prompt("get_dispatch_board", "search_jobs", "get_sync_status")
async def morning_briefing(
    deps: Deps,
    day: Annotated[
        date | None, Field(description="The day to brief on; the company's today if left out.")
    ] = None,
) -> str:
    """Brief a dispatcher on a day: who drives where, what is open, what is late."""
    return render("morning_briefing", day=day or deps.today(), zone=deps.zone.key)
