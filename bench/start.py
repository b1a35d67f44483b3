"""`./dev bench start`: from spawn to the complete list over stdio, ours beside a bare server."""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

ROUNDS = 7
TARGET_RATIO = 0.9
"""Of the bare server's wall time, in the same run."""
TARGET_MB = 120

HELLO: dict[str, Any] = {
    "protocolVersion": "2025-06-18",
    "capabilities": {},
    "clientInfo": {"name": "bench", "version": "1"},
}


@dataclass(frozen=True)
class Start:
    """One start: seconds of wall and CPU until the list was there, and resident megabytes."""

    wall: float
    cpu: float
    megabytes: float


def measure(arguments: list[str], state: Path) -> Start:
    """Start a server, ask for its tools, and end it."""
    quiet = {"STATE_DIR": str(state), "LOG_LEVEL": "error"}
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | quiet
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *arguments],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        _ask(process, "initialize", HELLO)
        _say(process, {"jsonrpc": "2.0", "method": "notifications/initialized"})
        _ask(process, "tools/list", {})
        wall = time.perf_counter() - began
        return Start(wall, _cpu(process.pid), _resident(process.pid))


def _say(process: "subprocess.Popen[bytes]", message: dict[str, Any]) -> None:
    if process.stdin is None:
        raise RuntimeError("the server has no stdin")
    process.stdin.write(json.dumps(message).encode() + b"\n")
    process.stdin.flush()


def _ask(process: "subprocess.Popen[bytes]", method: str, parameters: dict[str, Any]) -> None:
    _say(process, {"jsonrpc": "2.0", "id": method, "method": method, "params": parameters})
    if process.stdout is None or "result" not in json.loads(process.stdout.readline()):
        raise RuntimeError(f"{method} was not answered")


def _cpu(pid: int) -> float:
    """Processor seconds of a process so far (fields 14 and 15 of its stat)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def main() -> int:
    """Take turns, so that a busy moment slows both."""
    starts: dict[str, list[Start]] = {"ours": [], "bare": []}
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder)
        state.chmod(0o711)
        for _ in range(ROUNDS):
            starts["ours"].append(measure(["-m", "agent.cli", "mcp"], state))
            starts["bare"].append(measure(["-m", "bench.kit.bare"], state))
    print(f"{'':6}{'wall ms':>10}{'CPU ms':>10}{'RSS MB':>10}   median of {ROUNDS}")
    for name, runs in starts.items():
        row = [median(getattr(r, key) for r in runs) for key in ("wall", "cpu", "megabytes")]
        print(f"{name:6}{row[0] * 1000:10.0f}{row[1] * 1000:10.0f}{row[2]:10.0f}")
    ratio = median(a.wall / b.wall for a, b in zip(starts["ours"], starts["bare"], strict=True))
    megabytes = median(run.megabytes for run in starts["ours"])
    print(f"ratio {ratio:.2f} (target {TARGET_RATIO}), memory target {TARGET_MB} MB")
    return 0 if ratio <= TARGET_RATIO and megabytes <= TARGET_MB else 1


if __name__ == "__main__":
    sys.exit(main())
