"""`perfect-catch sync …`: what to bring up to date, how it went, and the exit code."""

import asyncio
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date

from rich.console import Console

from agent.embedded import EmbeddedError
from agent.log import setup_logging
from agent.settings import Settings, SettingsError, load_settings
from agent.wiring import open_deps
from sql import AWAY
from sql import MENDABLE as MENDABLE_SQL
from sql.mirror.plans import learn
from sync.differences import known
from sync.engine import Engine, Mode
from sync.entities import ENTITIES, Entity, find, without
from sync.keeping import rule_of, ruled
from sync.period import ALWAYS, Period
from sync.progress import shown, summary, table_of
from sync.quarantine import tried_again, waiting
from sync.report import RunReport
from sync.verify import noted, told
from sync.visit import World
from tools.deps import Deps
from tools.errors import ToolProblem

USAGE = """usage: perfect-catch sync full|incremental [ENTITY …]
       perfect-catch sync ENTITY|GROUP …       what changed in these tables
       perfect-catch sync verify [ENTITY …] [--since YYYY-MM-DD] [--until YYYY-MM-DD]
                                               compare with ServiceTitan and fetch what is missing;
                                               all of it, or what was modified on these days
       perfect-catch sync quarantine [ENTITY]  records that could not be stored, and why
       perfect-catch sync replay [ENTITY]      try them again
       perfect-catch sync drift [ENTITY]       what ServiceTitan sends otherwise than we know it
       perfect-catch sync keep [ENTITY|sync_log|events DAYS|forever]
                                               how long rows are kept; for ever, unless said
       perfect-catch sync list                 tables and groups that can be named

How fresh each table is: perfect-catch tools call get_sync_status"""

FASTEST: Callable[[], asyncio.AbstractEventLoop] | None = None
with suppress(ImportError):  # there is no uvloop for Windows
    import uvloop

    FASTEST = uvloop.new_event_loop

MENDABLE = (ToolProblem, EmbeddedError, OSError, *MENDABLE_SQL, *AWAY)
"""What a person can mend, or will be over soon: told in one line, without a trace."""

EARLIEST, LATEST = 1900, 2999
"""Years that a day may be of."""
WAIT = 600.0
"""Seconds a person's sync waits for another worker that writes the same table."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `python -m sync`; 0 when everything asked for is complete."""
    words = list(sys.argv[1:] if argv is None else argv)
    console = Console(stderr=True)
    try:
        settings = load_settings()
        setup_logging(settings.log_level, settings.log_format)
        with asyncio.Runner(loop_factory=FASTEST) as runner:
            return runner.run(_stoppable(settings, words, console))
    except SettingsError as problem:
        return _refused(console, str(problem))
    except MENDABLE as problem:
        _refused(console, str(problem))
        return 1
    except (KeyboardInterrupt, asyncio.CancelledError):
        console.print("Stopped; the next sync goes on from here.")
        return 130


def _refused(console: Console, why: str) -> int:
    console.print(why, markup=False, highlight=False, soft_wrap=True)
    return 2


async def _stoppable(settings: Settings, words: list[str], console: Console) -> int:
    """SIGTERM ends a run as Ctrl-C does: the page in hand is given up, its cursor stays."""
    task = asyncio.current_task()
    if task is not None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    return await run(settings, words, console)


async def run(settings: Settings, words: list[str], console: Console) -> int:
    """Do what the words ask for."""
    if not words or words[0] in {"-h", "--help", "help"}:
        return _refused(console, USAGE) if not words else _told(console, USAGE)
    if words[0] == "list":
        return _told(console, "\n".join(f"{one.name} ({one.group})" for one in ENTITIES))
    try:
        first, last = _days(words)
        rule = rule_of(words)
        mode, entities, left_out = _asked(
            words if rule is None else ["incremental"], served(settings)
        )
    except ValueError as bad:
        return _refused(console, f"{bad}\n\n{USAGE}")
    except KeyError as unknown:
        return _refused(console, f"no table or group is called {unknown.args[0]!r}\n\n{USAGE}")
    if left_out:
        _told(console, f"Left out by SYNC_EXCLUDE: {', '.join(left_out)}.")
    async with open_deps(settings) as deps:
        if rule is not None:
            return _told(console, await ruled(deps.db, rule))
        period = Period.of_days(first, last, settings.zone)
        return await _worked(deps, words, mode, entities, period, console)


async def _worked(
    deps: Deps,
    words: list[str],
    mode: Mode,
    entities: Sequence[Entity],
    period: Period,
    console: Console,
) -> int:
    if words[0] == "quarantine":
        return _told(console, "\n".join(await waiting(deps.db, entities)))
    if words[0] == "drift":
        return _told(console, "\n".join(await known(deps.db, entities)))
    if words[0] == "replay":
        lines, left = await tried_again(deps.db, entities, deps.tenant_id)
        _told(console, "\n".join(lines))
        return 1 if left else 0
    if period:
        _told(console, f"Compared is what was modified {period.told(deps.zone)}.")
    report = await bring_up_to_date(deps, entities, mode, console, period)
    if mode == "verify":
        for part in report.entities:
            for line in told(part, await noted(deps.db, part)):
                console.print(line, markup=False, highlight=False, soft_wrap=True)
    return report.exit_code


def _days(words: list[str]) -> tuple[date | None, date | None]:
    """Take `--since DAY` and `--until DAY` out of the words."""
    first, last = _day(words, "--since"), _day(words, "--until")
    if first and last and last < first:
        raise ValueError(f"--until {last} is before --since {first}")
    return first, last


def _day(words: list[str], option: str) -> date | None:
    if option not in words:
        return None
    at = words.index(option)
    value = words[at + 1] if len(words) > at + 1 else ""
    del words[at : at + 2]
    if words[:1] != ["verify"]:
        raise ValueError(f"{option} belongs to verify")
    with suppress(ValueError):
        day = date.fromisoformat(value)
        if EARLIEST <= day.year <= LATEST:
            return day
    raise ValueError(f"{option} takes a day as YYYY-MM-DD, not {value!r}")


def _told(console: Console, text: str) -> int:
    console.print(text, markup=False, highlight=False, soft_wrap=True)
    return 0


def served(settings: Settings) -> Sequence[Entity]:
    """What is fetched at all; a word of SYNC_EXCLUDE that names nothing is refused."""
    try:
        return without(settings.sync_exclude)
    except KeyError as unknown:
        told = f"SYNC_EXCLUDE: no table or group is called {unknown.args[0]!r}; see sync list."
        raise SettingsError([told]) from None


def _asked(words: list[str], served: Sequence[Entity]) -> tuple[Mode, Sequence[Entity], list[str]]:
    """What to do, with which tables, and which of those named are left out by the settings."""
    general = words[0] in {"full", "incremental", "verify", "quarantine", "replay", "drift"}
    modes: dict[str, Mode] = {"full": "full", "verify": "verify"}
    named = find(words[1:] if general else words)
    wanted = [one for one in named if one in served] if named else served
    left_out = [one.name for one in named if one not in served]
    if not wanted:
        raise ValueError(f"{', '.join(left_out)}: left out by SYNC_EXCLUDE")
    return modes.get(words[0], "incremental"), wanted, left_out


def world_of(deps: Deps) -> World:
    """What the engine needs, taken from what every call has."""
    return World(
        db=deps.db,
        fetch=lambda operation, query: deps.st.request_bytes(operation, {}, query),
        tenant=deps.tenant_id,
        now=deps.now,
        source_time=deps.st.source_time.now,
    )


async def bring_up_to_date(
    deps: Deps,
    entities: Sequence[Entity],
    mode: Mode,
    console: Console,
    period: Period = ALWAYS,
) -> RunReport:
    """Run the engine and show it."""
    if deps.notice:
        console.print(deps.notice, markup=False, highlight=False, soft_wrap=True)
    with shown(console) as progress:
        report = await Engine(world_of(deps)).run(
            entities, mode=mode, trigger="cli", wait=WAIT, period=period, progress=progress
        )
    for one in report.entities:
        await learn(deps.db, one.table, one.stored.created)
    if console.is_terminal:
        console.print(table_of(report.entities))
        for one in report.entities:
            if one.reason:
                console.print(f"{one.name}: {one.reason}", markup=False, highlight=False)
    console.print(summary(report), markup=False, highlight=False, soft_wrap=True)
    return report
