"""How JSON travels to and from PostgreSQL: bytes pass through untouched, numbers stay exact."""

from decimal import Decimal
from typing import Any

import asyncpg
import msgspec
from pydantic import BaseModel

_JSONB_VERSION = b"\x01"  # the one version byte PostgreSQL puts before binary jsonb

_decode = msgspec.json.Decoder(float_hook=Decimal).decode


def _plain(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.model_dump()
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} cannot be stored as JSON")


_encode = msgspec.json.Encoder(enc_hook=_plain, decimal_format="number").encode


def dump_json(value: Any) -> bytes:
    """JSON text of a value; bytes and msgspec.Raw are taken to be JSON already."""
    if isinstance(value, bytes | bytearray | memoryview | msgspec.Raw):
        return bytes(value)
    return _encode(value)


def load_json(text: bytes) -> Any:
    """Python value of JSON text; a number with a point becomes a Decimal."""
    return _decode(text)


async def install_codecs(connection: "asyncpg.Connection[Any]") -> None:
    """Teach one connection our reading and writing of json and jsonb."""
    await connection.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        format="binary",
        encoder=lambda value: _JSONB_VERSION + dump_json(value),
        decoder=lambda data: load_json(bytes(data[1:])),
    )
    await connection.set_type_codec(
        "json",
        schema="pg_catalog",
        format="binary",
        encoder=dump_json,
        decoder=lambda data: load_json(bytes(data)),
    )
