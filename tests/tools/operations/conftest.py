import pytest


@pytest.fixture(autouse=True)
def _look_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """ServiceTitan may show a write late; the made-up company never does."""
    monkeypatch.setattr("tools.operations.proving.LAG", (0.0, 0.0))
