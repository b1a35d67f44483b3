"""Uploads, downloads and redirects: recordings, attachments, images."""

import re
from typing import Any, Final

import msgspec

from sandbox.servicetitan.api.box import Call
from sandbox.servicetitan.api.messages import Response, invalid, json_response, not_found
from sandbox.servicetitan.api.rules.common import row_of
from sandbox.servicetitan.api.writes import add

# One silent MPEG-1 layer III frame (128 kbit/s, 44.1 kHz), repeated: a second of nothing to hear.
SILENCE: Final = (b"\xff\xfb\x90\x00" + b"\x00" * 413) * 38
PNG: Final = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
NAMED: Final = re.compile(rb'filename="([^"]*)"')


def audio(call: Call) -> Response:
    """Recordings and voicemails stream as MP3."""
    row_of(call, "telecom/calls")
    return Response(body=SILENCE, type="audio/mpeg")


def uploaded(call: Call) -> tuple[str, int]:
    """Name and size of the file sent, as multipart or as JSON with one `file`."""
    if call.headers.get("content-type", "").startswith("multipart/form-data"):
        found = NAMED.search(call.raw)
        if not found:
            raise invalid({"file": ["The file field is required."]})
        head = call.raw.find(b"\r\n\r\n")
        return found[1].decode("utf-8", "replace") or "file", len(call.raw) - head
    try:
        sent = msgspec.json.decode(call.raw)
    except msgspec.DecodeError:
        raise invalid({"file": ["The file field is required."]}) from None
    if not isinstance(sent, dict) or not sent.get("file"):
        raise invalid({"file": ["The file field is required."]})
    return "file.bin", len(sent["file"])


def store(prefix: str) -> Any:
    """A handler that keeps the file's path, so that it can be asked for later."""

    def handler(call: Call) -> Response:
        name, size = uploaded(call)
        path = f"{prefix}/{call.box.new_id()}/{name}"
        call.box.documents[f"file:{path}"] = {"size": size}
        return json_response({"path": path}, call.route.operation.status)

    return handler


def attach(call: Call) -> Response:
    row_of(call, "jpm/jobs")
    name, _ = uploaded(call)
    add(call.box, "forms/jobs/attachments", jobId=call.path["id"], fileName=name)
    return json_response({"fileName": name})


def attachment(call: Call) -> Response:
    """Job attachments come directly; the id is one from the list."""
    if call.path["id"] not in call.box.table("forms/jobs/attachments").at:
        raise not_found(f"Attachment {call.path['id']} was not found.")
    return Response(
        body=PNG,
        type="image/png",
        headers={"Content-Disposition": "attachment; filename=photo.png"},
    )


def redirect(call: Call) -> Response:
    """A temporary address; image paths are case-sensitive."""
    path = str(call.query.get("path") or "")
    if not path:
        raise invalid({"path": ["The path parameter is required."]})
    if call.route.operation.module == "pricebook" and not path.startswith("Images/"):
        raise not_found(f"{path} was not found.")
    return Response(302, headers={"Location": f"/_sandbox/files/{path}"})


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
