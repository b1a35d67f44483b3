from base64 import b64encode
from pathlib import Path

import pytest

from tools.errors import BadArguments, NotAllowed, NotFound, Rejected
from tools.servicetitan import files
from tools.servicetitan.files import read_file, save
from tools.servicetitan.pricebook.images import Images
from tools.servicetitan.types import Download, Upload

UPLOAD = Images.upload_image.operation


def test_an_upload_comes_as_base64() -> None:
    content = b64encode(b"\x89PNG").decode()

    call = UPLOAD.validate({"file": {"filename": "pump.png", "base64": content}})

    assert call.files == {"file": ("pump.png", b"\x89PNG", "image/png")}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"fileName": "pump.png"}, "pump.png"),
        ({"filename": "C:\\photos\\pump.png"}, "pump.png"),
        ({"fileName": "../../photos/pump.png"}, "pump.png"),
    ],
)
def test_an_upload_keeps_the_name_that_it_was_given(said: dict[str, str], name: str) -> None:
    call = UPLOAD.validate({"file": {**said, "base64": "YQ=="}})

    assert call.files == {"file": (name, b"a", "image/png")}


@pytest.mark.parametrize(
    "odd",
    [
        "pump.png",
        {"filename": "a.png"},
        {"filename": "a.png", "base64": "%%%"},
        {"filename": 5, "base64": "YQ=="},
        {"filename": "a.png", "base64": "YQ==", "path": "/etc/passwd"},
        {"filename": "", "base64": "YQ=="},
        {"filename": "photos/..", "base64": "YQ=="},
        {"filename": "a.png", "fileName": "b.png", "base64": "YQ=="},
        {"filename": "a\r\nb.png", "base64": "YQ=="},
        {"filename": "a.png", "base64": "YQ==", "contentType": "image/png\r\nX-Other: 1"},
        {"filename": "a.png", "base64": "YQ==", "contentType": "picture"},
        {"filename": "a.png", "base64": "YQ==", "contentType": 5},
    ],
)
def test_an_odd_upload_is_refused(odd: object) -> None:
    with pytest.raises(BadArguments, match="file: received"):
        UPLOAD.validate({"file": odd})


@pytest.mark.parametrize("kind", ["image/svg+xml", 'text/plain; charset="utf-8"', "text/csv;a=b"])
def test_a_media_type_may_be_given(kind: str) -> None:
    sent = {"filename": "ä b.bin", "base64": "YQ==", "contentType": kind}

    call = UPLOAD.validate({"file": sent})

    assert call.files == {"file": ("ä b.bin", b"a", kind)}


def test_an_upload_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 2)

    with pytest.raises(BadArguments, match="at most 2 bytes"):
        UPLOAD.validate({"file": {"filename": "a", "base64": b64encode(b"abc").decode()}})


def test_an_empty_upload_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()

    with pytest.raises(BadArguments, match="a file that is not empty"):
        UPLOAD.validate({"file": {"filename": "empty.txt", "base64": ""}})
    with pytest.raises(Rejected, match=r"The file is empty\. Nothing was sent\."):
        read_file(str(tmp_path / "empty.txt"), [tmp_path])


def test_a_file_is_read_from_permitted_folders_only(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "secret.txt"
    inside.mkdir()
    (inside / "a.pdf").write_bytes(b"%PDF")
    outside.write_text("secret")
    (inside / "link.txt").symlink_to(outside)

    assert read_file(str(inside / "a.pdf"), [inside]) == Upload("a.pdf", b"%PDF", "application/pdf")
    for path in (outside, inside / ".." / "secret.txt", inside / "link.txt"):
        with pytest.raises(NotAllowed):
            read_file(str(path), [inside])
    with pytest.raises(NotFound):
        read_file(str(inside / "none"), [inside])


@pytest.mark.parametrize("name", ["../../evil.mp3", "/etc/evil.mp3", "evil.mp3", "..", None, ""])
def test_a_download_stays_in_its_folder(tmp_path: Path, name: str | None) -> None:
    path = save(Download(b"ID3", "audio/mpeg", name), tmp_path / "files")

    assert path.parent == tmp_path / "files"
    assert path.read_bytes() == b"ID3"
    assert path.suffix in {".mp3", ""}
