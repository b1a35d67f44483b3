from datetime import UTC, datetime

import pytest

from agent.calls import Pipeline
from agent.catalogue import Catalogue
from agent.exposure import Exposure, exposure_of
from agent.gate import Preview
from agent.runtime import Runtime
from agent.settings import load_settings
from agent.wiring import open_deps
from tools.registry import Risk


def preview(risk: Risk) -> Preview:
    return Preview(
        id="p",
        tool="t",
        body_hash="h",
        change={},
        principal="owner:ann",
        risk=risk,
        expires_at=datetime.now(UTC),
    )


@pytest.mark.parametrize(
    ("second_person", "risk", "may"),
    [
        (False, "ordinary", True),
        (False, "grave", True),
        (True, "ordinary", True),
        (True, "grave", False),
    ],
)
def test_approvals_can_ask_for_a_second_person(second_person: bool, risk: Risk, may: bool) -> None:
    exposure = Exposure(second_person=second_person)
    pipeline = Pipeline(Catalogue([]), exposure, Runtime(lambda: open_deps(None)))  # type: ignore[arg-type]  # never opened

    assert pipeline.user_may_decide(preview(risk)) is may


def test_the_setting_reaches_the_rule() -> None:
    assert exposure_of(load_settings({"APPROVALS": "second"})).second_person
    assert not exposure_of(load_settings({})).second_person
