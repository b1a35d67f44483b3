"""Files through a real MCP client: sent from base64 or from the server's folder, fetched, read."""

import base64
from pathlib import Path
from typing import Any

import pytest
from mcp.shared.exceptions import MCPError

from agent.catalogue import load_catalogue
from tests.sweeps.calls import FILE, Sweep, called, text_of

CATALOGUE = load_catalogue()
DOWNLOADS = {
    "telecom_download_call_recording": "audio/mpeg",
    "telecom_download_call_voicemail": "audio/mpeg",
    "forms_download_job_attachment": "image/png",
    "pricebook_download_image": "image/png",
    "findings_download_asset": "image/png",
    "equipment_systems_download_attachment": "image/png",
}


@pytest.mark.parametrize(("tool", "content_type"), DOWNLOADS.items())
async def test_a_download_is_kept_and_can_be_read(
    sweep: Sweep, tool: str, content_type: str
) -> None:
    answer = await called(sweep.silent, tool, sweep.valid(CATALOGUE[tool]))

    kept = answer.structured_content or {}
    (content,) = await sweep.silent.read_resource(kept["uri"])
    raw = base64.b64decode(getattr(content, "blob", ""))
    assert kept["content_type"] == content.mime_type == content_type
    assert kept["size"] == len(raw) > 0
    assert (sweep.files / kept["name"]).read_bytes() == raw


async def test_an_upload_may_come_from_the_files_folder(sweep: Sweep) -> None:
    (sweep.files / "pump.txt").write_bytes(b"a pump")

    answer = await _uploaded(sweep, {"path": "pump.txt"})

    change = (answer.structured_content or {})["change"]
    assert (answer.structured_content or {})["status"] == "done"
    assert change["after"]["file"]["size"] == len(b"a pump")
    assert change["after"]["file"]["contentType"] == "text/plain"


async def test_the_preview_of_an_upload_tells_the_files_name_and_size(sweep: Sweep) -> None:
    answer = await called(sweep.silent, *_upload(sweep, FILE))

    shown = (answer.structured_content or {})["change"]["after"]["file"]
    assert shown["filename"] == "note.txt"
    assert shown["size"] == len(b"a note")
    assert len(shown["sha256"]) == 64


@pytest.mark.parametrize("path", ["../secret.txt", "/etc/hostname", "link.txt"])
async def test_no_path_leads_out_of_the_folder(sweep: Sweep, tmp_path: Path, path: str) -> None:
    _link_out(sweep, tmp_path)
    before = sweep.sent

    answer = await _uploaded(sweep, {"path": path})

    assert answer.is_error
    assert "outside the folders" in text_of(answer)
    assert "Put the file in STATE_DIR/files" in text_of(answer)
    assert sweep.sent == before


async def test_bytes_that_are_no_base64_are_refused(sweep: Sweep) -> None:
    before = sweep.sent

    answer = await _uploaded(sweep, {"filename": "a.txt", "base64": "?"})

    assert answer.is_error
    assert "file: received" in text_of(answer)
    assert sweep.sent == before


@pytest.mark.parametrize(
    "file", [{"path": "empty.txt"}, {"filename": "empty.txt", "base64": ""}], ids=["path", "bytes"]
)
async def test_an_empty_file_is_refused_before_anybody_is_asked(
    sweep: Sweep, file: dict[str, str]
) -> None:
    (sweep.files / "empty.txt").touch()
    before = sweep.sent

    answer = await _uploaded(sweep, file)

    assert answer.is_error
    assert "empty" in text_of(answer)
    assert sweep.sent == before


@pytest.mark.parametrize("name", ["missing.mp3", "..%2Fsecret.txt", "link.txt"])
async def test_only_kept_files_can_be_read(sweep: Sweep, tmp_path: Path, name: str) -> None:
    _link_out(sweep, tmp_path)

    with pytest.raises(MCPError, match=r"no file|Unknown resource|not found"):
        await sweep.silent.read_resource(f"st://files/{name}")


def _link_out(sweep: Sweep, folder: Path) -> None:
    """A link in the files folder that leads to a file outside of it."""
    outside = folder / "secret.txt"
    outside.write_text("secret")
    link = sweep.files / "link.txt"
    link.unlink(missing_ok=True)
    link.symlink_to(outside)


def _upload(sweep: Sweep, file: dict[str, str]) -> tuple[str, dict[str, Any]]:
    tool = "forms_upload_job_attachment"
    return tool, {**sweep.valid(CATALOGUE[tool]), "file": file}


async def _uploaded(sweep: Sweep, file: dict[str, str]) -> Any:
    name, arguments = _upload(sweep, file)
    return await sweep.asking.call_tool(
        "call_tool", {"name": name, "arguments": arguments}, raise_on_error=False
    )
