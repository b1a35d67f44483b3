"""Uploads, downloads and redirects: recordings, attachments, images."""

import base64
import binascii
import mimetypes
import re
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any, Final
from urllib.parse import quote

import msgspec

from sandbox.servicetitan.api.box import Box, Call, Kept
from sandbox.servicetitan.api.messages import (
    ProblemError,
    Response,
    invalid,
    json_response,
    not_found,
)
from sandbox.servicetitan.api.rules.common import row_of
from sandbox.servicetitan.api.writes import add

# One silent MPEG-1 layer III frame (128 kbit/s, 44.1 kHz), repeated: a second of nothing to hear.
SILENCE: Final = (b"\xff\xfb\x90\x00" + b"\x00" * 413) * 38
PNG: Final = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
ATTACHMENTS: Final = "forms/jobs/attachments"
UNKNOWN: Final = "application/octet-stream"
NAMELESS: Final = "file.bin"
MADE_UP: Final = Kept("photo.png", "image/png", PNG)
PUMP: Final = "Images/pump.png"  # the one file that is there before anybody uploads any
BOUNDARY: Final = re.compile(r'boundary="?([^";]+)')


def audio(call: Call) -> Response:
    """Recordings and voicemails stream as MP3."""
    row_of(call, "telecom/calls")
    return Response(body=SILENCE, type="audio/mpeg")


def uploaded(call: Call) -> Kept:
    """The file sent, as multipart or as JSON with one `file`."""
    kind = call.headers.get("content-type", "")
    if kind.startswith("multipart/form-data"):
        return _part(call.raw, kind)
    try:
        sent = msgspec.json.decode(call.raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise _missing() from None
    if not isinstance(sent, dict) or not isinstance(sent.get("file"), str) or not sent["file"]:
        raise _missing()
    name = _named(sent)
    kind = mimetypes.guess_type(name)[0] or UNKNOWN
    try:
        return Kept(name, kind, base64.b64decode(sent["file"], validate=True))
    except binascii.Error:
        return Kept(name, kind, sent["file"].encode())


def _named(sent: dict[str, Any]) -> str:
    """The name that some clients send beside the bytes, without the folders it may come with."""
    told = (sent.get(name) for name in ("fileName", "filename"))
    given = next((one for one in told if isinstance(one, str)), "")
    name = given.replace("\\", "/").rpartition("/")[2]
    return name if name.strip(" .") and name.isprintable() else NAMELESS


def _part(raw: bytes, kind: str) -> Kept:
    mark = BOUNDARY.search(kind)
    for part in raw.split(b"--" + mark[1].encode()) if mark else []:
        head, _, content = part.partition(b"\r\n\r\n")
        said = BytesParser(policy=HTTP).parsebytes(head.strip())
        name = said.get_filename()
        if name is not None:
            told = str(said.get("content-type", UNKNOWN)).strip()
            return Kept(name or "file", told, content.removesuffix(b"\r\n"))
    raise _missing()


def _missing() -> ProblemError:
    return invalid({"file": ["The file field is required."]})


def store(prefix: str) -> Any:
    """A handler that keeps the file under a path, by which it can be asked for later."""

    def handler(call: Call) -> Response:
        sent = uploaded(call)
        path = f"{prefix}/{call.box.new_id()}/{sent.name}"
        call.box.files[path] = sent
        return json_response({"path": path}, call.route.operation.status)

    return handler


def attach(call: Call) -> Response:
    row_of(call, "jpm/jobs")
    sent = uploaded(call)
    row = add(call.box, ATTACHMENTS, jobId=call.path["id"], fileName=sent.name)
    call.box.files[f"{ATTACHMENTS}/{row['id']}"] = sent
    return json_response({"fileName": sent.name})


def attachment(call: Call) -> Response:
    """Job attachments come directly; the id is one from the list."""
    key = call.path["id"]
    if key not in call.box.table(ATTACHMENTS).at:
        raise not_found(f"Attachment {key} was not found.")
    return _given(call.box.files.get(f"{ATTACHMENTS}/{key}", MADE_UP))


def redirect(call: Call) -> Response:
    """A temporary address; image paths are case-sensitive."""
    path = str(call.query.get("path") or "")
    if not path:
        raise invalid({"path": ["The path parameter is required."]})
    if path != PUMP and path not in call.box.files:
        raise not_found(f"{path} was not found.")
    return Response(302, headers={"Location": f"/_sandbox/files/{quote(path)}"})


def given_out(box: Box, path: str) -> Response:
    """The file behind a temporary address."""
    held = MADE_UP if path == PUMP else box.files.get(path)
    return Response(404) if held is None else _given(held)


def _given(held: Kept) -> Response:
    named = f"attachment; filename*=UTF-8''{quote(held.name)}"
    return Response(body=held.content, type=held.type, headers={"Content-Disposition": named})


RULES = {
    "GET telecom/calls/{id}/recording": audio,
    "GET telecom/calls/{id}/voicemail": audio,
    "POST forms/jobs/{id}/attachments": attach,
    "GET forms/jobs/attachment/{id}": attachment,
    "POST findings/assets": store("Assets"),
    "GET findings/assets": redirect,
    "POST equipment-systems/installed-equipment/attachments": store("Attachments"),
    "GET equipment-systems/installed-equipment/attachments": redirect,
    "POST pricebook/images": store("Images"),
    "GET pricebook/images": redirect,
}
