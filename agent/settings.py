"""Every environment variable as one typed, frozen model."""

import ipaddress
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, Self, get_args
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError, model_validator

from agent.environment import example_file, misspellings, refusals, setting, switch, table
from agent.log import Format
from agent.values import (
    ApiKey,
    ApiKeys,
    Cron,
    DatabaseUrl,
    Folder,
    HttpBase,
    LoginUrl,
    LogLevel,
    Names,
    RedisUrl,
    Zone,
)
from tools.principal import Role

__all__ = ["ApiKey", "Settings", "SettingsError", "env_example", "load_settings", "readme_table"]

ALIASES = {"SERVICETITAN_DATABASE_URL": "DATABASE_URL"}
CREDENTIALS = (
    "service_titan_client_id",
    "service_titan_client_secret",
    "service_titan_tenant_id",
    "service_titan_app_key",
)
BASES = {
    "production": ("https://api.servicetitan.io", "https://auth.servicetitan.io"),
    "integration": (
        "https://api-integration.servicetitan.io",
        "https://auth-integration.servicetitan.io",
    ),
}
HEADING = """Settings of perfect-catch. Copy to .env and fill in what you need.
Without DATABASE_URL and REDIS_URL the built-in servers start; without the four
ServiceTitan credentials a made-up company answers, and every answer says so.
Written by `./dev docs` from agent/settings.py."""

ST, DB, REACH, WEB = "ServiceTitan", "Database and state", "Who may do what", "HTTP server"
SYNC = "Sync schedules"
GHL, SF, SLACK = (f"{name} (not built yet: nothing reads these)"
                  for name in ("GoHighLevel", "Salesforce", "Slack"))  # fmt: skip
BOX, LOGS, COMPANY = "Made-up company", "Logs", "Company"
CRON = "five cron fields (minute hour day month weekday) of numbers, *, lists, ranges and steps"
ROLES = " or ".join((", ".join(get_args(Role)[:-1]), get_args(Role)[-1]))
TEXT, COMMAS = "text", "names with commas between them"
BASE = "an http(s) address without query"


def default_state_dir() -> Path:
    """A folder that outlives the session: the system's for root, else the user's own."""
    if os.geteuid() == 0:
        return Path("/var/lib/perfect-catch")
    home = os.environ.get("HOME", "")
    shared = os.environ.get("XDG_STATE_HOME", "")
    # `su` leaves the other user's XDG_STATE_HOME behind, and some users have no home at all.
    wished = [shared, f"{home}/.local/state" if home else ""]
    for folder in (Path(text) for text in wished if text.startswith("/")):
        if _can_write(folder):
            return folder / "perfect-catch"
    return Path(tempfile.gettempdir()) / f"perfect-catch-{os.geteuid()}"


def _can_write(folder: Path) -> bool:
    existing = next(part for part in (folder, *folder.parents) if part.exists())
    return os.access(existing, os.W_OK | os.X_OK)


class SettingsError(Exception):
    """The environment is not usable; one line per variable says what is accepted."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class Settings(BaseModel):
    """What the environment says; secrets never show in its repr."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    # A variable is a row here: the formatter would make six lines of each.
    # fmt: off
    service_titan_client_id: str | None = setting(
        None, ST, "OAuth client ID of the app.", TEXT)
    service_titan_client_secret: SecretStr | None = setting(
        None, ST, "OAuth client secret of the app.", TEXT, secret=True)
    service_titan_tenant_id: int | None = setting(
        None, ST, "Tenant (company) ID.", "a whole number above 0", gt=0)
    service_titan_app_key: SecretStr | None = setting(
        None, ST, "Application key (ST-App-Key).", TEXT, secret=True)
    service_titan_environment: Literal["production", "integration", "sandbox"] = setting(
        "production", ST, "Which ServiceTitan the credentials belong to.",
        "production, integration or sandbox (the made-up company)")
    service_titan_api_url: HttpBase | None = setting(
        None, ST, "Base of the API, instead of the environment's own.", BASE)
    service_titan_auth_url: HttpBase | None = setting(
        None, ST, "Base of the token server; /connect/token is appended.", BASE)

    timezone: Zone = setting(
        "America/New_York", COMPANY, "The company's time zone: its days, its schedules.",
        "a name of the IANA time zone database")

    database_url: DatabaseUrl | None = setting(
        None, DB, "PostgreSQL to use instead of the built-in one (older name: "
        "SERVICETITAN_DATABASE_URL).", "postgresql://user:password@host:port/database", secret=True)
    database_max_connections: int = setting(
        20, DB, "Connections that one process keeps; a sync takes one more for its locks.",
        "a whole number from 2 to 500", ge=2, le=500)
    redis_url: RedisUrl | None = setting(
        None, DB, "Redis or Valkey to use instead of the built-in one.",
        "redis://, rediss:// or unix:// address", secret=True)
    state_dir: Folder = setting(
        default_state_dir, DB, "Folder for the built-in servers' data and for our files. Default: "
        "/var/lib/perfect-catch for root, else perfect-catch in the user's state folder.",
        "a path; a relative one starts at the working directory")

    access: Literal["read", "confirm", "direct"] = setting(
        "confirm", REACH, "What a write does: hidden and blocked, previewed and confirmed, or "
        "carried out.", "read, confirm or direct")
    approvals: Literal["same", "second"] = setting(
        "same", REACH, "Who decides on a grave write: the person who asked, or a second one.",
        "same or second")
    toolsets: Names = setting((), REACH, "Offer only these categories of tools.", COMMAS)
    tools_allow: Names = setting((), REACH, "Offer only these tools or categories.", COMMAS)
    tools_exclude: Names = setting(
        (), REACH, "Never offer these tools or categories; beats the other two.", COMMAS)
    search_thesaurus: Folder | None = setting(
        None, REACH,
        "Your own words for tool search: a YAML file of the form that "
        "agent/search/thesaurus/words.yaml explains.",
        "a path; a relative one starts at the working directory")
    stdio_principal: str = setting(
        "stdio", REACH, "Name of the user behind the stdio server, in the audit.", TEXT)
    stdio_role: Role = setting(
        "owner", REACH, "Role of the user behind the stdio server.",
        ROLES)
    api_keys: ApiKeys = setting(
        (), REACH, "Keys for HTTP callers; without any, only this machine may call.",
        "name:role:key (16 characters or more) or name:role:sha256=<64 hex digits>, with commas "
        "between entries", secret=True)

    host: str = setting("127.0.0.1", WEB, "Address to listen on; others than loopback need "
        "API_KEYS.", "an IP address or host name")
    port: int = setting(3001, WEB, "Port to listen on; 0 takes a free one.",
        "a whole number from 0 to 65535", ge=0, le=65535)
    allowed_hosts: Names = setting(
        (), WEB, "Host headers to answer besides this machine's own.", COMMAS)
    allowed_origins: Names = setting(
        (), WEB, "Web origins whose pages may call.", "https://… with commas between them")

    sync_profile: Literal["standard", "hot"] = setting(
        "standard", SYNC, "How often entities are fetched: by the schedules below, or hot "
        "entities (customers, jobs, appointments, money) within a minute too.", "standard or hot")
    sync_hot_seconds: int = setting(
        30, SYNC, "Seconds between two looks for changes of hot entities in the hot profile.",
        "a whole number from 1 to 60", ge=1, le=60)
    sync_exclude: Names = setting(
        (), SYNC, "Tables or groups (see sync list) that are never fetched; what is there "
        "stays.", COMMAS)
    sync_incremental_cron: Cron = setting(
        "*/5 * * * *", SYNC, "When changes are fetched.", CRON)
    sync_full_cron: Cron = setting("0 2 * * *", SYNC, "When everything is compared.", CRON)
    contacts_incremental_cron: Cron = setting(
        "0 */4 * * *", SYNC, "When changed contacts are fetched.", CRON)
    contacts_full_cron: Cron = setting("0 3 * * *", SYNC, "When all contacts are compared.", CRON)
    heartbeat_file: Folder = setting(
        Path("/tmp/worker-heartbeat"),  # noqa: S108  # the specification's; links are replaced
        SYNC, "File that a worker writes the time to every 30 seconds.",
        "a path; a relative one starts at the working directory")

    ghl_api_key: SecretStr | None = setting(
        None, GHL, "API key; without it nothing is sent.", TEXT, secret=True)
    ghl_location_id: str | None = setting(None, GHL, "Location ID.", TEXT)
    ghl_sync_enabled: bool = switch(GHL, "Sync at all.", on=True)
    ghl_auto_sync_estimates: bool = switch(GHL, "Send estimates by themselves.", on=True)
    ghl_auto_sync_jobs: bool = switch(GHL, "Send jobs by themselves.", on=True)
    ghl_auto_sync_customers: bool = switch(GHL, "Send customers by themselves.", on=True)
    ghl_sync_cron: Cron = setting("*/5 * * * *", GHL, "When to sync.", CRON)

    salesforce_client_id: str | None = setting(None, SF, "OAuth client ID.", TEXT)
    salesforce_client_secret: SecretStr | None = setting(
        None, SF, "OAuth client secret.", TEXT, secret=True)
    salesforce_username: str | None = setting(None, SF, "User name.", TEXT)
    salesforce_password: SecretStr | None = setting(None, SF, "Password.", TEXT, secret=True)
    salesforce_security_token: SecretStr | None = setting(
        None, SF, "Security token.", TEXT, secret=True)
    salesforce_login_url: LoginUrl = setting(
        "https://login.salesforce.com", SF, "Where to log in.",
        "login, test, or a Salesforce host with or without https://")

    slack_bot_token: SecretStr | None = setting(
        None, SLACK, "Bot user OAuth token.", TEXT, secret=True)
    slack_signing_secret: SecretStr | None = setting(
        None, SLACK, "Secret that signs Slack's requests.", TEXT, secret=True)
    slack_app_token: SecretStr | None = setting(
        None, SLACK, "App-level token (socket mode).", TEXT, secret=True)

    sandbox_customers: int = setting(
        2000, BOX, "Customers of the made-up company.",
        "a whole number from 1 to 1000000", ge=1, le=1_000_000)
    sandbox_seed: int = setting(
        1, BOX, "The same seed makes the same company.", "a whole number of 0 or more", ge=0)

    log_level: LogLevel = setting("info", LOGS, "The least that is logged.",
        "debug, info, warning or error")
    log_format: Format = setting("text", LOGS, "Form of a log line.", "text or json")
    # fmt: on

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        problems = list(self._contradictions())
        if problems:
            raise ValueError("\n".join(problems))
        return self

    def _contradictions(self) -> Iterator[str]:
        missing = [name.upper() for name in CREDENTIALS if getattr(self, name) is None]
        if 0 < len(missing) < len(CREDENTIALS):
            yield (
                f"{', '.join(missing)}: missing; the other ServiceTitan credentials are set, "
                "and only all four work: set them, or none for the made-up company."
            )
        if not _is_loopback(self.host) and not self.api_keys:
            yield (
                f"HOST: received {self.host!r}, which others can reach, without API_KEYS; "
                "accepted: a loopback address such as 127.0.0.1, or any address with API_KEYS."
            )

    @property
    def has_servicetitan_credentials(self) -> bool:
        return self.service_titan_client_id is not None

    @property
    def starts_sandbox(self) -> bool:
        """Whether the made-up company must be started: nothing else is named to talk to."""
        asked = self.service_titan_environment == "sandbox"
        return not self.has_servicetitan_credentials or (asked and not self.service_titan_api_url)

    @property
    def is_sandbox(self) -> bool:
        """Whether answers are about a made-up company, and have to say so."""
        host = urlsplit(self.api_base or "").hostname or ""
        asked = self.service_titan_environment == "sandbox"
        return asked or self.starts_sandbox or _is_loopback(host)

    @property
    def api_base(self) -> str | None:
        """Base address of the API; none while the sandbox has not been started."""
        own, _ = BASES.get(self.service_titan_environment, (None, None))
        return self.service_titan_api_url or own

    @property
    def auth_base(self) -> str | None:
        """Base address of the token server; none while the sandbox has not been started."""
        _, own = BASES.get(self.service_titan_environment, (None, None))
        return self.service_titan_auth_url or own

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def secrets(self) -> Iterator[str]:
        """Every secret value, and the passwords inside addresses: for `agent.log.hide`."""
        for name in type(self).model_fields:
            value = getattr(self, name)
            if isinstance(value, SecretStr):
                text = value.get_secret_value()
                yield text
                password = urlsplit(text).password if "://" in text else None
                if password:
                    yield from {password, unquote(password)}

    def updated(self, environment: Mapping[str, str]) -> "Settings":
        """These settings with some variables replaced, such as those the sandbox prints."""
        own = {name: getattr(self, name) for name in type(self).model_fields}
        return _validated({**own, **_fields(environment)})


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process: its environment, then `.env` in the working directory."""
    if environment is None:
        environment = {**_env_file(Path(".env")), **os.environ}
    wrong = list(misspellings(Settings, environment, ALIASES))
    try:
        settings = _validated(_fields(environment))
    except SettingsError as error:
        raise SettingsError([*wrong, *error.lines]) from None
    if wrong:
        raise SettingsError(wrong)
    return settings


def env_example() -> str:
    """The text of `.env.example`."""
    return example_file(Settings, HEADING)


def readme_table() -> str:
    """The README's table of settings."""
    return table(Settings)


def _env_file(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        values = dotenv_values(path, interpolate=False)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError([f"{path}: cannot be read: {error}."]) from None
    return {name: value for name, value in values.items() if value is not None}


def _fields(environment: Mapping[str, str]) -> dict[str, str]:
    """What is set to something, by field; a variable's own name beats its older one."""
    renamed = {ALIASES[name]: environment[name] for name in ALIASES if environment.get(name)}
    both = renamed | {name: value for name, value in environment.items() if value.strip()}
    known = {field: both.get(field.upper(), "").strip() for field in Settings.model_fields}
    return {field: value for field, value in known.items() if value}


def _validated(fields: Mapping[str, object]) -> Settings:
    try:
        return Settings.model_validate(fields)
    except ValidationError as error:
        raise SettingsError(list(refusals(Settings, error.errors()))) from None


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
