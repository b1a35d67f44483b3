import asyncio
from typing import Any

import pytest

from sql import Database

ASKED: dict[str, Any] = {"id": "c1", "tool": "add_job_note", "body_hash": "h", "principal": "ann"}


async def keep(database: Database, seconds: float = 600) -> None:
    await database.value(
        "store_preview",
        **ASKED,
        arguments={"job": 7},
        before=None,
        change={"note": {"before": None, "after": "Gate code 12"}},
        risk="ordinary",
        seconds=seconds,
    )


async def consume(database: Database, **other: str) -> dict[str, Any] | None:
    return await database.maybe(dict, "consume_preview", **{**ASKED, **other})


async def test_a_preview_is_consumed_with_what_was_shown(database: Database) -> None:
    await keep(database)

    taken = await consume(database)

    assert taken is not None
    assert taken["arguments"] == {"job": 7}
    assert taken["change"] == {"note": {"before": None, "after": "Gate code 12"}}


async def test_a_preview_works_once_even_when_asked_together(database: Database) -> None:
    await keep(database)

    taken = await asyncio.gather(*(consume(database) for _ in range(8)))

    assert len([row for row in taken if row]) == 1


@pytest.mark.parametrize("other", ["id", "tool", "body_hash", "principal"])
async def test_a_foreign_or_changed_call_gets_nothing(database: Database, other: str) -> None:
    await keep(database)

    assert await consume(database, **{other: "someone else"}) is None
    assert await consume(database) is not None


async def test_an_expired_preview_gets_nothing_and_says_why(database: Database) -> None:
    await keep(database, seconds=-1)

    assert await consume(database) is None
    assert await database.maybe(dict, "approve_preview", id="c1", approved_by="bo") is None
    assert (await database.one(dict, "get_preview", id="c1"))["expired"] is True


async def test_an_approval_is_kept_with_its_person(database: Database) -> None:
    await keep(database)

    assert await database.maybe(dict, "approve_preview", id="c1", approved_by="bo") is not None
    assert await database.maybe(dict, "approve_preview", id="c1", approved_by="cy") is None

    taken = await consume(database)
    assert taken is not None
    assert taken["approved_by"] == "bo"


async def test_old_previews_go_when_a_new_one_comes(database: Database) -> None:
    await keep(database, seconds=-8 * 86_400)

    await database.value(
        "store_preview",
        **{**ASKED, "id": "c2"},
        arguments={},
        before=None,
        change={},
        risk="ordinary",
        seconds=600,
    )

    assert await database.maybe(dict, "get_preview", id="c1") is None
    assert await database.maybe(dict, "get_preview", id="c2") is not None
