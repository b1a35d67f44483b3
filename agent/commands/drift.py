"""`drift FILE…`: newer OpenAPI files of ServiceTitan against our operations."""

import argparse
import json
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from agent.commands.common import say
from agent.drift.comparing import compare
from agent.drift.documents import Document, IllFormed
from agent.drift.own import ours
from agent.drift.shapes import Described
from tools.servicetitan.digest import every_operation, read_digest
from tools.wording import counted

CODES = "Exit code: 0 no difference, 1 differences, 2 a file that cannot be read."
_WANTED = "allowed: OpenAPI 3.0 or 3.1 as JSON or YAML"
_BEGINNINGS = (b"{", b"[")


def drift(arguments: list[str]) -> int:
    """Say what newer OpenAPI files add (+), drop (-) and change or move (~)."""
    parser = argparse.ArgumentParser("perfect-catch drift", description=drift.__doc__, epilog=CODES)
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="OpenAPI 3 as JSON or YAML"
    )
    documents = []
    for file in parser.parse_args(arguments).files:
        try:
            documents.append(_read(file))
        except OSError as problem:
            say(f"{file}: {problem.strerror or problem}")
            return 2
        except ValueError as problem:
            say(f"{file}: {problem}")
            return 2
    found = compare(documents, _known())
    sys.stdout.writelines(f"{one}\n" for one in found)
    say(counted(len(found), "difference") if found else "no differences")
    return 1 if found else 0


@cache
def _known() -> Mapping[str, Described]:
    """Ours; to describe 594 operations takes a second."""
    return ours(every_operation(), read_digest())


def _read(file: Path) -> Document:
    """The document in a file, with every operation in it understood; ValueError says why not."""
    content = _parsed(file.read_bytes())
    if not isinstance(content, dict) or not str(content.get("openapi", "")).startswith("3."):
        message = f"received another document; {_WANTED}"
        raise ValueError(message)
    if not isinstance(content.get("paths"), dict) or not content["paths"]:
        message = f"received a document without paths; {_WANTED}, with the paths of a module"
        raise ValueError(message)
    try:
        document = Document(content)
        if not document.operations:
            message = "received paths without any operation"
            raise ValueError(message)
    except IllFormed as odd:
        message = f"received a document that breaks OpenAPI's own form {odd}; {_WANTED}"
        raise ValueError(message) from odd
    return document


def _parsed(text: bytes) -> Any:
    try:
        return json.loads(text)
    except (RecursionError, ValueError) as odd:
        if text.lstrip()[:1] not in _BEGINNINGS:
            return _from_yaml(text)
        message = f"received a file that is not JSON{_why(odd)}; {_WANTED}"
        raise ValueError(message) from odd


def _from_yaml(text: bytes) -> Any:
    """What the file would say as JSON, where every name is text: a status, 200, too."""
    try:
        return json.loads(json.dumps(yaml.safe_load(text), default=str))
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as odd:
        message = f"received a file that is neither JSON nor YAML{_why(odd)}; {_WANTED}"
        raise ValueError(message) from odd


def _why(odd: Exception) -> str:
    """Where a file stops being one, as far as that is known."""
    mark = getattr(odd, "problem_mark", None)
    if mark is not None:
        return f" from line {mark.line + 1}, column {mark.column + 1} on"
    if isinstance(odd, json.JSONDecodeError):
        return f" from line {odd.lineno}, column {odd.colno} on"
    if isinstance(odd, UnicodeDecodeError | yaml.reader.ReaderError):
        return ": it is no text in UTF-8"
    return ": it is nested too deeply, or within itself" if _is_endless(odd) else ""


def _is_endless(odd: Exception) -> bool:
    """A circle of YAML's anchors is what JSON calls a wrong value."""
    return isinstance(odd, RecursionError) or type(odd) is ValueError
