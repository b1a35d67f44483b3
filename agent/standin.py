"""The made-up company: the sandbox as one more server that all processes of a folder share."""

import http.client
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import ExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from agent.embedded import EmbeddedError, place
from agent.embedded.account import make_folder
from agent.embedded.share import Share, apart
from agent.settings import Settings

START_PATIENCE = 60.0
STOP_PATIENCE = 10.0
ANSWER_PATIENCE = 5.0


class Company:
    """One made-up company: its seed, size and day are kept, and so are all writes to it."""

    name = "sandbox"
    password = ""

    def __init__(self, state: Path, customers: int, seed: int) -> None:
        self.folder = make_folder(state / f"sandbox-{customers}-{seed}")
        self._arguments = ["--customers", str(customers), "--seed", str(seed)]
        self._log = self.folder / "server.log"

    @property
    def environment(self) -> dict[str, str]:
        """The variables that point at the running company."""
        lines = (self.folder / "environment").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines if "=" in line)

    def alive(self) -> bool:
        return self._ask("GET", "/_sandbox/health") == http.HTTPStatus.OK

    def start(self) -> None:
        ready = self.folder / "environment"
        ready.unlink(missing_ok=True)
        with place.trimmed(self._log).open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 - our own module in this interpreter
                [sys.executable, "-m", "sandbox", *self._arguments, *self._kept(), *self._told()],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_PATIENCE
        while not (ready.exists() and self.alive()):
            if process.poll() is not None or time.monotonic() > deadline:
                raise EmbeddedError(f"The sandbox does not start; {place.last_words(self._log)}")
            time.sleep(0.02)

    def stop(self) -> None:
        self._ask("POST", "/_sandbox/stop")
        deadline = time.monotonic() + STOP_PATIENCE
        while self.alive():
            if time.monotonic() > deadline:
                raise EmbeddedError("The sandbox does not stop")
            time.sleep(0.02)

    def _kept(self) -> list[str]:
        """The company's day and its writes: the same after a restart."""
        day = place.kept(self.folder / "now", lambda: f"{datetime.now(UTC):%Y-%m-%d}T12:00:00Z")
        return ["--now", day, "--journal", str(self.folder / "journal.jsonl")]

    def _told(self) -> list[str]:
        port = str(place.settle_port(self.folder))
        return ["--port", port, "--ready-file", str(self.folder / "environment")]

    def _ask(self, method: str, path: str) -> int | None:
        line = http.client.HTTPConnection(
            place.LOOPBACK, place.port(self.folder), timeout=ANSWER_PATIENCE
        )
        try:
            line.request(method, path)
            return line.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            line.close()


@asynccontextmanager
async def local_company(settings: Settings) -> AsyncIterator[Mapping[str, str]]:
    """The company of these settings, kept up while the block runs; gives the variables for it."""
    company = Company(settings.state_dir, settings.sandbox_customers, settings.sandbox_seed)
    share = Share(company)
    stack = ExitStack()
    try:
        await apart(lambda: _joined(stack, share))
        yield company.environment
    finally:
        await apart(stack.close)


def _joined(stack: ExitStack, share: Share) -> None:
    share.join()
    stack.callback(share.leave)
