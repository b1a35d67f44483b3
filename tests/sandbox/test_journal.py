from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from sandbox.servicetitan.api.journal import _headers
from sandbox.servicetitan.api.messages import Request
from sandbox.servicetitan.api.running import Server, make

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def company(journal: Path) -> Server:
    server = make(customers=20, seed=3, now=NOW)
    server.desk.remember(journal)
    return server


def add_note(server: Server, job: int, text: str) -> Any:
    headers = _headers(server.box, server.desk.app, "application/json")
    target = f"/jpm/v2/tenant/{server.tenant}/jobs/{job}/notes"
    body = msgspec.json.encode({"text": text})
    return server.desk(Request("POST", target, headers, body), None)  # type: ignore[arg-type]  # without faults the wire is not touched


def test_writes_are_there_after_a_restart(tmp_path: Path) -> None:
    first = company(tmp_path / "journal")
    job = first.rows("jpm", "jobs")[0]["id"]
    add_note(first, job, "Gate code 4711")
    add_note(first, job, "Dog in the yard")

    second = company(tmp_path / "journal")

    assert second.rows("jpm", "jobs/notes")[-2:] == first.rows("jpm", "jobs/notes")[-2:]
    assert second.rows("jpm", "jobs/notes")[-1]["text"] == "Dog in the yard"


def test_a_line_cut_short_by_a_crash_is_no_write(tmp_path: Path) -> None:
    first = company(tmp_path / "journal")
    job = first.rows("jpm", "jobs")[0]["id"]
    add_note(first, job, "Whole")
    with (tmp_path / "journal").open("ab") as file:
        file.write(b'{"at": 1, "meth')

    second = company(tmp_path / "journal")

    assert second.rows("jpm", "jobs/notes")[-1]["text"] == "Whole"
    assert add_note(second, job, "After").status == 200


def test_what_was_refused_is_not_kept(tmp_path: Path) -> None:
    server = company(tmp_path / "journal")

    answer = add_note(server, 1, "No such job")

    assert answer.status == 404
    assert not (tmp_path / "journal").exists()
