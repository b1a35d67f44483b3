"""What `perfect-catch check` says of the scopes that a token grants."""

from dataclasses import replace

import pytest

from agent.commands.check import ScopesMissing, _scopes
from sandbox.servicetitan import running
from tests.kit.world import NOW, client_of, settings_of
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
