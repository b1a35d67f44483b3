"""The circuit to ServiceTitan: after many failures in a row, calls fail at once for a while."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from tools.errors import Unreachable
from tools.servicetitan.waits import Patience

log = logging.getLogger(__name__)

FAILURES = 10
"""So many failures in a row, of any callers, open the circuit: more than one page of the sync
may cause by itself (3 tries of 3 attempts), few enough to be there in a second of an outage."""
REST = Patience(first=20.0, longest=160.0)
"""Seconds the circuit stays open: 10 to 20 at first, doubling with every probe that fails."""

Failed = Callable[[BaseException], bool | None]
"""Whether this ending shows that ServiceTitan is down; None when it shows nothing either way."""


class Resting(Unreachable):
    """ServiceTitan keeps failing and is given a rest. Nothing was sent. Try again later."""

    status = 503

    def __init__(self, failures: int, meanwhile: str, when: str, seconds: float | None) -> None:
        super().__init__(
            f"ServiceTitan failed {failures} times in a row, {meanwhile}. "
            f"Nothing was changed. Try again {when}.",
            retry_after=seconds,
        )


class Probing(Resting):
    """One call finds out whether ServiceTitan answers again. Nothing was sent. Try again soon."""


@dataclass
class Breaker:
    """Counts failures in a row; one of its own per process, since each sees them for itself.

    Open, it refuses every call. When its rest is over the next call alone is let through as a
    probe: an answer closes the circuit, a failure opens it for longer.
    """

    clock: Callable[[], float]
    most: int = FAILURES
    rest: Patience = REST
    failures: int = 0
    opened: int = 0
    until: float = 0.0
    probing: bool = False

    @contextmanager
    def attempt(self, failed: Failed) -> Iterator[None]:
        """One attempt of a call; raises Resting instead of letting it begin."""
        probe = self._enter()
        try:
            yield
        except BaseException as ending:
            self._note(failed=failed(ending), probe=probe)
            raise
        else:
            self._note(failed=False, probe=probe)
        finally:
            self.probing = self.probing and not probe

    @property
    def state(self) -> str:
        """What the health page says: closed, open until when, or about to be probed."""
        if not self.opened:
            return "closed"
        if self.clock() < self.until:
            return f"open until {datetime.fromtimestamp(self.until, UTC):%Y-%m-%dT%H:%M:%SZ}"
        return "half-open"

    def _enter(self) -> bool:
        if not self.opened:
            return False
        if self.probing:
            found = "and one call is finding out whether it answers again"
            raise Probing(self.failures, found, "in a few seconds", None)
        if (left := self.until - self.clock()) > 0:
            moment = f"{datetime.fromtimestamp(self.until, UTC):%H:%M:%S} UTC"
            raise Resting(self.failures, f"so no call is sent before {moment}", "then", left)
        self.probing = True
        return True

    def _note(self, *, failed: bool | None, probe: bool) -> None:
        if failed is None:
            return
        if not failed:
            self._close()
            return
        self.failures += 1
        if probe or (not self.opened and self.failures >= self.most):
            self._open()

    def _open(self) -> None:
        self.opened += 1
        seconds = self.rest.backoff(self.opened)
        self.until = self.clock() + seconds
        log.warning("ServiceTitan failed %d times in a row: resting %.0f s", self.failures, seconds)

    def _close(self) -> None:
        if self.opened:
            log.warning("ServiceTitan answers again after %d failures", self.failures)
        self.failures = self.opened = 0
