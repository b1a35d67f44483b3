"""Settings: what is accepted, what is refused in which words, and what never shows."""

import hashlib
import os
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from dotenv import dotenv_values
from hypothesis import given
from hypothesis import strategies as st

from agent.environment import variables
from agent.settings import (
    Settings,
    SettingsError,
    env_example,
    load_settings,
    readme_table,
)
from tests.kit.patience import patiently

KEY = "0123456789abcdef-key"
CREDENTIALS = {
    "SERVICE_TITAN_CLIENT_ID": "cid.1",
    "SERVICE_TITAN_CLIENT_SECRET": "cs-secret-value",
    "SERVICE_TITAN_TENANT_ID": "4567",
    "SERVICE_TITAN_APP_KEY": "ak-secret-value",
}
SECRETS = {
    "DATABASE_URL": "postgresql://u:db-secret-value@host/db",
    "REDIS_URL": "redis://:redis-secret-value@host:6379/0",
    "API_KEYS": f"desk:dispatcher:{KEY}",
    "GHL_API_KEY": "ghl-secret-value",
    "SALESFORCE_PASSWORD": "sf-secret-value",
    "SLACK_BOT_TOKEN": "xoxb-secret-value",
} | CREDENTIALS
SPECIFIED = [
    "SERVICE_TITAN_CLIENT_ID",
    "SERVICE_TITAN_CLIENT_SECRET",
    "SERVICE_TITAN_TENANT_ID",
    "SERVICE_TITAN_APP_KEY",
    "DATABASE_URL",
    "DATABASE_MAX_CONNECTIONS",
    "GHL_API_KEY",
    "GHL_LOCATION_ID",
    "GHL_SYNC_ENABLED",
    "GHL_AUTO_SYNC_ESTIMATES",
    "GHL_AUTO_SYNC_JOBS",
    "GHL_AUTO_SYNC_CUSTOMERS",
    "GHL_SYNC_CRON",
    "SALESFORCE_CLIENT_ID",
    "SALESFORCE_CLIENT_SECRET",
    "SALESFORCE_USERNAME",
    "SALESFORCE_PASSWORD",
    "SALESFORCE_SECURITY_TOKEN",
    "SALESFORCE_LOGIN_URL",
    "SLACK_BOT_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_APP_TOKEN",
    "SYNC_INCREMENTAL_CRON",
    "SYNC_FULL_CRON",
    "CONTACTS_INCREMENTAL_CRON",
    "CONTACTS_FULL_CRON",
]


def refused(**environment: str) -> list[str]:
    with pytest.raises(SettingsError) as error:
        load_settings(environment)
    return error.value.lines


def test_nothing_set_gives_the_made_up_company_on_this_machine() -> None:
    settings = load_settings({})

    assert settings.starts_sandbox
    assert settings.is_sandbox
    assert (settings.host, settings.port, settings.access) == ("127.0.0.1", 3001, "confirm")
    assert settings.zone == ZoneInfo("America/New_York")
    assert settings.database_url is settings.redis_url is None
    assert settings.state_dir.is_absolute()


def test_every_variable_of_the_specification_keeps_its_name() -> None:
    assert set(SPECIFIED) <= set(variables(Settings))


@pytest.mark.parametrize(
    ("environment", "api", "auth"),
    [
        ({}, "https://api.servicetitan.io", "https://auth.servicetitan.io"),
        (
            {"SERVICE_TITAN_ENVIRONMENT": "integration"},
            "https://api-integration.servicetitan.io",
            "https://auth-integration.servicetitan.io",
        ),
        (
            {
                "SERVICE_TITAN_API_URL": "http://127.0.0.1:9000/",
                "SERVICE_TITAN_AUTH_URL": "http://127.0.0.1:9001",
            },
            "http://127.0.0.1:9000",
            "http://127.0.0.1:9001",
        ),
    ],
)
def test_bases_follow_the_environment_unless_named(
    environment: dict[str, str], api: str, auth: str
) -> None:
    settings = load_settings(CREDENTIALS | environment)

    assert (settings.api_base, settings.auth_base) == (api, auth)
    assert settings.has_servicetitan_credentials
    assert not settings.starts_sandbox


@pytest.mark.parametrize(
    "running",
    [
        {"SERVICE_TITAN_ENVIRONMENT": "sandbox", "SERVICE_TITAN_API_URL": "http://h:1"},
        {"SERVICE_TITAN_API_URL": "http://127.0.0.1:9000"},
    ],
)
def test_a_sandbox_that_runs_already_is_not_started_but_still_said(
    running: dict[str, str],
) -> None:
    settings = load_settings(CREDENTIALS | running)

    assert not settings.starts_sandbox
    assert settings.is_sandbox


def test_settings_are_updated_with_what_the_sandbox_prints() -> None:
    before = load_settings({"TIMEZONE": "Europe/Vienna", "API_KEYS": f"a:owner:{KEY}"})

    after = before.updated(CREDENTIALS | {"SERVICE_TITAN_API_URL": "http://127.0.0.1:1"})

    assert after.api_base == "http://127.0.0.1:1"
    assert after.has_servicetitan_credentials
    assert after.timezone == "Europe/Vienna"
    assert after.api_keys == before.api_keys


def test_some_of_the_credentials_are_worse_than_none() -> None:
    given_two = {name: CREDENTIALS[name] for name in list(CREDENTIALS)[:2]}

    (line,) = refused(**given_two)

    assert line.startswith("SERVICE_TITAN_TENANT_ID, SERVICE_TITAN_APP_KEY: missing;")


@pytest.mark.parametrize(
    ("name", "value", "accepted"),
    [
        ("PORT", "70000", "from 0 to 65535"),
        ("PORT", "abc", "from 0 to 65535"),
        ("TIMEZONE", "Mars/Base", "IANA"),
        ("TIMEZONE", "../etc/passwd", "IANA"),
        ("TIMEZONE", "America", "IANA"),
        ("ACCESS", "write", "read, confirm or direct"),
        ("SERVICE_TITAN_ENVIRONMENT", "prod", "production, integration or sandbox"),
        ("SERVICE_TITAN_TENANT_ID", "-1", "a whole number above 0"),
        ("SERVICE_TITAN_API_URL", "api.servicetitan.io", "http(s) address"),
        ("SERVICE_TITAN_AUTH_URL", "http://[bad", "http(s) address"),
        ("SYNC_FULL_CRON", "* * * *", "five cron fields"),
        ("SYNC_FULL_CRON", "60 * * * *", "five cron fields"),
        ("SYNC_FULL_CRON", "*/0 * * * *", "five cron fields"),
        ("SYNC_FULL_CRON", "5-1 * * * *", "five cron fields"),
        ("GHL_SYNC_ENABLED", "maybe", "true or false"),
        ("LOG_LEVEL", "loud", "debug, info, warning or error"),
        ("STDIO_ROLE", "boss", "owner"),
        ("DATABASE_MAX_CONNECTIONS", "1", "from 2 to 500"),
        ("SALESFORCE_LOGIN_URL", "http://login.salesforce.com", "login, test"),
        ("SANDBOX_CUSTOMERS", "0", "from 1 to 1000000"),
        ("STATE_DIR", "~no-such-user-here/state", "a path"),
    ],
)
def test_a_bad_value_is_one_line_with_name_value_and_what_is_accepted(
    name: str, value: str, accepted: str
) -> None:
    environment = CREDENTIALS | {name: value}

    (line,) = refused(**environment)

    assert line.startswith(f"{name}: received {value!r}")
    assert accepted in line.partition("accepted:")[2]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://u:db-secret-value@host/db"),
        ("DATABASE_URL", "postgresql://u:db-secret-value@host"),
        ("REDIS_URL", "http://:redis-secret-value@host"),
        ("API_KEYS", "desk:dispatcher:secret-value"),
        ("API_KEYS", "desk:boss:long-enough-secret-value"),
        ("API_KEYS", "long-enough-secret-value"),
        ("API_KEYS", "desk:dispatcher:sha256=secret-value"),
        ("API_KEYS", f"desk:dispatcher:{KEY},desk:owner:secret-value-{KEY}"),
    ],
)
def test_a_bad_secret_is_refused_without_being_shown(name: str, value: str) -> None:
    (line,) = refused(**{name: value})

    assert line.startswith(f"{name}: received ***")
    assert "secret-value" not in line


def test_every_problem_is_told_at_once() -> None:
    lines = refused(PORT="x", TIMEZONE="Mars", SERVICE_TITAN_CLIENTID="a")

    assert [line.partition(":")[0] for line in lines] == [
        "SERVICE_TITAN_CLIENTID",
        "TIMEZONE",
        "PORT",
    ]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("SERVICETITAN_CLIENT_ID", "SERVICE_TITAN_CLIENT_ID"),
        ("SERVICE_TITAN_TENANT", "SERVICE_TITAN_TENANT_ID"),
        ("service_titan_app_key", "SERVICE_TITAN_APP_KEY"),
        ("SYNC_FULL_CRN", "SYNC_FULL_CRON"),
        ("GHL_LOCATION", "GHL_LOCATION_ID"),
        ("DATABASE_URLS", "DATABASE_URL"),
        ("TOOLS_EXCLUDES", "TOOLS_EXCLUDE"),
    ],
)
def test_a_misspelt_name_is_an_error(wrong: str, right: str) -> None:
    assert refused(**{wrong: "x"}) == [f"{wrong}: there is no such setting; did you mean {right}?"]


@pytest.mark.parametrize("name", ["PATH", "HOSTNAME", "SERVICE_TITAN_APP_ID", "REDIS_HOST"])
def test_other_programs_variables_are_left_alone(name: str) -> None:
    assert load_settings({name: "x"}) == load_settings({})


@pytest.mark.parametrize(("host", "fine"), [("0.0.0.0", False), ("::", False), ("::1", True)])  # noqa: S104  # what is refused
def test_others_may_reach_the_server_only_with_keys(host: str, *, fine: bool) -> None:
    if fine:
        assert load_settings({"HOST": host}).host == host
    else:
        (line,) = refused(HOST=host)
        assert "without API_KEYS" in line
    assert load_settings({"HOST": host, "API_KEYS": f"desk:owner:{KEY}"}).host == host


def test_keys_are_kept_as_hashes() -> None:
    digest = hashlib.sha256(b"another key entirely").hexdigest()

    keys = load_settings({"API_KEYS": f"desk:dispatcher:{KEY}, van:technician:sha256={digest}"})

    desk, van = keys.api_keys
    assert (desk.name, desk.role, van.name, van.role) == ("desk", "dispatcher", "van", "technician")
    assert desk.matches(KEY)
    assert van.matches("another key entirely")
    assert not desk.matches(KEY.upper())
    assert KEY not in keys.model_dump_json()


def test_secrets_show_nowhere() -> None:
    settings = load_settings(SECRETS)

    shown = f"{settings!r} {settings} {settings.api_keys!r} {settings.model_dump_json()}"

    assert "secret-value" not in shown
    assert KEY not in shown
    assert {"cs-secret-value", "db-secret-value", "redis-secret-value"} <= set(settings.secrets())


def test_lists_are_split_at_commas() -> None:
    settings = load_settings({"TOOLSETS": " customers, jobs ,,", "TOOLS_ALLOW": " "})

    assert settings.toolsets == ("customers", "jobs")
    assert settings.tools_allow == ()


def test_the_older_database_name_counts_unless_both_are_set() -> None:
    old = {"SERVICETITAN_DATABASE_URL": "postgresql://old/db"}

    urls = [load_settings(old), load_settings(old | {"DATABASE_URL": "postgresql://new/db"})]

    shown = [settings.database_url.get_secret_value() for settings in urls if settings.database_url]
    assert shown == ["postgresql://old/db", "postgresql://new/db"]


def test_the_environment_beats_the_env_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("PORT=4001\nTIMEZONE='Europe/Vienna'\nLOG_LEVEL=\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORT", "4002")

    settings = load_settings()

    assert (settings.port, settings.timezone, settings.log_level) == (
        4002,
        "Europe/Vienna",
        "info",
    )


def test_an_env_file_that_is_no_text_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_bytes(b"PORT=\xff\xfe\n")
    monkeypatch.chdir(tmp_path)

    with pytest.raises(SettingsError, match=r"^\.env: cannot be read: "):
        load_settings()


def test_the_state_folder_is_the_user_s_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("XDG_STATE_HOME", "not/absolute")
    monkeypatch.setenv("HOME", str(tmp_path))

    assert load_settings({}).state_dir == tmp_path / ".local/state/perfect-catch"


def test_a_relative_state_folder_starts_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert load_settings({"STATE_DIR": "here"}).state_dir == tmp_path / "here"


def test_the_example_file_is_fresh_complete_and_harmless(tmp_path: Path) -> None:
    committed = Path(__file__).parents[2] / ".env.example"
    assert committed.read_text() == env_example(), "run ./dev docs"
    (tmp_path / "env").write_text(committed.read_text().replace("# ", ""))
    named = {line.partition("=")[0].removeprefix("# ") for line in env_example().splitlines()}

    assert set(variables(Settings)) <= named
    values = dotenv_values(committed)
    assert load_settings({name: value or "" for name, value in values.items()}) == load_settings({})


def test_the_example_s_defaults_are_the_real_ones() -> None:
    lines = [line.removeprefix("# ") for line in env_example().splitlines()]
    stated = {
        name: value.strip("'")
        for name, sign, value in (line.partition("=") for line in lines)
        if sign and value and name in variables(Settings)
    }

    assert stated["SYNC_FULL_CRON"] == "0 2 * * *"
    assert load_settings(stated) == load_settings({})


def test_the_readme_table_has_a_row_per_variable() -> None:
    table = readme_table()

    for name in variables(Settings):
        assert table.count(f"| `{name}` |") == 1


@patiently
@given(st.dictionaries(st.sampled_from(sorted(variables(Settings))), st.text(max_size=30)))
def test_no_value_whatever_crashes_the_reading(environment: dict[str, str]) -> None:
    try:
        load_settings(environment)
    except SettingsError as error:
        lines = error.lines
    else:
        lines = ["fine"]

    assert all(line and "\n" not in line for line in lines)


def test_a_level_of_logs_may_be_shouted() -> None:
    assert load_settings({"LOG_LEVEL": "WARNING"}).log_level == "warning"
