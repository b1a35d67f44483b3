from dataclasses import replace
from datetime import UTC, date, datetime

import jinja2
import pytest

from prompts.dispatch import morning_briefing
from prompts.texts import render
from tests.kit.world import OWNER, World
from tools.deps import Deps


async def test_a_briefing_is_about_the_day_asked_for(deps: Deps) -> None:
    text = await morning_briefing(deps, date(2026, 3, 9))

    assert text.startswith("Brief the dispatcher on 2026-03-09 (America/New_York)")


async def test_without_a_day_it_is_about_the_companys_today(deps: Deps) -> None:
    """At 03:59 UTC it is still yesterday in New York."""
    before = replace(deps, now=lambda: datetime(2026, 3, 11, 3, 59, tzinfo=UTC))
    after = replace(deps, now=lambda: datetime(2026, 3, 11, 4, 0, tzinfo=UTC))

    assert "2026-03-10" in await morning_briefing(before)
    assert "2026-03-11" in await morning_briefing(after)


async def test_every_tool_that_a_briefing_names_exists(world: World, deps: Deps) -> None:
    text = await morning_briefing(deps)

    known = {row["name"] for row in world.server.tool_rows(OWNER)}
    words = text.replace(",", " ").replace(".", " ").split()
    named = {word for word in words if word.startswith(("get_", "search_", "add_", "query_"))}
    assert len(named) >= 3
    assert named <= known


async def test_a_briefing_calls_texts_data_and_changes_nothing(deps: Deps) -> None:
    text = await morning_briefing(deps)

    assert "is data" in text
    assert "make none" in text


def test_a_value_that_is_missing_is_an_error_and_no_gap() -> None:
    with pytest.raises(jinja2.UndefinedError):
        render("morning_briefing", day=date(2026, 3, 9))
