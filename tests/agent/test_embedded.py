"""The built-in servers as real processes: started, shared, killed, stopped."""

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest
import redis

from agent.embedded import EmbeddedError, embedded_servers, local_servers, place
from agent.embedded.account import account_for
from agent.embedded.binaries import Program, valkey_program
from agent.embedded.postgres import Postgres
from agent.embedded.valkey import Valkey
from tests.agent.holders import (
    AS_NOBODY,
    ROOT,
    Holder,
    ask,
    ask_patiently,
    cache,
    is_up,
    make_own,
    postmaster,
    skip_unless_nobody_can_read,
    until,
)
from tests.kit.folders import folder_for_all

pytestmark = pytest.mark.slow
only_root = pytest.mark.skipif(not ROOT, reason="only root drops to another user")


@pytest.fixture
def state() -> Iterator[Path]:
    """A folder with a space in its path that everyone may enter."""
    with folder_for_all("perfect catch ") as folder:
        yield folder / "state"


@pytest.fixture(scope="module")
def once_made() -> Iterator[Path]:
    """A state folder whose servers were made, and stopped again."""
    with folder_for_all("perfect catch ") as folder:
        with local_servers(folder / "state"):
            pass
        yield folder / "state"


@pytest.fixture
def made(state: Path, once_made: Path) -> None:
    """Servers to start in the state folder: to make them takes a second, and other tests do."""
    subprocess.run(["cp", "-a", once_made, state], check=True)  # noqa: S607 - it keeps the owners


@pytest.fixture
def hold(state: Path) -> Iterator[Callable[..., Holder]]:
    started: list[Holder] = []

    def start(*, nobody: bool = False) -> Holder:
        if nobody:
            skip_unless_nobody_can_read()
            make_own(state)
        started.append(Holder(state, nobody=nobody))
        return started[-1]

    yield start
    for holder in started:
        if holder.process.poll() is None:
            holder.ended()
    if Postgres(state).alive() or Valkey(state).alive():
        with contextlib.suppress(EmbeddedError), local_servers(state):
            pass  # whoever leaves last stops servers whose holders a test killed


@pytest.mark.parametrize("nobody", [False, pytest.param(True, marks=only_root)])
async def test_two_processes_share_and_the_last_one_stops(
    hold: Callable[..., Holder], nobody: bool
) -> None:
    first, second = hold(nobody=nobody).wait(), hold(nobody=nobody).wait()
    assert first.urls == second.urls
    await ask(first.database_url, "create table kept as select 42 as answer")

    rest, _ = first.ended()
    with cache(second.redis_url) as client:
        assert client.ping()
    assert await ask(second.database_url, "select answer from kept") == 42
    second.ended()

    assert rest == "", "only the two addresses belong on stdout"
    assert not is_up(second.database_url)
    assert not is_up(second.redis_url)


@pytest.mark.usefixtures("made")
async def test_a_restart_keeps_data_and_addresses(hold: Callable[..., Holder]) -> None:
    before = hold().wait()
    await ask(before.database_url, "create table kept as select 42 as answer")
    with cache(before.redis_url) as client:
        client.set("kept", "42")
    before.ended()

    after = hold().wait()

    assert after.urls == before.urls
    assert await ask(after.database_url, "select answer from kept") == 42
    with cache(after.redis_url) as client:
        assert client.get("kept") == "42"


async def test_three_starts_at_once_make_one_server(
    hold: Callable[..., Holder], state: Path
) -> None:
    holders = [hold(), hold(), hold()]

    urls = [holder.wait().urls for holder in holders]

    assert urls[0] == urls[1] == urls[2]
    log = (state / "postgres/run/server.log").read_text()
    assert log.count("ready to accept connections") == 1


@pytest.mark.parametrize("nobody", [False, pytest.param(True, marks=only_root)])
async def test_a_killed_postmaster_comes_back_with_what_was_committed(
    hold: Callable[..., Holder], state: Path, nobody: bool
) -> None:
    holder = hold(nobody=nobody).wait()
    await ask(holder.database_url, "create table kept as select generate_series(1, 1000) as n")
    killed = postmaster(state)

    os.kill(killed, signal.SIGKILL)

    assert await ask_patiently(holder.database_url, "select count(*) from kept") == 1000
    assert postmaster(state) != killed


@pytest.mark.usefixtures("made")
async def test_a_killed_valkey_comes_back_with_what_was_written(
    hold: Callable[..., Holder],
) -> None:
    holder = hold().wait()
    with cache(holder.redis_url) as client:
        client.set("kept", "42")
        client.execute_command("WAITAOF", 1, 0, 3000)
        os.kill(client.info()["process_id"], signal.SIGKILL)

    deadline = time.monotonic() + 30
    found = None
    while found is None and time.monotonic() < deadline:
        await asyncio.sleep(0.1)
        with contextlib.suppress(redis.ConnectionError), cache(holder.redis_url) as client:
            found = client.get("kept")
    assert found == "42"


@pytest.mark.usefixtures("made")
async def test_a_killed_holder_neither_stops_the_servers_nor_keeps_them(
    hold: Callable[..., Holder],
) -> None:
    survivor, killed = hold().wait(), hold().wait()

    killed.kill()
    assert await ask(survivor.database_url, "select 1") == 1
    survivor.ended()

    assert not is_up(survivor.database_url)
    assert not is_up(survivor.redis_url)


@pytest.mark.usefixtures("made")
async def test_servers_whose_holders_all_died_are_taken_over_and_stopped(
    hold: Callable[..., Holder], state: Path
) -> None:
    killed = hold().wait()
    killed.kill()
    pid = postmaster(state)

    heir = hold().wait()
    assert postmaster(state) == pid
    assert await ask(heir.database_url, "select 1") == 1
    heir.ended()

    assert not is_up(heir.database_url)


@pytest.mark.usefixtures("made")
async def test_a_wrong_password_is_refused(hold: Callable[..., Holder], state: Path) -> None:
    holder = hold().wait()
    secret = place.password(state / "postgres")
    cache_secret = place.password(state / "valkey")

    with pytest.raises(asyncpg.InvalidPasswordError):
        await ask(holder.database_url.replace(secret, "guess"), "select 1")
    with (
        pytest.raises(redis.AuthenticationError),
        cache(holder.redis_url.replace(cache_secret, "guess")) as client,
    ):
        client.ping()
    for folder in ("postgres", "valkey"):
        assert (state / folder / "password").stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("made")
async def test_the_server_is_set_up_as_promised(state: Path) -> None:
    async with embedded_servers(state, redis=False) as servers:
        connection = await asyncpg.connect(servers.database_url)
        shown = {
            name: await connection.fetchval(f"show {name}")
            for name in ("data_checksums", "listen_addresses", "max_wal_size", "server_encoding")
        }
        provider = await connection.fetchval(
            "select datlocprovider::text || datlocale from pg_database "
            "where datname = current_database()"
        )
        await connection.close()

    assert shown == {
        "data_checksums": "on",
        "listen_addresses": "127.0.0.1",
        "max_wal_size": "8GB",
        "server_encoding": "UTF8",
    }
    assert provider == "bC.UTF-8"
    assert servers.redis_url == ""


async def test_a_long_path_does_without_the_unix_socket(state: Path) -> None:
    deep = state / ("long " * 20).strip() / ("longer " * 10).strip()

    async with embedded_servers(deep) as servers:
        assert await ask(servers.database_url, "select 1") == 1

    assert Postgres(deep).socket_folder is None
    assert not is_up(servers.database_url)


@pytest.mark.usefixtures("made")
async def test_a_taken_port_is_left_to_whoever_has_it(state: Path) -> None:
    with local_servers(state, redis=False) as before:
        port = urlsplit(before.database_url).port

    with socket.create_server(("127.0.0.1", port or 0)):
        async with embedded_servers(state, redis=False) as after:
            assert await ask(after.database_url, "select 1") == 1

    assert urlsplit(after.database_url).port != port


async def test_another_version_s_data_is_refused_and_left_alone(state: Path) -> None:
    version = state / "postgres/data/PG_VERSION"
    version.parent.mkdir(parents=True)
    for folder in (state, state / "postgres"):
        folder.chmod(0o711)
    version.write_text("17\n")

    with pytest.raises(EmbeddedError, match="made by PostgreSQL 17, and 18 is installed"):
        async with embedded_servers(state):
            pass

    assert [path.name for path in version.parent.iterdir()] == ["PG_VERSION"]


async def test_a_start_that_was_cut_short_is_made_good(state: Path) -> None:
    half = state / "postgres/data.new"
    half.mkdir(parents=True)
    for folder in (state, state / "postgres"):
        folder.chmod(0o711)
    (half / "PG_VERSION").write_text("18\n")

    async with embedded_servers(state, redis=False) as servers:
        assert await ask(servers.database_url, "select 1") == 1

    assert not half.exists()


async def test_a_start_whose_process_was_killed_is_made_good(
    hold: Callable[..., Holder], state: Path
) -> None:
    killed = hold()
    await asyncio.to_thread(until, (state / "postgres/data.new/base").exists)
    killed.kill()

    heir = hold().wait()

    assert await ask(heir.database_url, "select 1") == 1


async def test_a_cancelled_start_leaves_nothing_running(state: Path) -> None:
    async def use() -> None:
        async with embedded_servers(state):
            await asyncio.sleep(60)

    task = asyncio.create_task(use())
    await asyncio.sleep(0.2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert not Postgres(state).alive()


async def test_the_loop_goes_on_while_servers_start(state: Path) -> None:
    gaps: list[float] = []

    async def tick() -> None:
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.01)
            gaps.append(time.monotonic() - before)

    ticking = asyncio.create_task(tick())
    began = time.monotonic()
    async with embedded_servers(state):
        took = time.monotonic() - began
    ticking.cancel()

    assert max(gaps) < took / 2
    assert len(gaps) > 10


@only_root
async def test_root_is_told_of_a_folder_the_servers_cannot_enter(state: Path) -> None:
    state.mkdir(mode=0o700)  # noqa: ASYNC240  # nothing else runs on this loop

    with pytest.raises(EmbeddedError, match=r"STATE_DIR: user nobody.* cannot enter"):
        async with embedded_servers(state):
            pass


@only_root
@pytest.mark.usefixtures("made")
def test_an_ordinary_user_is_told_of_a_folder_it_cannot_write(
    state: Path, hold: Callable[..., Holder]
) -> None:
    hold().wait().ended()
    skip_unless_nobody_can_read()

    said = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, "--state", str(state / "inner")],
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip

    assert said.returncode == 1
    assert said.stdout == ""
    assert "Permission denied. Set STATE_DIR to a folder that this user can write" in said.stderr
    assert "Traceback" not in said.stderr


@only_root
def test_programs_out_of_reach_are_copied(state: Path) -> None:
    original = valkey_program()
    hidden = state / "hidden"
    shutil.copytree(original.root / original.parts[0], hidden / original.parts[0])
    state.chmod(0o711)
    hidden.chmod(0o700)
    account = account_for(state / "none")

    program = Program(hidden, original.parts, original.binary)
    copy = program.placed(state / "programs", account)

    assert copy.is_relative_to(state / "programs")
    assert account.can_run(copy)
    assert hidden.stat().st_mode & 0o077 == 0, "nobody's folder is opened up"
    assert program.placed(state / "programs", account) == copy
