import asyncio
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.folders import folder_for_all
from tests.kit.program import clean_environment, peer
from tests.kit.world import World

META = "io.modelcontextprotocol"
ENVELOPE = {
    f"{META}/protocolVersion": "2026-07-28",
    f"{META}/clientInfo": {"name": "bare", "version": "1"},
    f"{META}/clientCapabilities": {},
}


@pytest.fixture
def state() -> Iterator[Path]:
    """A state folder that the account of the built-in servers may enter."""
    with folder_for_all() as folder:
        yield folder


def ports_in(folder: Path) -> set[int]:
    """Every port that a server of this folder was given."""
    files = [file for file in folder.rglob("port") if file.is_file()]
    return {int(file.read_text()) for file in files}


def listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def running_in(folder: Path) -> str:
    listed = subprocess.run(
        ["ps", "-eo", "pid,args"],  # noqa: S607 - ps is wherever this system keeps it
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return "\n".join(line for line in listed.stdout.splitlines() if str(folder) in line)


@pytest.mark.slow
async def test_two_clients_share_the_built_in_servers_and_leave_nothing(
    world: World, state: Path
) -> None:
    env = clean_environment(**world.company.env, STATE_DIR=str(state))
    call = {"name": "get_sync_status", "arguments": {}, "_meta": ENVELOPE}

    async with peer(env) as first, peer(env) as second:
        one, two = await asyncio.gather(
            first.result("tools/call", call), second.result("tools/call", call)
        )
        ports = ports_in(state)
        assert not one.get("isError"), one
        assert not two.get("isError"), two
        assert len(ports) >= 2
        assert all(map(listens, ports))

        left = await first.leave()
        still = await second.result("tools/call", call)
        assert left.code == 0
        assert not still.get("isError")
        gone = await second.leave()

    assert gone.code == 0
    assert not any(map(listens, ports))
    assert running_in(state) == ""
