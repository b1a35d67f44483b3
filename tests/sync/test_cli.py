"""What a person types, and what it answers when it cannot be done."""

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from agent.settings import Settings, load_settings
from sandbox.servicetitan import Server
from sync.cli import run
from sync.entities import ENTITIES
from sync.progress import line_of, shown, summary
from sync.report import EntityReport, RunReport
from tests.sync.program import environment, finish, start


@pytest.fixture
def settings() -> Settings:
    return load_settings({})


async def said(settings: Settings, *words: str) -> tuple[int, str]:
    out = StringIO()
    code = await run(settings, list(words), Console(file=out, width=200))
    return code, out.getvalue()


async def test_an_unknown_table_is_named(settings: Settings) -> None:
    code, text = await said(settings, "incremental", "customerz")

    assert code == 2
    assert "'customerz'" in text
    assert "usage:" in text


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("verify", "--since"),
        ("verify", "--since", "soon"),
        ("full", "--since", "2026-01-01"),
        ("verify", "--until"),
        ("verify", "--until", "2026-02-30"),
        ("verify", "--since", "0001-01-01"),
        ("incremental", "--until", "2026-01-01"),
        ("verify", "--since", "2026-03-02", "--until", "2026-03-01"),
        ("keep", "customers", "9" * 12),
    ],
)
async def test_what_makes_no_sense_is_refused(settings: Settings, words: tuple[str, ...]) -> None:
    code, text = await said(settings, *words)

    assert code == 2
    assert "usage:" in text


async def test_an_end_before_the_start_is_named(settings: Settings) -> None:
    _, text = await said(settings, "verify", "--since", "2026-03-02", "--until", "2026-03-01")

    assert text.startswith("--until 2026-03-01 is before --since 2026-03-02\n")


async def test_list_names_every_table_and_its_group(settings: Settings) -> None:
    code, text = await said(settings, "list")

    assert code == 0
    assert len(text.splitlines()) == len(ENTITIES)
    assert "customer_contacts (contacts)" in text


def test_elsewhere_than_a_terminal_each_table_says_one_line() -> None:
    out = StringIO()
    part = EntityReport("jobs", "servicetitan.st_jobs")

    with shown(Console(file=out)) as progress:
        progress(part)
        part.status, part.reason = "failed", "ServiceTitan could not be reached."
        progress(part)

    assert out.getvalue().strip() == line_of(part)
    assert "could not be reached" in line_of(part)


def test_a_run_with_a_failed_table_says_which_and_is_not_zero() -> None:
    report = RunReport(
        "full", [EntityReport("jobs", "x", "completed"), EntityReport("leads", "y", "failed")]
    )

    assert report.exit_code == 1
    assert summary(report).endswith("Not complete: leads.")


@pytest.mark.slow
async def test_the_program_syncs_one_group_and_says_so(
    box: Server, fresh_database: str, tmp_path: Path
) -> None:
    env = environment(box, fresh_database, tmp_path)

    code, text = await finish(await start(env, "full", "contacts"))

    assert code == 0, text
    assert "full sync of 2 tables" in text
    assert "customer_contacts: completed" in text
    assert "Made-up data" in text
    assert "no ServiceTitan credentials" not in text  # they are set, and are the sandbox's
    assert box.env["SERVICE_TITAN_CLIENT_SECRET"] not in text


@pytest.mark.slow
@pytest.mark.timeout(60)
async def test_a_database_that_refuses_is_told_in_one_line(
    box: Server, fresh_database: str, tmp_path: Path
) -> None:
    env = environment(box, f"{fresh_database}_not_there", tmp_path)

    code, text = await finish(await start(env, "full", "contacts"))

    assert code == 1
    assert "does not exist" in text
    assert len(text.splitlines()) == 1
