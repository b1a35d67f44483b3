"""Log lines: one each, on stderr, without secrets."""

import json
import logging
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from agent.log import get_log, hide, setup_logging

log = get_log("tests.log")


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    setup_logging()
    yield
    root.handlers, root.level = handlers, level


def line(capsys: pytest.CaptureFixture[str]) -> str:
    out, err = capsys.readouterr()
    assert out == "", "stdout belongs to MCP"
    (only,) = err.splitlines()
    return only


def test_an_event_is_one_line_of_time_level_name_and_data(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log.info("sync.page", entity="st_customers", rows=500, note="two words", none=None)

    time, _, rest = line(capsys).partition(" ")
    assert time.endswith("Z")
    assert rest == 'info sync.page entity=st_customers rows=500 note="two words" none=null'


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "a\u2028b", "a\x85b", "\u202eabc", "a=b"])
def test_a_value_cannot_forge_a_line_or_a_key(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    log.warning("odd.value", text=text, after=1)

    shown = line(capsys)
    assert shown.endswith(" after=1")
    assert json.loads(shown.partition("text=")[2].removesuffix(" after=1")) == text


@pytest.mark.parametrize("form", ["text", "json"])
def test_secrets_are_masked_by_key_by_value_and_in_addresses(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    setup_logging(form="json" if form == "json" else "text")
    hide('hunter"two"hunter')

    log.info(
        "client.ready",
        app_key="visible-one",
        inner={"password": "visible-two", "list": ['x hunter"two"hunter x']},
        url="postgresql://user:visible-three@host/db",
        wrapped=SecretStr("visible-four"),
        tokens=12,
    )  # fmt: skip

    shown = line(capsys)
    assert "visible" not in shown
    assert "hunter" not in shown
    assert "user:***@host/db" in shown
    assert "tokens=12" in shown or '"tokens": 12' in shown


def test_an_exception_is_told_on_the_same_line(capsys: pytest.CaptureFixture[str]) -> None:
    hide("key-number-five")
    try:
        int("key-number-five")
    except ValueError:
        log.exception("parse.failed", id=7)

    shown = line(capsys)
    assert 'parse.failed id=7 error="ValueError: invalid literal' in shown
    assert "Traceback" in shown
    assert "key-number-five" not in shown


def test_json_lines_are_json(capsys: pytest.CaptureFixture[str]) -> None:
    setup_logging(form="json")

    log.info("sync.page", rows=5, name="Zoë")

    told = json.loads(line(capsys))
    assert (told["level"], told["event"], told["rows"], told["name"]) == (
        "info",
        "sync.page",
        5,
        "Zoë",
    )


def test_libraries_speak_in_our_form_and_not_in_chatter(
    capsys: pytest.CaptureFixture[str],
) -> None:
    library = logging.getLogger("some.library")
    library.addHandler(logging.StreamHandler())
    setup_logging()

    library.warning("disk %s", "full")
    logging.getLogger("httpx").info("GET https://api/x?key=1")

    assert line(capsys).endswith('warning some.library message="disk full"')


def test_levels_below_the_chosen_one_are_silent(capsys: pytest.CaptureFixture[str]) -> None:
    setup_logging("warning")

    log.info("not.shown")
    log.debug("not.shown")

    assert capsys.readouterr().err == ""
