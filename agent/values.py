"""The kinds of value a setting can hold, each checked once and refused with its reason."""

import hashlib
import hmac
import re
from pathlib import Path
from typing import Annotated, get_args
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr

from agent.log import Level
from tools.principal import Role
from tools.wording import counted

# A shorter key can be guessed over HTTP.
SHORTEST_KEY = 16
CRON_FIELDS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))


class ApiKey(BaseModel):
    """Who may call over HTTP; only the SHA-256 of the key is kept."""

    model_config = ConfigDict(frozen=True)

    name: str
    role: Role
    sha256: str = Field(repr=False)

    def matches(self, candidate: str) -> bool:
        return hmac.compare_digest(_sha256(candidate), self.sha256)


def _sha256(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _parts(value: object) -> object:
    """A comma list as its non-empty items."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


def _api_keys(value: object) -> object:
    parts = _parts(value)
    if not isinstance(parts, tuple | list):
        return parts
    keys = tuple(_api_key(part) if isinstance(part, str) else part for part in parts)
    if len({key.name for key in keys}) < len(keys):
        raise ValueError("a name stands twice")
    return keys


def _api_key(entry: str) -> ApiKey:
    name, _, rest = entry.partition(":")
    role, _, key = rest.partition(":")
    if not (name and key):
        raise ValueError("an entry is not name:role:key")
    digest = key.removeprefix("sha256=") if key.startswith("sha256=") else _sha256(key)
    if not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise ValueError(f"the hash of {name} is not 64 lower-case hexadecimal digits")
    if len(key) < SHORTEST_KEY:
        raise ValueError(f"the key of {name} is shorter than {SHORTEST_KEY} characters")
    for known in get_args(Role):
        if role == known:
            return ApiKey(name=name, role=known, sha256=digest)
    raise ValueError(f"the role of {name} is not one of {', '.join(get_args(Role))}")


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (OSError, KeyError, ValueError) as error:
        raise ValueError("no such time zone") from error
    return name


def _absolute(folder: Path) -> Path:
    """Children run in other folders: a relative path would mean another place there."""
    try:
        return folder.expanduser().absolute()
    except RuntimeError as error:
        raise ValueError("the home folder is not known") from error


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise ValueError("not an address: its host or port cannot be read") from error
    return parts


def _base(url: str) -> str:
    parts = _split(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
        raise ValueError("not an http address")
    return url.rstrip("/")


def _login_url(value: str) -> str:
    host = {"login": "login.salesforce.com", "test": "test.salesforce.com"}.get(value, value)
    url = _base(host if "://" in host else f"https://{host}")
    if not url.startswith("https://") or "." not in url:
        raise ValueError("not a Salesforce host")
    return url


def _database(secret: SecretStr) -> SecretStr:
    parts = _split(secret.get_secret_value())
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ValueError("not the address of a PostgreSQL database")
    return secret


def _redis(secret: SecretStr) -> SecretStr:
    parts = _split(secret.get_secret_value())
    where = parts.path if parts.scheme == "unix" else parts.hostname
    if parts.scheme not in {"redis", "rediss", "unix"} or not where:
        raise ValueError("not the address of a Redis server")
    return secret


def _cron(text: str) -> str:
    fields = text.split()
    if len(fields) != len(CRON_FIELDS):
        raise ValueError(f"{counted(len(fields), 'field')} instead of 5")
    for field, (low, high) in zip(fields, CRON_FIELDS, strict=True):
        for part in field.split(","):
            _cron_part(part, low, high)
    return " ".join(fields)


def _cron_part(part: str, low: int, high: int) -> None:
    shape = re.fullmatch(r"(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:/(\d{1,2}))?", part)
    if not shape:
        raise ValueError(f"{part!r} is not *, a number, a range or a step")
    first, last, step = (None if text is None else int(text) for text in shape.groups())
    if step == 0:
        raise ValueError(f"{part!r} has a step of 0")
    if first is not None and not low <= first <= (first if last is None else last) <= high:
        raise ValueError(f"{part!r} is outside {low}-{high}")


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


HttpBase = Annotated[str, AfterValidator(_base)]
LoginUrl = Annotated[str, AfterValidator(_login_url)]
DatabaseUrl = Annotated[SecretStr, AfterValidator(_database)]
RedisUrl = Annotated[SecretStr, AfterValidator(_redis)]
Folder = Annotated[Path, AfterValidator(_absolute)]
Zone = Annotated[str, AfterValidator(_zone)]
Names = Annotated[tuple[str, ...], BeforeValidator(_parts)]
ApiKeys = Annotated[tuple[ApiKey, ...], BeforeValidator(_api_keys)]
Cron = Annotated[str, AfterValidator(_cron)]
LogLevel = Annotated[Level, BeforeValidator(_lower)]
