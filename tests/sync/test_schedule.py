"""When a cron line comes, and which entities are due at a tick."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from arq.cron import CronJob

from agent.settings import load_settings
from sync.entities import ENTITIES, find
from sync.schedule import Standing, Tick, due, last_time, parse_cron, ticks
from sync.worker import cron_of, ticks_of

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
EVERY = Tick("incremental", "*/5 * * * *", "incremental", lambda _: True)


@pytest.mark.parametrize(
    ("line", "sets"),
    [
        ("* * * * *", {}),
        ("*/20 * * * *", {"minute": {0, 20, 40}}),
        ("0 2 * * *", {"minute": {0}, "hour": {2}}),
        ("5,35 8-17/4 * 1-2 *", {"minute": {5, 35}, "hour": {8, 12, 16}, "month": {1, 2}}),
        ("0 0 1 * 0", {"minute": {0}, "hour": {0}, "day": {1}, "weekday": {6}}),
        ("0 0 * * 1-5", {"minute": {0}, "hour": {0}, "weekday": {0, 1, 2, 3, 4}}),
        ("0 0 * * 7", {"minute": {0}, "hour": {0}, "weekday": {6}}),
    ],
)
def test_a_cron_line_becomes_sets(line: str, sets: dict[str, set[int]]) -> None:
    assert parse_cron(line) == sets


@pytest.mark.parametrize("line", ["", "* * * *", "60 * * * *", "* 24 * * *", "a * * * *"])
def test_a_bad_cron_line_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_cron(line)


@pytest.mark.parametrize(
    ("line", "last"),
    [
        ("0 2 * * *", datetime(2026, 3, 1, 2, 0, tzinfo=UTC)),
        ("0 12 * * *", datetime(2026, 3, 1, 12, 0, tzinfo=UTC)),
        ("30 12 * * *", datetime(2026, 2, 28, 12, 30, tzinfo=UTC)),
        ("*/5 * * * *", datetime(2026, 3, 1, 12, 0, tzinfo=UTC)),
        ("15 3 * * 1", datetime(2026, 2, 23, 3, 15, tzinfo=UTC)),
        ("0 0 1 1 *", None),
    ],
)
def test_the_last_moment_of_a_cron_line_is_found(line: str, last: datetime | None) -> None:
    assert last_time(line, NOW) == last


def test_what_seldom_changes_is_due_when_it_is_new_or_was_complete_long_ago() -> None:
    zones, teams, vendors = some = find(["zones", "teams", "vendors"])
    known = {
        zones.name: Standing(NOW - timedelta(minutes=5), None),
        teams.name: Standing(NOW - teams.every, None),
    }

    assert due(EVERY, known, NOW, some) == [teams, vendors]


@pytest.mark.parametrize("seconds", [50, 270])
def test_all_else_is_due_at_every_line_of_its_cron_however_late_the_last_run_came(
    seconds: int,
) -> None:
    """A run that began half a minute behind its tick must not cost the next one."""
    some = find(["customers", "jobs"])
    known = {one.name: Standing(NOW - timedelta(seconds=seconds), None) for one in some}

    assert due(EVERY, known, NOW, some) == some


def test_a_paused_entity_is_left_alone_for_an_hour() -> None:
    (customers,) = find(["customers"])
    paused = {"customers": Standing(None, NOW - timedelta(minutes=59))}
    rested = {"customers": Standing(None, NOW - timedelta(minutes=61))}

    assert due(EVERY, paused, NOW, [customers]) == []
    assert due(EVERY, rested, NOW, [customers]) == [customers]


def test_every_entity_is_in_the_schedule_and_hot_ones_come_within_a_minute() -> None:
    lines = ticks("*/5 * * * *", "0 2 * * *", "0 */4 * * *", "0 3 * * *", 30)

    for mode in ("incremental", "full"):
        asked = {
            one.name
            for tick in lines
            if tick.mode == mode and not tick.seconds
            for one in due(tick, {}, NOW)
        }
        assert asked == {one.name for one in ENTITIES}
    (hot,) = [tick for tick in lines if tick.seconds]
    assert {"jobs", "appointments", "customers"} <= {one.name for one in due(hot, {}, NOW)}


def crons(env: dict[str, str]) -> dict[str, CronJob]:
    """Arq's crons by the names of their ticks."""
    mirror = "test"
    jobs = [cron_of(tick, mirror) for tick in ticks_of(load_settings(env))]
    return {job.name.removesuffix(f":{mirror}"): job for job in jobs}


def test_the_crons_of_the_settings_are_arqs() -> None:
    env = {"SYNC_PROFILE": "hot", "SYNC_FULL_CRON": "15 4 * * *"}
    jobs = crons(env)

    names = ("incremental", "full", "contacts", "contacts_full", "hot")
    assert set(jobs) == {f"tick:{name}" for name in names}
    assert (jobs["tick:full"].hour, jobs["tick:full"].minute) == ({4}, {15})
    assert jobs["tick:hot"].second == {0, 30}
    assert all(job.unique for job in jobs.values())


def test_no_tick_is_missing_in_the_night_that_has_an_hour_twice() -> None:
    """In New York the clock of 2026-11-01 goes from 01:59 back to 01:00, at six by UTC."""
    zone = ZoneInfo("America/New_York")
    jobs = crons({"SYNC_PROFILE": "hot"})
    begin, end = (datetime(2026, 11, 1, hour, 30, tzinfo=UTC) for hour in (4, 8))

    def moments(name: str) -> list[datetime]:
        job, found = jobs[name], []
        job.calculate_next(begin.astimezone(zone))
        while job.next_run is not None and (moment := job.next_run.astimezone(UTC)) < end:
            found.append(moment.replace(microsecond=0))
            job.calculate_next(job.next_run)
        return found

    every = [begin + timedelta(seconds=30 * step) for step in range(1, 480)]
    assert moments("tick:hot") == every
    assert moments("tick:incremental") == every[9::10]
    assert moments("tick:full") == [datetime(2026, 11, 1, 7, tzinfo=UTC)]
