"""What `perfect-catch check` says of the scopes that a token grants."""

from dataclasses import replace

import pytest

from agent.commands.check import ScopesMissing, _scopes
from sandbox.servicetitan import running
from tests.kit.program import clean_environment, invoke
from tests.kit.world import NOW, World, client_of, environment_of, settings_of
from tools.deps import Deps

URL = "postgresql://user@127.0.0.1:1/none"
READING = ("tn.crm.customers:r", "tn.crm.locations:r")


async def test_a_token_with_every_scope_suits_every_tool(deps: Deps) -> None:
    with running(5, now=NOW) as company:
        async with client_of(company) as client:
            told = await _scopes(replace(deps, st=client), settings_of(company, URL))

    assert "enough for all" in told


async def test_scopes_that_tools_need_and_the_app_lacks_are_named(deps: Deps) -> None:
    with running(5, now=NOW, scopes=READING) as company:
        async with client_of(company) as client:
            with pytest.raises(ScopesMissing) as lacking:
                await _scopes(replace(deps, st=client), settings_of(company, URL))

    assert "2 scopes granted" in str(lacking.value)
    assert "tn.crm.customers:w (" in str(lacking.value)
    assert "tn.crm.customers:r (" not in str(lacking.value)


async def test_tools_that_are_left_out_need_no_scope(deps: Deps) -> None:
    with running(5, now=NOW, scopes=("tn.jbce.callreasons:r",)) as company:
        settings = settings_of(company, URL, TOOLSETS="jbce")
        async with client_of(company) as client:
            told = await _scopes(replace(deps, st=client), settings)

    assert "enough for all 1 tools" in told


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


def test_a_database_that_is_away_is_named_without_its_password() -> None:
    with running(5, now=NOW) as company:
        url = "postgresql://user:hidden-word@127.0.0.1:1/none"
        ended = invoke("check", env=clean_environment(**environment_of(company, url)))

    assert ended.code == 1
    assert "PostgreSQL does not answer at 127.0.0.1:1" in ended.err
    assert "hidden-word" not in ended.err + ended.out
