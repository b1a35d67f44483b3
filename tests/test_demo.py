"""The demo as a person starts it: a process of its own with its own state folder."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

import pytest

from agent.settings import load_settings
from evals.demo import changes, connections
from evals.questions import misspelt
from tests.kit.folders import folder_for_all

pytestmark = pytest.mark.slow

CUSTOMERS = ("--customers", "150")
QUESTIONS = 8


@pytest.fixture(scope="module")
def state() -> Iterator[Path]:
    with folder_for_all() as folder:
        yield folder / "state"


def environment(state: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "STATE_DIR": str(state), **more}


def demo(state: Path, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "agent.cli", "demo", *CUSTOMERS, *arguments],
        env=environment(state, **more),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def first(state: Path) -> "subprocess.CompletedProcess[str]":
    return demo(state)


@pytest.fixture(scope="module")
def second(
    state: Path,
    first: "subprocess.CompletedProcess[str]",
) -> "subprocess.CompletedProcess[str]":
    assert first.returncode == 0, first.stderr
    return demo(state)


def note_of(output: str) -> str:
    found = re.search(r"Put a note on job \S+: '([^']+)'", output)
    assert found, output
    return found[1]


def test_demo_ends_well_and_asks_everything(first: "subprocess.CompletedProcess[str]") -> None:
    assert first.returncode == 0, first.stderr
    numbers = re.findall(r"^(\d+)\. ", first.stdout, re.MULTILINE)
    assert numbers == [str(number) for number in range(1, QUESTIONS + 1)]
    assert len(re.findall(r"^   → \w+ \{.*\}  \d+ ms$", first.stdout, re.MULTILINE)) >= QUESTIONS


def test_plain_output_has_no_escape_sequences(first: "subprocess.CompletedProcess[str]") -> None:
    assert "\x1b" not in first.stdout


def test_note_is_really_written(
    first: "subprocess.CompletedProcess[str]", second: "subprocess.CompletedProcess[str]"
) -> None:
    """Asked of ServiceTitan itself, by another process, after the demo has ended."""
    job = re.search(r'add_job_note \{"job_id": (\d+)', first.stdout)
    assert job

    done = call_tool(second, "get_job_details", {"job_id": int(job[1]), "live": True})

    texts = [note["text"] for note in done["notes"]]
    assert note_of(first.stdout) in texts
    assert texts.count(note_of(first.stdout)) == 1


class Configured(TypedDict):
    command: str
    args: list[str]
    env: dict[str, str]


def configuration(output: str) -> Configured:
    """What the demo printed for Claude Desktop."""
    block = output.partition("claude_desktop_config.json")[2]
    found, _ = json.JSONDecoder().raw_decode(block[block.index("{") :])
    server: Configured = found["mcpServers"]["perfect-catch"]
    return server


def call_tool(
    run: "subprocess.CompletedProcess[str]", name: str, arguments: dict[str, object]
) -> dict[str, list[dict[str, str]]]:
    """A tool's answer from a process that starts as the printed configuration says."""
    server = configuration(run.stdout)
    program = [server["command"], *server["args"][:-1]]
    done = subprocess.run(
        [*program, "tools", "call", name, "--json", json.dumps(arguments)],
        env={**os.environ, "DATABASE_URL": "", **server["env"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, list[dict[str, str]]] = json.loads(done.stdout)
    return answer


def test_second_run_reuses_the_data(
    first: "subprocess.CompletedProcess[str]", second: "subprocess.CompletedProcess[str]"
) -> None:
    assert second.returncode == 0, second.stderr
    assert "full sync" in first.stdout
    assert "incremental sync" in second.stdout
    assert "the data of an earlier run reused" in second.stdout


def test_printed_configuration_starts_a_server_with_the_same_data(
    second: "subprocess.CompletedProcess[str]",
) -> None:
    found = call_tool(second, "search_customers", {"term": "lee", "limit": 1})

    assert found["items"]


def test_served_demo_answers_over_http_until_ctrl_c(
    state: Path, second: "subprocess.CompletedProcess[str]"
) -> None:
    assert second.returncode == 0
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's "&" ignores it for all
    process = subprocess.Popen(
        [sys.executable, "-m", "agent.cli", "demo", *CUSTOMERS, "--serve"],
        env=environment(state, PORT=port),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with process:
        assert process.stdout is not None
        line = next(line for line in process.stdout if "HTTP server" in line)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health") as answer:
            health = json.load(answer)
        os.killpg(process.pid, signal.SIGINT)
        process.stdout.read()

    assert f"http://127.0.0.1:{port}/mcp" in line
    assert health["status"] == "ok"
    assert process.returncode == 130


def test_bad_setting_is_one_sentence(state: Path) -> None:
    done = demo(state, TIMEZONE="Mars/Olympus")

    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "TIMEZONE" in done.stderr


REAL = {
    "SERVICE_TITAN_CLIENT_ID": "cid",
    "SERVICE_TITAN_CLIENT_SECRET": "a real secret",
    "SERVICE_TITAN_TENANT_ID": "1234",
    "SERVICE_TITAN_APP_KEY": "ak1",
    "DATABASE_URL": "postgresql://me:pw@db.example.com/mirror",
    "STATE_DIR": "/srv/state",
}


def test_demo_never_touches_a_real_company() -> None:
    changed = changes(load_settings(REAL), None, None)

    settings = load_settings({**REAL, **changed})

    assert settings.starts_sandbox
    assert settings.database_url is None
    assert settings.state_dir != Path("/srv/state")


def test_another_company_gets_a_mirror_of_its_own() -> None:
    here = load_settings({"STATE_DIR": "/srv/state"})

    usual, small, other = (changes(here, *one) for one in ((2000, 1), (50, 1), (2000, 2)))

    folders = {load_settings({"STATE_DIR": "/srv/state", **c}).state_dir for c in (usual, small)}
    assert folders == {Path("/srv/state"), Path("/srv/state/demo-50-1")}
    assert other["STATE_DIR"] == "/srv/state/demo-2000-2"


def test_company_named_by_the_environment_gets_one_too() -> None:
    named = {"STATE_DIR": "/srv/state", "SANDBOX_SEED": "9", "DATABASE_URL": REAL["DATABASE_URL"]}

    changed = changes(load_settings(named), None, None)

    settings = load_settings({**named, **changed})
    assert settings.state_dir == Path("/srv/state/demo-2000-9")
    assert settings.database_url is None


def test_configuration_lines_hold_no_secret() -> None:
    lines = connections(load_settings(REAL), ["/opt/pc/bin/perfect-catch"])

    assert json.loads(lines[0])["mcpServers"]["perfect-catch"]["args"] == ["mcp"]
    assert lines[1].endswith("-- /opt/pc/bin/perfect-catch mcp")
    assert "a real secret" not in "".join(lines)


@pytest.mark.parametrize(
    ("name", "heard"),
    [("Mona Moore", "Mona More"), ("Al Hernandez", "Al Hernndez"), ("Ng", "Ng")],
)
def test_misspelt_name_lacks_one_letter(name: str, heard: str) -> None:
    assert misspelt(name) == heard
