"""Files on their way: an upload from base64 or from a permitted folder, a download to a folder."""

import base64
import binascii
import mimetypes
import re
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from tools.errors import NotAllowed, NotFound, NotPossible, Rejected
from tools.servicetitan.types import Download, Upload

LARGEST = 25 * 1024 * 1024
"""Bytes of one upload; base64 in a tool call is far slower long before that."""
UNKNOWN = "application/octet-stream"
_INSTEAD = (
    "Nothing was sent. Put the file in STATE_DIR/files and pass its name there as path, "
    "or send filename and base64."
)
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "filename": {"type": "string", "description": "Name of the file with its ending."},
        "base64": {"type": "string", "description": "The file's bytes in base64."},
        "contentType": {
            "type": "string",
            "description": "Media type, such as image/png; from the name's ending when absent.",
        },
    },
    "required": ["filename", "base64"],
    "additionalProperties": False,
}


def _uploaded(value: object) -> object:
    """Take the JSON form of a file; a path is for the surface to read, which knows who asks."""
    if isinstance(value, Upload):
        return value
    told = _told(value)
    name, text = told["filename"], told["base64"]
    if not isinstance(name, str) or not isinstance(text, str):
        raise ValueError("filename and base64 as text")  # noqa: TRY004 - pydantic's rule
    name = _without_folders(name)
    kind = _kind_of(name, told.get("contentType"))
    try:
        content = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("the bytes of the file in base64, such as aGVsbG8=") from None
    if not 0 < len(content) <= LARGEST:
        raise ValueError(f"a file that is not empty, of at most {LARGEST:,} bytes")
    return Upload(name, content, kind)


def _told(value: object) -> dict[str, Any]:
    """The parts of a file by our names; ServiceTitan itself writes `fileName` elsewhere."""
    given = value if isinstance(value, dict) else {}
    told = {"filename" if key == "fileName" else key: one for key, one in given.items()}
    if len(told) < len(given) or not {"filename", "base64"} <= told.keys() <= _KEYS:
        raise ValueError("an object with filename and base64, or with path alone")
    return told


def _without_folders(name: str) -> str:
    """The name alone: where a file lay on somebody's disk is no part of it."""
    return name.replace("\\", "/").rpartition("/")[2]


def _kind_of(name: str, given: object) -> str:
    """The media type; it and the name become headers of the part, where no line may break."""
    if not name.strip(" .") or not name.isprintable():
        raise ValueError("a filename of one line, such as pump.png")
    kind = given or content_type_of(name)
    if not isinstance(kind, str) or not _MEDIA_TYPE.fullmatch(kind):
        raise ValueError("a contentType such as image/png")
    return kind


_KEYS = SCHEMA["properties"].keys()
_WORD = r"[\w!#$%&'*+.^`|~-]+"
_MEDIA_TYPE = re.compile(rf"{_WORD}/{_WORD}( *; *{_WORD}=({_WORD}|\"[^\"\r\n]*\"))*", re.ASCII)
File = Annotated[Upload, BeforeValidator(_uploaded), WithJsonSchema(SCHEMA)]
"""An upload as an argument."""


def content_type_of(name: str) -> str:
    return mimetypes.guess_type(name)[0] or UNKNOWN


def read_file(path: str, folders: Sequence[Path]) -> Upload:
    """Read a file for an upload, from within one of the permitted folders only."""
    found = Path(path).expanduser().resolve()
    if not any(found.is_relative_to(folder.resolve()) for folder in folders):
        message = f"That file is outside the folders uploads may come from. {_INSTEAD}"
        raise NotAllowed(message)
    try:
        return _read(found)
    except OSError as problem:
        raise NotPossible(f"That file cannot be read ({problem.strerror}). {_INSTEAD}") from problem


def _read(found: Path) -> Upload:
    if not found.is_file():
        missing = NotFound(f"There is no such file. {_INSTEAD}")
        missing.explained = True
        raise missing
    size = found.stat().st_size
    if not 0 < size <= LARGEST:
        how = f"larger than {LARGEST:,} bytes" if size else "empty"
        raise Rejected(f"The file is {how}. Nothing was sent.")
    return Upload(found.name, found.read_bytes(), content_type_of(found.name))


def save(download: Download, folder: Path) -> Path:
    """Write a download under a name of its own; the sender's name never chooses the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    kind = download.content_type.partition(";")[0].strip()
    given = re.sub(r"[^\w.-]+", "_", Path(download.filename or "").name).lstrip(".")
    name = given or f"file{mimetypes.guess_extension(kind) or ''}"
    path = folder / f"{secrets.token_hex(4)}-{name[-100:]}"
    path.write_bytes(download.content)
    return path
