"""Files in the server's folder: how long downloads stay, and how large they may be."""

import os
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from agent.calls import InternalError
from sandbox.servicetitan.api.messages import Response
from tests.kit.changes import deafen
from tests.kit.world import World, server_over
from tools.errors import FileNotKept, NotFound, NotPossible
from tools.files import KEPT, keep_download, remove_old
from tools.servicetitan import client as client_module
from tools.servicetitan.types import Download

OLD = KEPT.total_seconds() + 60
AGES = (("old.mp3", OLD), ("young.mp3", OLD - 120))
SOUND = Download(b"ID3", "audio/mpeg", "call.mp3")


def aged(path: Path, seconds: float = OLD) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"bytes")
    os.utime(path, (time.time() - seconds, time.time() - seconds))
    return path


def test_an_old_download_goes_when_the_next_one_comes(world: World, tmp_path: Path) -> None:
    deps = replace(world.deps, files=tmp_path)
    old, young = (aged(tmp_path / f"telecom/0123abcd-{name}", age) for name, age in AGES)

    kept = keep_download(deps, SOUND, "telecom")

    assert not old.exists()
    assert young.exists()
    assert (tmp_path / kept.name).read_bytes() == b"ID3"


@pytest.mark.parametrize(
    "place",
    [
        "0123abcd-upload.pdf",
        "forms/0123abcd-other.png",
        "telecom/mine.mp3",
        "telecom/0123ABCD-mine.mp3",
        "telecom/below/0123abcd-deep.mp3",
        "outside/0123abcd-linked.mp3",
    ],
)
def test_nothing_else_is_ever_removed(tmp_path: Path, place: str) -> None:
    mine = aged(tmp_path / place)
    (tmp_path / "telecom").mkdir(exist_ok=True)
    (tmp_path / "telecom/0123abcd-link.mp3").symlink_to(mine)

    remove_old(tmp_path / "telecom", time.time())

    assert mine.read_bytes() == b"bytes"


def test_a_folder_that_leads_elsewhere_is_left_alone(tmp_path: Path) -> None:
    mine = aged(tmp_path / "elsewhere/0123abcd-mine.mp3")
    (tmp_path / "telecom").symlink_to(mine.parent)

    remove_old(tmp_path / "telecom", time.time())
    remove_old(tmp_path / "absent", time.time())

    assert mine.exists()


async def test_a_download_that_is_too_large_is_given_up(
    writing: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "LARGEST_FILE", 2**20)
    sound = Response(200, b"x" * (2**20 + 1), "audio/mpeg")
    deafen(writing.company, "GET telecom/calls/{id}/recording", lambda _: sound)
    call = writing.company.box.table("telecom/calls").ids[0]

    with pytest.raises(NotPossible, match="larger than 1 MB"):
        await writing.ask("telecom_download_call_recording", id=call)


@pytest.fixture
async def keeping(writing: World, tmp_path: Path) -> AsyncIterator[World]:
    """The server with a files folder of its own."""
    deps = replace(writing.deps, files=tmp_path)
    server = server_over(deps, writing.server.settings)
    async with server.running():
        yield replace(writing, deps=deps, server=server)


def recording(world: World) -> int:
    call: int = world.company.box.table("telecom/calls").ids[0]
    return call


async def test_a_folder_that_takes_no_file_is_not_called_a_database(
    keeping: World, tmp_path: Path
) -> None:
    (tmp_path / "telecom").write_bytes(b"a file where the folder should be")

    with pytest.raises(
        FileNotKept, match=r"does not take it \(File exists\)\. Nothing was changed"
    ):
        await keeping.ask("telecom_download_call_recording", id=recording(keeping))


async def test_a_file_that_fails_in_any_other_way_is_not_either(
    keeping: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(folder: Path, _: float) -> None:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr("tools.files.remove_old", fails)

    with pytest.raises(InternalError):
        await keeping.ask("telecom_download_call_recording", id=recording(keeping))
    capsys.readouterr()


@pytest.mark.parametrize(
    ("path", "kind", "told"),
    [
        ("none.txt", NotFound, "There is no such file."),
        ("a" * 5_000, NotPossible, "That file cannot be read (File name too long)."),
    ],
)
async def test_a_file_that_cannot_be_sent_is_told_by_itself(
    keeping: World, path: str, kind: type[Exception], told: str
) -> None:
    job = keeping.company.rows("jpm", "jobs")[0]["id"]

    with pytest.raises(kind) as problem:
        await keeping.ask("forms_upload_job_attachment", id=job, file={"path": path})

    assert str(problem.value).startswith(f"{told} Nothing was sent.")
    assert str(problem.value).endswith("or send filename and base64.")
