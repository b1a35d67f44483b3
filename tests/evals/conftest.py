"""A state folder for the programs that these tests start."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.folders import folder_for_all


@pytest.fixture(scope="session")
def state() -> Iterator[Path]:
    with folder_for_all() as folder:
        yield folder / "state"
