"""What commands share: settings read or refused in one line, problems told in one line."""

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager, suppress
from functools import wraps
from importlib import import_module
from typing import Any

from agent.embedded.errors import EmbeddedError
from agent.exposure import ExposureError
from agent.log import setup_logging
from agent.server import Server, build_server
from agent.settings import Settings, SettingsError, load_settings
from tools.deps import Deps
from tools.errors import ToolProblem

MENDABLE = (SettingsError, ToolProblem, EmbeddedError, ExposureError, OSError)
"""What a person can mend: told in one line, without a trace."""


Run = Callable[[Settings, list[str]], Coroutine[Any, Any, int]]
Loop = Callable[[], asyncio.AbstractEventLoop]


def command(run: Run, loop: Loop | None = None) -> Callable[[list[str]], int]:
    """Make a coroutine over settings and arguments into a command."""

    @wraps(run)
    def start(arguments: list[str]) -> int:
        try:
            settings = load_settings()
            setup_logging(settings.log_level, settings.log_format)
            with asyncio.Runner(loop_factory=loop) as runner:
                return runner.run(_ending_well(run(settings, arguments)))
        except (KeyboardInterrupt, asyncio.CancelledError):
            return 130
        except Exception as problem:
            if not mendable(problem):
                raise
            say(str(problem))
            return 2 if isinstance(problem, SettingsError) else 1

    return start


def on_fast_loop(run: Run) -> Callable[[list[str]], int]:
    """The same on uvloop where there is one: for programs that serve many at once."""
    try:
        loop: Loop | None = import_module("uvloop").new_event_loop
    except ImportError:
        loop = None
    return command(run, loop)


def mendable(problem: Exception) -> bool:
    """Whether one line is enough for this; the database's classes count once it was imported."""
    sql = sys.modules.get("sql")
    return isinstance(problem, (*MENDABLE, *(sql.MENDABLE if sql else ())))


async def _ending_well(run: Coroutine[Any, Any, int]) -> int:
    """Take SIGTERM as a wish to end: what was opened is closed."""
    task = asyncio.ensure_future(run)
    on_sigterm(task.cancel)
    return await task


def on_sigterm(act: Callable[[], object]) -> None:
    """What SIGTERM does from now on, in the running event loop."""
    with suppress(NotImplementedError):  # event loops of Windows take no signal handlers
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, act)


def say(text: str) -> None:
    """A line for the person at the terminal; stdout stays free for results and for MCP."""
    print(text, file=sys.stderr)  # noqa: T201 - a command line talks


def server_of(settings: Settings) -> Server:
    """The server of these settings, not yet running."""
    return build_server(settings, lambda: opened(settings))


def opened(settings: Settings) -> AbstractAsyncContextManager[Deps]:
    """The clients of these settings; what opens them is imported now, not at start-up."""
    manager: AbstractAsyncContextManager[Deps] = import_module("agent.wiring").open_deps(settings)
    return manager
