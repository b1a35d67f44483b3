"""The published contracts in one file of ours: one line per operation, made from the documents.

`python -m tools.servicetitan.digest FOLDER` writes it anew from a folder of module documents.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from tools.servicetitan.contract import Contract
from tools.servicetitan.operation import Operation, modules_in, operations_of, python_modules
from tools.servicetitan.published import Published

FILE = Path(__file__).with_name("facts.digest.json")


def every_operation() -> Iterator[Operation]:
    """All operations of all modules; imports every one of them, so not for a quick start."""
    for name in python_modules():
        for module in modules_in(name):
            yield from operations_of(module)


def published_contracts(folder: Path) -> dict[str, Contract]:
    """The contracts of a folder of documents, one per module, by method and path."""
    documents = (json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json")))
    modules = (one for one in documents if "operations" in one)
    found = (Published(one["operations"], one["schemas"]).contracts() for one in modules)
    return {contract.route: contract for module in found for contract in module}


def read_digest() -> dict[str, Contract]:
    """The published contracts as our own file keeps them."""
    lines: Mapping[str, Mapping[str, object]] = json.loads(FILE.read_text("utf-8"))
    return {route: Contract(route=route, **kept) for route, kept in lines.items()}  # type: ignore[arg-type]


def digest_text(contracts: Mapping[str, Contract]) -> str:
    lines = [f"{json.dumps(route)}: {_line(contracts[route])}" for route in sorted(contracts)]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _line(contract: Contract) -> str:
    kept = {k: v for k, v in asdict(contract).items() if k != "route" and v is not None}
    return json.dumps({"scope": None, "body": None, **kept}, ensure_ascii=False)


def main(folder: str) -> None:
    FILE.write_text(digest_text(published_contracts(Path(folder))), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
