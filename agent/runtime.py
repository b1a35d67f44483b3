"""Opens the clients beside the server, so that a client's first line is answered at once."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from tools.deps import Deps

HEAD_START = 0.3
"""Seconds in which a client can ask for the tools before opening takes the processor."""

PAUSE = 5.0
"""Seconds after an opening that failed in which no call tries another."""

Opener = Callable[[], AbstractAsyncContextManager[Deps]]


class Unopened:
    """Stands where a client would: whoever asks it for anything is told why there is none."""

    def __init__(self, reason: Exception) -> None:
        self._reason = reason

    def __getattr__(self, name: str) -> Any:
        raise self._reason


class Runtime:
    """The clients of one running program: opened in the background, awaited by the first call.

    Where they could not be opened, a later call tries again, so that what was mended is used.
    """

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self._ready: asyncio.Future[Deps] | None = None
        self._next_try: float | None = None
        self._farewells: list[Callable[[Deps], Awaitable[None]]] = []
        self._wanted = asyncio.Event()
        self._stop = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Open in a task of its own, and close there too when the program ends.

        A surface that starts inside a running program shares what is open, and leaves it so.
        """
        if self._task is not None:
            yield
            return
        self._stop = asyncio.Event()
        self._ready = self._open()
        try:
            yield
        finally:
            await self.close()

    def _open(self) -> "asyncio.Future[Deps]":
        ready: asyncio.Future[Deps] = asyncio.get_running_loop().create_future()
        self._next_try = None
        self._task = asyncio.create_task(self._hold(ready, self._stop))
        return ready

    async def close(self) -> None:
        """Close what was opened; a second time does nothing."""
        if self._task is None or self._ready is None:
            return
        task, self._task = self._task, None
        self._stop.set()
        if not self._ready.done():
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        if not self._ready.done():
            self._ready.set_exception(RuntimeError("the program ended unopened"))
        self._ready.exception()

    async def _hold(self, ready: "asyncio.Future[Deps]", stop: asyncio.Event) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(HEAD_START):
                await self._wanted.wait()
        try:
            async with self._opener() as deps:
                ready.set_result(deps)
                await stop.wait()
                await self._say_goodbye(deps)
        except Exception as reason:
            if ready.done():
                raise
            self._next_try = asyncio.get_running_loop().time() + PAUSE
            ready.set_exception(reason)

    def before_close(self, act: Callable[[Deps], Awaitable[None]]) -> None:
        """Something to do while the clients are still open."""
        self._farewells.append(act)

    async def _say_goodbye(self, deps: Deps) -> None:
        for act in self._farewells:
            with contextlib.suppress(Exception):  # whoever acts has told its log
                await act(deps)

    @property
    def opened(self) -> Deps | None:
        """The clients, where they are open by now."""
        ready = self._ready
        if ready is None or not ready.done() or ready.cancelled() or ready.exception():
            return None
        return ready.result()

    async def deps(self) -> Deps:
        """The opened clients; raises what went wrong while opening them."""
        self._wanted.set()
        if self._ready is None:
            message = "the runtime is not running"
            raise RuntimeError(message)
        if self._may_try_again():
            self._ready.exception()
            self._ready = self._open()
        return await asyncio.shield(self._ready)

    def _may_try_again(self) -> bool:
        """Whether opening failed a while ago, in a program that goes on."""
        if self._task is None or self._next_try is None:
            return False
        return asyncio.get_running_loop().time() >= self._next_try
