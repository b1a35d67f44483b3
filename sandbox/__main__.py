"""`python -m sandbox`: a made-up ServiceTitan here, and the environment that points at it."""

import argparse
import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Any, Final

from sandbox.servicetitan.api.box import FEATURES, Settings
from sandbox.servicetitan.api.faults import load_plan
from sandbox.servicetitan.api.running import Server, listen, make, run, warm
from sandbox.servicetitan.company import DEFAULT_CUSTOMERS, DEFAULT_SEED
from sandbox.servicetitan.company.clock import parse

# Seconds between looks at whether the parent still lives.
LOOK: Final = 1.0


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="perfect-catch sandbox", description=__doc__)
    add = made.add_argument
    add("--port", type=int, default=0, help="port on 127.0.0.1; 0 takes a free one")
    add("--customers", type=int, default=DEFAULT_CUSTOMERS, help="size of the company")
    add("--seed", type=int, default=DEFAULT_SEED, help="another number, another company")
    add("--now", type=parse, help="the company's moment, ISO; today at 12:00 UTC when absent")
    add("--latency-ms", type=float, default=0, help="wait before every answer")
    add("--faults", type=Path, metavar="FILE", help="JSON or YAML fault plan")
    add("--rate", type=int, default=60, help="requests per second; 0 switches the limit off")
    add("--export-page", type=int, default=5_000, help="records per page of an export feed")
    add(
        "--export-delay",
        type=float,
        default=900,
        help="seconds that fresh changes stay out of feeds, unless asked for",
    )
    add(
        "--invoice-lag",
        type=float,
        default=0,
        help="seconds until reads show a change of an invoice; 2 to 10 were met",
    )
    add(
        "--warm",
        nargs="?",
        const="",
        metavar="TABLE,TABLE",
        help="make and encode feeds before the first request: crm/customers,jpm/jobs; all if none",
    )
    add("--off", nargs="*", default=(), choices=FEATURES, help="features the tenant lacks")
    add("--journal", type=Path, help="file of writes: done again at start, and added to")
    add("--ready-file", type=Path, help="file that receives the environment once listening")
    add("--exit-with-parent", action="store_true", help="stop when the starting process is gone")
    return made


def build(options: argparse.Namespace) -> Server:
    settings = Settings(
        options.rate,
        options.latency_ms / 1_000,
        options.export_page,
        options.export_delay,
        options.invoice_lag,
        off=tuple(options.off),
    )
    plan = load_plan(options.faults) if options.faults else []
    server = make(options.customers, options.seed, options.now, settings, plan)
    if options.journal:
        server.desk.remember(options.journal)
    if options.warm is not None:
        warm(server.box, [name for name in options.warm.split(",") if name])
    return server


def announce(server: Server, ready: Path | None) -> None:
    """Prints the environment; the file appears whole or not at all."""
    lines = "".join(f"{name}={value}\n" for name, value in server.env.items())
    sys.stdout.write(lines)
    sys.stdout.flush()
    if ready:
        part = ready.with_suffix(f"{ready.suffix}.part")
        part.write_text(lines, "utf-8")
        part.replace(ready)


async def orphaned() -> None:
    """Returns when the process that started this one is gone."""
    parent = os.getppid()
    while os.getppid() == parent:  # noqa: ASYNC110  (no event tells that a parent died)
        await asyncio.sleep(LOOK)


async def serve(server: Server, options: argparse.Namespace) -> None:
    stop = server.desk.stop
    loop = asyncio.get_running_loop()
    if sys.platform != "win32":  # Windows event loops take no signal handlers
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(name, stop.set)
    listening = await listen(server, options.port)
    announce(server, options.ready_file)
    waits: list[asyncio.Future[Any]] = [asyncio.ensure_future(stop.wait())]
    if options.exit_with_parent:
        waits.append(asyncio.ensure_future(orphaned()))
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
    await listening.stop()


def main(arguments: list[str] | None = None) -> None:
    options = parser().parse_args(arguments)
    try:
        run(serve(build(options), options))
    except OSError as problem:
        sys.exit(f"The sandbox cannot listen on port {options.port}: {problem.strerror}.")


if __name__ == "__main__":
    main()
