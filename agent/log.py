"""Structured events on stderr, one line each, with secrets taken out; stdout belongs to MCP."""

import contextlib
import datetime as dt
import json
import logging
import re
import sys
import traceback
from collections.abc import Mapping
from typing import Literal

Level = Literal["debug", "info", "warning", "error"]
Format = Literal["text", "json"]

MASK = "***"
# Shorter values are ordinary words or digits: masking them would eat half of a log.
SHORTEST_SECRET = 6
# These say every request at INFO, query string included; ours says it once, without.
CHATTY = ("httpx", "httpcore", "asyncio", "mcp", "fastmcp", "arq", "slack_bolt", "slack_sdk")

_SECRET_KEY = re.compile(
    r"secret|passw|token|authorization|credential|cookie|api_?key|app_?key", re.IGNORECASE
)
_URL_PASSWORD = re.compile(r"(?<=://)([^/\s:@]*):[^/\s@]+@")
_PLAIN = re.compile(r"[\w!#-&(-<>-\[\]-~]+")
# Line separators and direction marks that JSON leaves as they are: they would forge log lines.
_UNSEEN = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_hidden: set[str] = set()


def hide(secret: str | None) -> None:
    """Mask this value wherever it would appear in a log line from now on."""
    if secret and len(secret) >= SHORTEST_SECRET:
        _hidden.add(secret)


def redact(text: str) -> str:
    """The text without registered secrets and without passwords inside URLs."""
    for secret in sorted(_hidden, key=len, reverse=True):
        text = text.replace(secret, MASK)
    return _URL_PASSWORD.sub(rf"\1:{MASK}@", text)


def redacted(data: Mapping[str, object]) -> dict[str, object]:
    """The data without values under a secret's name and without registered secrets."""
    return {key: _masked(key, value) for key, value in data.items()}


class Log:
    """Writes events of one module: a dotted name and its data as keys."""

    def __init__(self, name: str) -> None:
        self._logger = logging.getLogger(name)

    def debug(self, event: str, /, **data: object) -> None:
        self._write(logging.DEBUG, event, data)

    def info(self, event: str, /, **data: object) -> None:
        self._write(logging.INFO, event, data)

    def warning(self, event: str, /, **data: object) -> None:
        self._write(logging.WARNING, event, data)

    def error(self, event: str, /, **data: object) -> None:
        self._write(logging.ERROR, event, data)

    def exception(self, event: str, /, **data: object) -> None:
        """Write an error event with the exception being handled and its trace."""
        self._write(logging.ERROR, event, data, trace=True)

    def _write(
        self, level: int, event: str, data: Mapping[str, object], *, trace: bool = False
    ) -> None:
        if self._logger.isEnabledFor(level):
            extra = {"data": dict(data)}
            self._logger.log(level, "%s", event, exc_info=trace, extra=extra, stacklevel=3)


def get_log(name: str) -> Log:
    return Log(name)


def setup_logging(level: Level = "info", form: Format = "text") -> None:
    """Send every logger of the process, the libraries' too, to stderr in our form."""
    handler = _Stderr()
    handler.setFormatter(_JsonLine() if form == "json" else _TextLine())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name in list(logging.root.manager.loggerDict):
        library = logging.getLogger(name)
        library.handlers = []
        library.propagate = True
    quiet = logging.DEBUG if level == "debug" else logging.WARNING
    for name in CHATTY:
        logging.getLogger(name).setLevel(quiet)


class _Stderr(logging.Handler):
    """Looks stderr up at each line, so that whoever replaces it gets the lines."""

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        with contextlib.suppress(OSError, ValueError):  # a closed stderr must not stop the work
            sys.stderr.write(f"{line}\n")
            sys.stderr.flush()


class _TextLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        pairs = (f"{key}={_word(value)}" for key, value in _data(record).items())
        head = f"{_time(record)} {record.levelname.lower()} {_event(record)}"
        return redact(" ".join((head, *pairs)))


class _JsonLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {"time": _time(record), "level": record.levelname.lower(), "event": _event(record)}
        return redact(_json({**line, **_data(record), **line}))


def _event(record: logging.LogRecord) -> str:
    """Our events carry data; a library's record is named after its logger."""
    return record.getMessage() if hasattr(record, "data") else record.name


def _data(record: logging.LogRecord) -> dict[str, object]:
    if hasattr(record, "data"):
        data = redacted(record.data)
    else:
        data = {"message": redact(record.getMessage())}
    if record.exc_info and record.exc_info[1] is not None:
        kind, error, trace = record.exc_info
        data["error"] = redact(f"{type(error).__name__}: {error}")
        data["trace"] = redact("".join(traceback.format_exception(kind, error, trace)))
    return data


def _masked(key: str, value: object) -> object:
    """A value fit for a log; counts and flags are never secrets, whatever their key."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(inner): _masked(str(inner), item) for inner, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_masked(key, item) for item in value]
    return MASK if _SECRET_KEY.search(key) else redact(str(value))


def _word(value: object) -> str:
    """The value as one word: bare when that is unambiguous, else as JSON."""
    if isinstance(value, str) and _PLAIN.fullmatch(value):
        return value
    return _json(value)


def _json(value: object) -> str:
    text = json.dumps(value, default=str, ensure_ascii=False)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _time(record: logging.LogRecord) -> str:
    moment = dt.datetime.fromtimestamp(record.created, tz=dt.UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
