"""What the bytes of an answer mean: JSON, a file, or nothing that can be used."""

from decimal import Decimal
from email.message import Message
from typing import Any

import httpx
import msgspec

from tools.servicetitan.operation import Operation
from tools.servicetitan.types import Download

JSON = msgspec.json.Decoder(float_hook=Decimal)


class UnreadableError(Exception):
    """A success status over something that is not what the operation answers with."""


def decoded(operation: Operation, response: httpx.Response) -> Any:
    """The answer as objects; numbers with a point are exact."""
    if operation.kind == "file":
        return _download(response)
    if not response.content and _may_be_empty(operation):
        return None
    _require_json(response)
    try:
        return JSON.decode(response.content)
    except msgspec.DecodeError as broken:
        raise UnreadableError("ServiceTitan's answer was cut off or is not JSON.") from broken


def raw(_: Operation, response: httpx.Response) -> bytes:
    """The bytes as they came: to split a page shows if it is whole."""
    _require_json(response)
    return response.content


def _may_be_empty(operation: Operation) -> bool:
    """A write's success status is enough; a read without content is a broken answer."""
    return operation.kind == "nothing" or operation.effect != "reads"


def _require_json(response: httpx.Response) -> None:
    kind = response.headers.get("content-type", "application/json").partition(";")[0]
    if not kind.strip().endswith("json"):
        raise UnreadableError(f"ServiceTitan answered with {kind} where JSON was due.")


def _download(response: httpx.Response) -> Download:
    header = Message()
    header["content-disposition"] = response.headers.get("content-disposition", "")
    return Download(
        content=response.content,
        content_type=response.headers.get("content-type", "application/octet-stream"),
        filename=header.get_filename(),
    )
