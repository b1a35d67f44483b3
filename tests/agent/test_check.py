"""What `perfect-catch check` says of each part that the settings name."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from agent.commands.check import ScopesMissing, compared
from agent.embedded import local_servers
from sandbox.servicetitan import Server as Company
from sandbox.servicetitan import running
from tests.kit.clients import client_of
from tests.kit.program import Ended, clean_environment, invoke
from tests.kit.world import NOW, World, environment_of, settings_of

URL = "postgresql://user@127.0.0.1:1/none"
AWAY_DATABASE = "postgresql://user:hidden-word@127.0.0.1:1/none"
AWAY_REDIS = "redis://:hidden-word@127.0.0.1:1/0"
ALONE = tuple(
    f"Error 111 connecting to 127.0.0.1:1. {why}. Meanwhile each process keeps ServiceTitan's 60 "
    "calls a second for itself alone: several together ask too often."
    for why in ("Connect call failed ('127.0.0.1', 1)", "Connection refused")
)
"""In asyncio's words and in uvloop's."""
PARTS = ("redis", "credentials", "servicetitan", "scopes", "tables", "database", "tools")
READING = ("tn.crm.customers:r", "tn.crm.locations:r")


async def granted_by(company: Company) -> frozenset[str]:
    async with client_of(company) as client:
        return await client.scopes()


async def test_a_token_with_every_scope_suits_every_tool() -> None:
    with running(5, now=NOW) as company:
        told = compared(await granted_by(company), settings_of(company, URL))

    assert "enough for all" in told


async def test_scopes_that_tools_need_and_the_app_lacks_are_named() -> None:
    with running(5, now=NOW, scopes=READING) as company:
        granted = await granted_by(company)

    with pytest.raises(ScopesMissing) as lacking:
        compared(granted, settings_of(company, URL))

    assert "2 scopes granted" in str(lacking.value)
    assert "tn.crm.customers:w (" in str(lacking.value)
    assert "tn.crm.customers:r (" not in str(lacking.value)


async def test_tools_that_are_left_out_need_no_scope() -> None:
    with running(5, now=NOW, scopes=("tn.jbce.callreasons:r",)) as company:
        told = compared(await granted_by(company), settings_of(company, URL, TOOLSETS="jbce"))

    assert told == "1 scope granted, enough for all tools that need one: 1"


async def test_curated_tools_need_the_scopes_of_what_they_ask() -> None:
    with running(5, now=NOW, scopes=READING) as company:
        granted = await granted_by(company)
        settings = settings_of(company, URL, TOOLSETS="customers")

    with pytest.raises(ScopesMissing) as lacking:
        compared(granted, settings)

    assert "1 more needed: tn.crm.customers:w (1 tool)." in str(lacking.value)


def states(ended: Ended) -> dict[str, tuple[str, str]]:
    """Each part's state and words, from the printed table."""
    cells = [[one.strip() for one in line.split("│")] for line in ended.out.splitlines()]
    return {row[1]: (row[2], row[3]) for row in cells if len(row) == 5}


@pytest.fixture(scope="module")
def redis_url() -> Iterator[str]:
    with TemporaryDirectory(prefix="checked-") as folder:
        Path(folder).chmod(0o755)
        with local_servers(Path(folder), postgres=False) as servers:
            yield servers.redis_url


@pytest.fixture
def whole(world: World, redis_url: str) -> dict[str, str]:
    """Settings whose every part answers."""
    known = environment_of(world.company, world.url)
    return {**known, "REDIS_URL": redis_url, "COLUMNS": "400"}


def checked(variables: dict[str, str]) -> Ended:
    return invoke("check", env=clean_environment(**variables))


def test_the_command_names_missing_scopes_and_ends_with_1(world: World) -> None:
    with running(5, now=NOW, scopes=READING) as company:
        settings = {**environment_of(company, world.url), "TOOLSETS": "crm", "COLUMNS": "400"}
        ended = invoke("check", env=clean_environment(**settings))

    told = " ".join(ended.out.partition("│ scopes")[2].replace("│", " ").split())
    assert ended.code == 1
    assert told.startswith("failed 2 scopes granted, ")
    assert "tn.crm.customers:w (" in told
    assert "Grant them to the app, or leave their tools out (TOOLSETS)." in told
    assert "Traceback" not in ended.err


def test_tables_that_the_scopes_do_not_feed_are_named(world: World) -> None:
    """The tools offered need none of these scopes: the sync does."""
    scopes = ("tn.jbce.callreasons:r", "tn.stt.businessunits:r")
    with running(5, now=NOW, scopes=scopes) as company:
        settings = {
            **environment_of(company, world.url),
            "TOOLSETS": "jbce",
            "SYNC_EXCLUDE": "contacts,scheduling,work,memberships,pay,pricebook,forms",
            "COLUMNS": "2000",
        }
        ended = invoke("check", env=clean_environment(**settings))

    found = states(ended)
    assert ended.code == 1
    assert found["scopes"] == ("ok", "2 scopes granted, enough for all tools that need one: 1")
    state, told = found["tables"]
    assert state == "failed"
    assert " of the mirror would not be fed, for want of tn.crm.bookings:r (bookings), " in told
    assert "tn.crm.customers:r (customer_custom_fields, customers), " in told
    assert not [one for one in ("call_reasons", "business_units", "invoices") if one in told]
    assert told.endswith("or leave their tables out (SYNC_EXCLUDE).")


def test_a_table_to_leave_out_that_there_is_not_is_named(whole: dict[str, str]) -> None:
    ended = checked({**whole, "SYNC_EXCLUDE": "customerz"})

    told = "SYNC_EXCLUDE: no table or group is called 'customerz'; see sync list."
    assert states(ended)["tables"] == ("failed", told)


def test_every_part_that_answers_is_ok(whole: dict[str, str]) -> None:
    ended = checked(whole)

    found = states(ended)
    assert ended.code == 0
    assert [state for state, _ in found.values()] == ["ok"] * len(PARTS)
    assert "PostgreSQL" in found["database"][1]
    assert found["tables"][1].startswith("enough for all tables that the sync feeds: 6")
    assert "business units" in found["servicetitan"][1]
    assert found["redis"][1].endswith("shared by all processes with this REDIS_URL")


@pytest.mark.parametrize(
    ("broken", "failed"),
    [
        (
            {"DATABASE_URL": AWAY_DATABASE},
            {"database": "PostgreSQL does not answer at 127.0.0.1:1"},
        ),
        ({"REDIS_URL": AWAY_REDIS}, {"redis": ALONE}),
        (
            {"SERVICE_TITAN_CLIENT_SECRET": "hidden-word"},
            dict.fromkeys(
                ("credentials", "servicetitan", "scopes", "tables"),
                "ServiceTitan's token service refused the client id or secret (status 400)",
            ),
        ),
        (
            {"TOOLSETS": "pricebok"},
            dict.fromkeys(
                ("scopes", "tools"), "TOOLSETS: received 'pricebok', which is no name there is"
            ),
        ),
        (
            {"DATABASE_URL": AWAY_DATABASE, "REDIS_URL": AWAY_REDIS},
            {"database": "PostgreSQL does not answer", "redis": "Error 111"},
        ),
    ],
)
def test_a_part_that_fails_hides_no_other_and_shows_no_secret(
    whole: dict[str, str], broken: dict[str, str], failed: dict[str, str | tuple[str, ...]]
) -> None:
    ended = checked({**whole, **broken})

    found = states(ended)
    assert ended.code == 1
    assert {name for name, (state, _) in found.items() if state == "failed"} == set(failed)
    assert tuple(found) == PARTS
    assert all(found[name][1].startswith(words) for name, words in failed.items()), found
    assert "hidden-word" not in ended.err + ended.out
    assert "Traceback" not in ended.err


def test_a_database_that_lets_nobody_in_is_told_with_the_setting(
    whole: dict[str, str], postgres: str
) -> None:
    absent = postgres.rpartition("/")[0] + "/pc_absent"

    ended = checked({**whole, "DATABASE_URL": absent})

    state, told = states(ended)["database"]
    assert state == "failed"
    assert 'does not let us in (database "pc_absent" does not exist)' in told
    assert "Correct DATABASE_URL" in told


def test_the_tenant_of_another_company_is_not_told_as_a_missing_scope_alone(
    whole: dict[str, str],
) -> None:
    ended = checked({**whole, "SERVICE_TITAN_TENANT_ID": "123", "DATABASE_URL": AWAY_DATABASE})

    found = states(ended)
    assert found["scopes"][0] == "ok"
    assert "the scope is missing, or the tenant is not ours" in found["servicetitan"][1]
    assert "correct SERVICE_TITAN_TENANT_ID" in found["servicetitan"][1]


def test_built_in_redis_says_whose_limits_it_holds(whole: dict[str, str]) -> None:
    """Two state folders are two limiters: only a REDIS_URL joins them."""
    with TemporaryDirectory(prefix="alone-") as folder:
        Path(folder).chmod(0o755)
        ended = checked({**whole, "REDIS_URL": "", "STATE_DIR": folder})

    told = states(ended)["redis"][1]
    assert told.endswith("shared by all processes of this STATE_DIR; others need one REDIS_URL")
