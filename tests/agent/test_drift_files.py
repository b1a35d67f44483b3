"""Files that drift reads as OpenAPI, and what it says of others."""

import re
from pathlib import Path

import pytest
import yaml

from agent.commands.drift import drift
from tests.agent.test_drift import PATH, published

PYTHON = re.compile(r"Error|object|attribute|Expecting|char |codec|while |<|found|\(")
"""Words of Python and its libraries."""


def test_a_document_may_be_written_in_yaml(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """There a status is a number and a version may be a day."""
    newer = published(fields={"color": {"type": "string"}}) | {"info": {"version": "DAY"}}
    text = yaml.safe_dump(newer).replace("'200':", "200:").replace("DAY", "2026-11-28")
    file = tmp_path / "newer.yaml"
    file.write_text(text, encoding="utf-8")

    assert drift([str(file)]) == 1
    assert capsys.readouterr().out == f"+ GET {PATH}: answers data.color\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            b'{"swagger": "2.0"}',
            "received another document; allowed: OpenAPI 3.0 or 3.1 as JSON or YAML",
        ),
        (b"[]", "received another document"),
        (b"openapi: 3.1.0\npaths: {}\n", "without paths"),
        (b"openapi: 3.1.0\npaths: &a [*a]\n", "neither JSON nor YAML: it is nested too deeply, or"),
        (b"openapi: [", "neither JSON nor YAML"),
        (b"{'openapi'", "that is not JSON from line 1, column 2 on; allowed: OpenAPI 3.0 or 3.1"),
        (b"openapi: 3.1.0\npaths: [", "neither JSON nor YAML from line 2, column 9 on;"),
        (b"\xff\xfe\x00", "neither JSON nor YAML: it is no text in UTF-8;"),
        (b'{"openapi": "\xff"}', "not JSON: it is no text in UTF-8;"),
        (b"", "received another document"),
        (b"<html>No such page</html>", "received another document"),
        (b"[" * 100_000, "not JSON: it is nested too deeply, or within itself;"),
        (b'{"openapi": "3.0.4"}', "without paths"),
        (b'{"openapi": "3.0.4", "paths": {}}', "without paths"),
        (b'{"openapi": "3.0.4", "paths": []}', "without paths"),
        (b'{"openapi": "3.0.4", "paths": {"/a": {}}}', "without any operation"),
        (
            b'{"openapi": "3.0.4", "paths": {"/a": {"get": 5}}}',
            "received a document that breaks OpenAPI's own form in GET /a; allowed: OpenAPI",
        ),
        (b'{"openapi": "3.0.4", "paths": {"/a": 5}}', "own form in /a;"),
        (
            b'{"openapi": "3.0.4", "paths": {"/a": {"get": {"responses": {"200": 5}}}}}',
            "form in GET /a;",
        ),
        (
            b'{"openapi": "3.0.4", "servers": [5], "paths": {"/a": {"get": {}}}}',
            "own form in servers;",
        ),
        (
            b'{"openapi": "3.0.4", "paths": {"/a": {"get": {"parameters": [{"$ref": "#/x/y"}]}}}}',
            "points at #/x/y, which is not in it",
        ),
    ],
)
def test_a_file_that_is_no_openapi_is_one_clear_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, told: str
) -> None:
    file = tmp_path / "newer.json"
    file.write_bytes(content)

    assert drift([str(file)]) == 2

    out, err = capsys.readouterr()
    assert (out, len(err.splitlines())) == ("", 1)
    assert err.startswith(f"{file}: ")
    assert told in err
    assert not PYTHON.search(err)


def test_a_file_that_is_not_there_is_one_clear_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path, told in ((tmp_path / "gone.json", "No such file"), (tmp_path, "Is a directory")):
        assert drift([str(path)]) == 2
        assert capsys.readouterr().err.startswith(f"{path}: {told}")
