import asyncio
import os
import signal
import sys
from pathlib import Path

import asyncpg
import pytest

from sql.migrate import FOLDER, LOCK, MigrationProblem, migrate, status

FIRST = "create table public.first (id integer);"
SECOND = "create table public.second (id integer);"
PROGRAM = """
import asyncio, sys
from pathlib import Path
from sql.migrate import migrate
asyncio.run(migrate(sys.argv[1], Path(sys.argv[2])))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "0001_first_table.sql").write_text(FIRST)
    (tmp_path / "0002_second_table.sql").write_text(SECOND)
    return tmp_path


async def tables(url: str) -> list[str]:
    connection = await asyncpg.connect(url)
    try:
        rows = await connection.fetch(
            "select tablename from pg_tables where schemaname = 'public' order by 1"
        )
        return [row[0] for row in rows]
    finally:
        await connection.close()


async def spawn(url: str, folder: Path) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", PROGRAM, url, str(folder), cwd=FOLDER.parents[1]
    )


async def test_files_are_applied_once_and_in_order(empty_database: str, folder: Path) -> None:
    before = await status(empty_database, folder)
    first = await migrate(empty_database, folder)
    again = await migrate(empty_database, folder)
    after = await status(empty_database, folder)

    assert before.pending == ["0001_first_table", "0002_second_table"]
    assert first.applied == before.pending
    assert again.applied == []
    assert (after.version, after.pending, after.problems) == (2, [], [])
    assert await tables(empty_database) == ["first", "second"]


async def test_a_failing_file_is_undone_and_the_earlier_ones_stay(
    empty_database: str, folder: Path
) -> None:
    (folder / "0003_bad.sql").write_text("create table public.third (id integer); select 1 / 0;")

    with pytest.raises(MigrationProblem, match=r"0003_bad failed and was undone: division by zero"):
        await migrate(empty_database, folder)

    assert await tables(empty_database) == ["first", "second"]
    assert (await status(empty_database, folder)).pending == ["0003_bad"]


async def test_an_edited_file_is_noticed(empty_database: str, folder: Path) -> None:
    await migrate(empty_database, folder)
    (folder / "0001_first_table.sql").write_text(FIRST + " -- changed")

    with pytest.raises(MigrationProblem, match="0001_first_table was edited after it was applied"):
        await migrate(empty_database, folder)
    assert len((await status(empty_database, folder)).problems) == 1


async def test_a_missing_file_is_noticed(empty_database: str, folder: Path) -> None:
    await migrate(empty_database, folder)
    (folder / "0002_second_table.sql").unlink()

    with pytest.raises(MigrationProblem, match="0002_second_table was applied, but its file"):
        await migrate(empty_database, folder)


async def test_a_gap_between_numbers_is_noticed(empty_database: str, folder: Path) -> None:
    (folder / "0004_too_far.sql").write_text("select 1;")

    with pytest.raises(MigrationProblem, match="0003 is missing or used twice: found 0004_too_far"):
        await migrate(empty_database, folder)


async def test_a_gap_in_the_ledger_is_noticed(empty_database: str, folder: Path) -> None:
    await migrate(empty_database, folder)
    connection = await asyncpg.connect(empty_database)
    await connection.execute("delete from automation.schema_migrations where version = 1")
    await connection.close()

    with pytest.raises(MigrationProblem, match="has a gap"):
        await migrate(empty_database, folder)


async def test_a_stray_file_name_is_noticed(empty_database: str, folder: Path) -> None:
    (folder / "0003-Bad Name.sql").write_text("select 1;")

    with pytest.raises(MigrationProblem, match="is not named NNNN_what_changes"):
        await migrate(empty_database, folder)


async def test_four_processes_at_once_end_well(empty_database: str) -> None:
    processes = [await spawn(empty_database, FOLDER) for _ in range(4)]

    codes = [await process.wait() for process in processes]

    assert codes == [0, 0, 0, 0]
    assert (await status(empty_database)).pending == []


async def test_a_killed_run_is_continued_by_the_next(empty_database: str, folder: Path) -> None:
    slow = "create table public.third (id integer); select pg_sleep(30);"
    (folder / "0003_slow.sql").write_text(slow)
    process = await spawn(empty_database, folder)
    await _sleeping(empty_database)
    os.kill(process.pid, signal.SIGKILL)
    await process.wait()
    (folder / "0003_slow.sql").write_text("create table public.third (id integer);")

    result = await _once_the_server_noticed(empty_database, folder)

    assert result == ["0003_slow"]
    assert await tables(empty_database) == ["first", "second", "third"]


async def _sleeping(url: str) -> None:
    connection = await asyncpg.connect(url)
    asleep = "select count(*) from pg_stat_activity where wait_event = 'PgSleep' and datname = $1"
    for _ in range(200):
        if await connection.fetchval(asleep, url.rpartition("/")[2]):
            break
        await asyncio.sleep(0.05)
    await connection.close()


async def _once_the_server_noticed(url: str, folder: Path) -> list[str]:
    """The server looks after its dead client only when the statement ends: end it."""
    connection = await asyncpg.connect(url)
    await connection.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where pid <> pg_backend_pid() and datname = current_database()"
    )
    await connection.close()
    return (await migrate(url, folder)).applied


async def test_a_user_who_may_not_create_roles_gets_a_notice(
    empty_database: str, folder: Path
) -> None:
    admin = await asyncpg.connect(empty_database)
    name = f"pc_plain_{os.getpid()}"
    await admin.execute(f"create role {name} login password 'x'")
    await admin.execute(f"grant all on database {empty_database.rpartition('/')[2]} to {name}")
    await admin.execute(f"grant all on schema public to {name}")
    await admin.execute(f"set session authorization {name}")
    try:
        result = await migrate(admin, folder)
    finally:
        await admin.execute("reset session authorization")
        await admin.execute(f"drop owned by {name}; drop role {name}")
        await admin.close()

    assert len(result.applied) == 2
    assert [notice for notice in result.notices if "perfect_catch_reader" in notice]


async def test_the_company_s_time_zone_is_kept(empty_database: str) -> None:
    await migrate(empty_database, timezone="America/Chicago")
    await migrate(empty_database)
    connection = await asyncpg.connect(empty_database)

    assert await connection.fetchval("select automation.company_timezone()") == "America/Chicago"
    await connection.close()


async def test_a_database_that_is_up_to_date_is_not_locked(fresh_database: str) -> None:
    holder = await asyncpg.connect(fresh_database)
    await holder.execute("select pg_advisory_lock($1)", LOCK)

    async with asyncio.timeout(60):
        result = await migrate(fresh_database)

    await holder.close()
    assert (result.applied, result.notices) == ([], [])


async def test_rights_that_were_changed_are_put_right(fresh_database: str) -> None:
    connection = await asyncpg.connect(fresh_database)
    await connection.execute(
        "grant select on automation.write_previews to perfect_catch_reader;"
        "revoke select on servicetitan.st_jobs from perfect_catch_reader"
    )

    await migrate(connection)

    may = "select has_table_privilege('perfect_catch_reader', $1::text, 'select')"
    assert await connection.fetchval(may, "automation.write_previews") is False
    assert await connection.fetchval(may, "servicetitan.st_jobs") is True
    await connection.close()
