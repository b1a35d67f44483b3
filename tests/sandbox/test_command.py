import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from sandbox.__main__ import build, parser

ROOT = Path(__file__).parents[2]


@contextmanager
def command(*options: str) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [sys.executable, "-m", "sandbox", "--customers", "20", *options],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=60)


def environment(process: "subprocess.Popen[str]") -> dict[str, str]:
    assert process.stdout
    lines = [process.stdout.readline().strip() for _ in range(6)]
    return dict(line.split("=", 1) for line in lines)


def test_it_prints_the_environment_then_serves(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    with command("--ready-file", str(ready)) as process:
        env = environment(process)
        form = {
            "grant_type": "client_credentials",
            "client_id": env["SERVICE_TITAN_CLIENT_ID"],
            "client_secret": env["SERVICE_TITAN_CLIENT_SECRET"],
        }
        answer = httpx.post(f"{env['SERVICE_TITAN_AUTH_URL']}/connect/token", data=form)
        told = dict(line.split("=", 1) for line in ready.read_text("utf-8").splitlines())

    assert answer.status_code == 200
    assert told == env
    assert env["SERVICE_TITAN_API_URL"].startswith("http://127.0.0.1:")


def test_fresh_changes_stay_out_of_feeds_for_a_quarter_of_an_hour() -> None:
    assert build(parser().parse_args([])).box.settings.export_delay == 900


def test_it_stops_on_a_signal() -> None:
    with command() as process:
        environment(process)
        process.send_signal(signal.SIGTERM)

        assert process.wait(5) == 0
        assert process.stderr
        assert process.stderr.read() == ""


def test_it_stops_with_its_parent(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    command = [
        "-m",
        "sandbox",
        "--customers",
        "5",
        "--exit-with-parent",
        "--ready-file",
        str(ready),
    ]
    script = f"""
import pathlib, subprocess, sys, time
child = subprocess.Popen([sys.executable, *{command!r}], stdout=subprocess.DEVNULL)
while not pathlib.Path({str(ready)!r}).exists():
    time.sleep(0.05)
print(child.pid, flush=True)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    child = int(done.stdout)

    deadline = time.monotonic() + 6
    while alive(child) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not alive(child)


def alive(process: int) -> bool:
    """Running; a process nobody has waited for yet counts as gone."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_a_taken_port_is_one_sentence() -> None:
    with command() as first:
        port = environment(first)["SERVICE_TITAN_API_URL"].rsplit(":", 1)[1]
        with command("--port", port) as second:
            _, error = second.communicate(timeout=60)

    assert second.returncode == 1
    assert error.startswith(f"The sandbox cannot listen on port {port}")


def test_a_warm_start_has_its_feeds_ready() -> None:
    with command("--warm", "crm/customers,jpm/jobs") as process:
        env = environment(process)
        loaded = httpx.get(f"{env['SERVICE_TITAN_API_URL']}/_sandbox/info").json()["loaded"]

    assert loaded["crm/customers"] == 20
    assert "jpm/jobs" in loaded
    assert "accounting/invoices" not in loaded
