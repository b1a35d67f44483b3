"""Text that PostgreSQL refuses, made storable: NUL, lone surrogates, bad UTF-8, odd dates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sql.codecs import dump_json, load_json

_ODD_ESCAPE = re.compile(
    rb"(?P<keep>\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    rb"|\\u(?:0000|[dD][89a-fA-F][0-9a-fA-F]{2})"
)
_SUSPECT = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")
# A dash is rarer than a quote to look for; five digits or a sign before it are an odd year, too.
_ODD_YEAR = re.compile(rb'-(?<=(?!"19|"20|"21)["\d+-]\d{4}-)\d\d?-\d')
_DATE = re.compile(r"[+-]?\d{4,}-\d{1,2}-\d{1,2}(?:[T ].*)?")
FIRST_YEAR, LAST_YEAR = 1900, 2199  # dates outside are kept in full_data only


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something unusual in one record, reported once per table, path and kind.

    `original` is the record's id and its bytes as they came, where what is stored differs.
    """

    path: str
    kind: str
    sample: str
    original: tuple[int, bytes] | None = None


def has_odd_escapes(payload: bytes) -> bool:
    """Whether the JSON may hold escapes that jsonb refuses (valid pairs also say yes)."""
    return _SUSPECT.search(payload) is not None


def escape(raw: bytes) -> bytes:
    r"""`\u0000` and lone surrogates become visible text, so the original can be read back."""
    return _ODD_ESCAPE.sub(lambda found: found[0] if found["keep"] else b"\\" + found[0], raw)


def has_odd_dates(payload: bytes) -> bool:
    """Whether a text may begin with a year outside FIRST_YEAR to LAST_YEAR."""
    return _ODD_YEAR.search(payload) is not None


def odd_dates(raw: bytes) -> Iterator[Oddity]:
    """The dates of a record that no column keeps."""
    text = raw.decode("utf-8", "replace")
    for path, value in _strings(load_json(text.encode()), ""):
        if _DATE.fullmatch(value) and not _plausible(value):
            yield odd_date(path, value)


def odd_date(path: str, value: object) -> Oddity:
    """What a column of dates cannot keep."""
    return Oddity(path, "odd_date", str(value)[:40])


def is_date(value: object) -> bool:
    """Whether a column of dates keeps a value; nothing at all is no loss."""
    if isinstance(value, str):
        return value == "" or bool(_DATE.fullmatch(value) and _plausible(value))
    return value is None


def rewritten(raw: bytes) -> bytes | None:
    """The record with bad UTF-8 made visible and impossible dates null; None if that is no help."""
    text = raw.decode("utf-8", "surrogateescape")
    visible = re.sub(r"[\udc80-\udcff]", lambda byte: f"\\\\x{ord(byte[0]) - 0xDC00:02x}", text)
    try:
        record = load_json(escape(visible.encode()))
    except (ValueError, RecursionError):
        return None
    mended = _without_bad_dates(record)
    return None if visible == text and mended == record else dump_json(mended)


def _plausible(value: str) -> bool:
    try:
        moment = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", value))
    except ValueError:
        return False
    return FIRST_YEAR <= moment.year <= LAST_YEAR


def _without_bad_dates(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_bad_dates(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_bad_dates(inner) for inner in value]
    if isinstance(value, str) and _DATE.fullmatch(value) and not _plausible(value):
        return None
    return value


def _strings(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, f"{path}[]")
    elif isinstance(value, str):
        yield path, value
