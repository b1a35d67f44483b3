"""`drift FILE…`: newer OpenAPI files of ServiceTitan against our operations."""

import argparse
import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from agent.catalogue import load_catalogue
from agent.commands.common import say
from agent.drift import Document, compare, ours
from tools.servicetitan.operation import Operation


def drift(arguments: list[str]) -> int:
    """Say what newer OpenAPI files add (+), drop (-) and change (~); 1 when anything differs."""
    parser = argparse.ArgumentParser("perfect-catch drift", description=drift.__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="OpenAPI 3 as JSON")
    documents = []
    for file in parser.parse_args(arguments).files:
        try:
            documents.append(_read(file))
        except (OSError, ValueError) as problem:
            say(f"{file}: {problem}")
            return 2
    found = compare(documents, ours(_operations()))
    sys.stdout.writelines(f"{one}\n" for one in found)
    say(f"{len(found)} differences" if found else "no differences")
    return 1 if found else 0


def _operations() -> Iterator[Operation]:
    """Every operation, from the code that the catalogue points at."""
    for entry in load_catalogue().values():
        if entry.path is not None:
            module, _, place = entry.target.partition(":")
            owner, _, name = place.partition(".")
            declared: Any = getattr(getattr(import_module(module), owner), name)
            yield declared.operation


def _read(file: Path) -> Document:
    content = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(content, dict) or not str(content.get("openapi", "")).startswith("3."):
        message = "received another document; allowed: OpenAPI 3.0 or 3.1 as JSON"
        raise ValueError(message)
    return Document(content)
