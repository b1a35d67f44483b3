"""Files in the server's own folder: where uploads come from and downloads go."""

import hashlib
import os
import re
import stat
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import Field

from tools.deps import Deps
from tools.errors import FileNotKept, NotAllowed, NotFound, NotPossible
from tools.results import Answer
from tools.servicetitan.files import content_type_of, read_file, save
from tools.servicetitan.types import Download, Upload

URI = "st://files/{category}/{name}"
SCOPE = "{category}:read"
"""What a file needs is what the operation needs that fetched it."""


KEPT = timedelta(days=7)
"""How long a download stays: long enough to be read or sent on; the folder is no archive."""
_OURS = re.compile(r"[0-9a-f]{8}-[\w.-]+")
"""The names that `save` gives; whatever else is in a folder is somebody's own."""


class StoredFile(Answer):
    """A file that ServiceTitan sent, kept on the server for seven days."""

    name: str = Field(description="Name in the server's files folder; uploads take it as `path`.")
    content_type: str = Field(description="Media type, such as audio/mpeg.")
    size: int = Field(description="Bytes.")
    uri: str = Field(description="Resource that holds the bytes: read it to get them.")


def keep_download(deps: Deps, download: Download, category: str) -> StoredFile:
    """Write a download into its category's folder and say where it can be read.

    What was downloaded long ago is removed on that occasion: a folder that nothing is added to
    does not grow.
    """
    folder = folder_of(deps) / category
    remove_old(folder, time.time())
    try:
        name = save(download, folder).name
    except OSError as problem:
        raise FileNotKept(
            f"ServiceTitan sent the file, but STATE_DIR/files does not take it "
            f"({problem.strerror}). Nothing was changed. Make room or correct the folder's "
            "rights, then call again."
        ) from problem
    return StoredFile(
        name=f"{category}/{name}",
        content_type=download.content_type.partition(";")[0].strip(),
        size=len(download.content),
        uri=URI.format(category=category, name=name),
        as_of={"servicetitan": deps.now()},
    )


def remove_old(folder: Path, now: float) -> None:
    """Remove downloads older than KEPT: files by the names we gave, in this folder itself."""
    if folder.is_symlink() or not folder.is_dir():
        return
    for path in folder.iterdir():
        with suppress(OSError):
            found = path.lstat()
            old = found.st_mtime < now - KEPT.total_seconds()
            if old and stat.S_ISREG(found.st_mode) and _OURS.fullmatch(path.name):
                path.unlink()


def upload_from(deps: Deps, path: str) -> Upload:
    """Read a file of the folder for an upload; nothing outside of it can be sent."""
    folder = folder_of(deps)
    category, inside, _ = os.path.relpath((folder / path).resolve(), folder.resolve()).partition(
        "/"
    )
    if inside and category != ".." and not deps.principal.may(SCOPE.format(category=category)):
        message = "Your role does not allow reading that file. Nothing was sent."
        raise NotAllowed(message)
    return read_file(str(folder / path), [folder])


def folder_of(deps: Deps) -> Path:
    """The server's files folder."""
    if deps.files is None:
        raise NotPossible("This program keeps no files. Nothing was sent; send base64 instead.")
    return deps.files


def read_kept(folder: Path, category: str, name: str) -> tuple[bytes, str]:
    """Bytes and media type of a file in a category's folder itself."""
    path = folder / category / name
    if (
        path.relative_to(folder).parts != (category, name)
        or ".." in (category, name)
        or path.is_symlink()
        or not path.is_file()
    ):
        message = f"There is no file {name!r} here. Downloads name their file and its uri."
        raise NotFound(message)
    return path.read_bytes(), content_type_of(name)


def shown(filename: str, content: bytes, content_type: str) -> dict[str, Any]:
    """What a preview says of a file: enough to know that exactly these bytes are meant."""
    return {
        "filename": filename,
        "contentType": content_type,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
