"""Health: how the parts are, for whom, and what is said of workers."""

import time
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.kit.truth import Row
from tests.kit.web import OWNER_KEY, TECHNICIAN_KEY, bearer
from tests.kit.world import World

PATHS = ("/health/detailed", "/health/workers", "/health/ghl")
BEAT = (
    "insert into automation.worker_heartbeats (worker, kind, host, pid, beat_at, state)"
    " values ($1, 'sync', 'van', 7, now() - make_interval(secs => $2), $3)"
)


@pytest.fixture
async def beaten(workshop: World) -> AsyncIterator[None]:
    """One worker of each kind of state, and one of the day before yesterday."""
    beats: tuple[tuple[str, int, Row], ...] = (
        ("a", 5, {"jobs": 3, "current": ["jobs"]}),
        ("b", 600, {"jobs": 1, "current": []}),
        ("c", 5, {"jobs": 2, "current": [], "stopped": True}),
        ("d", 200_000, {}),
    )
    for worker, ago, state in beats:
        await workshop.deps.db.raw(BEAT, worker, ago, state)
    yield
    await workshop.deps.db.raw("truncate automation.worker_heartbeats")


async def test_health_says_that_all_is_well(web: httpx.AsyncClient) -> None:
    answer = await web.get("/health")

    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert answer.json()["database"] == "up"
    assert answer.json()["servicetitan"] == "closed"
    assert answer.json()["tools"] > 600


async def test_health_says_that_servicetitan_rests_and_stays_well(
    web: httpx.AsyncClient, workshop: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshop.deps.st.breaker, "opened", 1)
    monkeypatch.setattr(workshop.deps.st.breaker, "until", time.time() + 60)

    answer = await web.get("/health")

    assert answer.status_code == 200
    assert answer.json()["servicetitan"].startswith("open until 20")


async def test_health_calls_no_mirror_well_that_was_never_filled(
    web: httpx.AsyncClient, writing: World
) -> None:
    await writing.deps.db.raw("update servicetitan.sync_state set as_of = null")
    await writing.deps.db.raw("truncate servicetitan.st_sync_log")

    answer = await web.get("/health")

    assert answer.status_code == 200
    assert answer.json()["sync"] == "never synced"


async def test_health_names_what_is_paused_or_failing_and_stays_well(
    web: httpx.AsyncClient, workshop: World
) -> None:
    db = workshop.deps.db
    before = (await web.get("/health")).json()["sync"]
    await db.execute(
        "sync_state_pause", key="leads", entity="servicetitan.st_leads", cursor_kind="token",
        reason="not allowed",
    )  # fmt: skip
    for name, states in {"leads": ("failed",), "calls": ("failed", "completed", "running"),
                         "forms": ("completed", "partial", "running")}.items():  # fmt: skip
        for minute, status in enumerate(states):
            await db.raw(
                "insert into servicetitan.st_sync_log (sync_type, entity_type, status, started_at)"
                " values ('incremental', $1, $2, now() + make_interval(mins => $3))",
                name, status, minute,
            )  # fmt: skip

    answer = await web.get("/health")
    await db.raw("delete from servicetitan.st_sync_log where started_at > now() - interval '1 min'")
    await db.raw("update servicetitan.sync_state set metadata = metadata - 'paused'")

    assert before == "well"
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert answer.json()["sync"] == {"forms": "partial", "leads": "paused (not allowed)"}


async def test_health_says_what_is_down(
    web: httpx.AsyncClient, workshop: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object, **__: object) -> object:
        raise ConnectionRefusedError

    monkeypatch.setattr(type(workshop.deps.db), "value", away)

    answer = await web.get("/health")

    assert answer.status_code == 503
    assert answer.json()["status"] == "unavailable"
    assert answer.json()["database"] != "up"


async def test_the_parts_are_told_one_by_one(web: httpx.AsyncClient, beaten: None) -> None:
    del beaten

    answer = await web.get("/health/detailed")

    told = answer.json()
    parts = told["components"]
    assert (answer.status_code, told["status"]) == (200, "ok")
    assert {name: parts[name] for name in ("database", "redis", "servicetitan")} == {
        "database": {"status": "up"},
        "redis": {"status": "up"},
        "servicetitan": {"circuit": "closed"},
    }
    assert parts["workers"] == {"status": "working", "working": 1, "silent": 1, "stopped": 1}
    assert parts["mirror"]["sync"] == "well"
    assert parts["mirror"]["entities"] > parts["mirror"]["never_synced"] == 0
    assert parts["mirror"]["quarantined"] == 0
    assert parts["mirror"]["stalest"].startswith("20")


async def test_workers_say_whether_they_live(web: httpx.AsyncClient, beaten: None) -> None:
    del beaten

    answer = await web.get("/health/workers")

    told = answer.json()
    assert (answer.status_code, told["status"]) == (200, "working")
    states = {one["worker"]: (one["status"], one["doing"]) for one in told["workers"]}
    assert states == {
        "a": ("working", {"jobs": 3, "current": ["jobs"]}),
        "b": ("silent", {"jobs": 1, "current": []}),
        "c": ("stopped", {"jobs": 2, "current": []}),
    }


async def test_without_a_worker_that_works_nobody_is_told_that_one_does(
    web: httpx.AsyncClient, workshop: World, beaten: None
) -> None:
    del beaten
    await workshop.deps.db.raw("delete from automation.worker_heartbeats where worker = 'a'")

    silent = await web.get("/health/workers")
    await workshop.deps.db.raw("truncate automation.worker_heartbeats")
    none = await web.get("/health/workers")

    assert (silent.status_code, silent.json()["status"]) == (503, "silent")
    assert (none.status_code, none.json()["status"]) == (503, "none")
    assert none.json()["workers"] == []


async def test_while_the_database_is_away_nothing_is_known_of_workers(
    web: httpx.AsyncClient, workshop: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object, **__: object) -> object:
        raise ConnectionRefusedError

    monkeypatch.setattr(type(workshop.deps.db), "value", away)
    monkeypatch.setattr(type(workshop.deps.db), "rows", away)

    detailed, workers = await web.get("/health/detailed"), await web.get("/health/workers")

    assert (detailed.status_code, workers.status_code) == (503, 503)
    assert workers.json() == {"status": "not known", "workers": []}
    parts = detailed.json()["components"]
    assert parts["database"] == {"status": "down (ConnectionRefusedError)"}
    assert parts["mirror"] == {"sync": "not known"}
    assert parts["workers"] == {"status": "not known"}


async def test_what_is_not_built_says_so(web: httpx.AsyncClient) -> None:
    answer = await web.get("/health/ghl")

    assert (answer.status_code, answer.json()["status"]) == (501, "not built")


@pytest.mark.parametrize("path", PATHS)
async def test_parts_and_workers_are_for_callers_with_a_right_to_them(
    guarded: str, path: str, beaten: None
) -> None:
    del beaten
    async with httpx.AsyncClient(base_url=guarded, trust_env=False) as client:
        nobody = await client.get(path)
        technician = await client.get(path, headers=bearer(TECHNICIAN_KEY))
        owner = await client.get(path, headers=bearer(OWNER_KEY))

    assert (nobody.status_code, technician.status_code) == (401, 403)
    assert "van" not in nobody.text + technician.text
    assert owner.status_code == (501 if path.endswith("ghl") else 200)
