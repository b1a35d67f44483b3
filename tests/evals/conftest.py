"""A state folder for the programs that these tests start."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def state() -> Iterator[Path]:
    """A folder that a server without root's rights may enter too."""
    folder = Path(tempfile.mkdtemp(prefix="perfect-catch-evals-"))
    folder.chmod(0o711)
    yield folder / "state"
    shutil.rmtree(folder)
