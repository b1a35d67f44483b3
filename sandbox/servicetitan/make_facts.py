"""Turns a folder of ServiceTitan facts into the compact files in `facts/`.

Run as `python -m sandbox.servicetitan.make_facts SOURCE_DIR`.
"""

import json
import sys
from pathlib import Path
from typing import Any

FACTS = Path(__file__).parent / "facts"

# Our word → the source's word, for what an operation carries over unchanged.
CARRIED = {
    "op": "id",
    "verb": "method",
    "path": "path",
    "scope": "scope",
    "sends": "contentType",
    "errors": "errors",
    "paged": "paginated",
    "feed": "export",
    "row": "item",
    "oneOf": "anyOfRequired",
    "limits": "limits",
    "lastListed": "lastListed",
}


def node(source: Any) -> Any:
    """A schema node with `$ref` spelled `ref`, at every depth."""
    if isinstance(source, list):
        return [node(part) for part in source]
    if not isinstance(source, dict):
        return source
    return {"ref" if key == "$ref" else key: node(value) for key, value in source.items()}


def operation(source: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {
        ours: source[theirs] for ours, theirs in CARRIED.items() if theirs in source
    }
    for place, key in (("path", "inPath"), ("query", "inQuery")):
        made[key] = {
            param["name"]: node({k: v for k, v in param.items() if k not in {"name", "in"}})
            for param in source.get("params", [])
            if param["in"] == place
        }
    if "body" in source:
        made["body"] = node(source["body"])
    made["answers"] = node(source["responses"])
    return {key: value for key, value in made.items() if value not in (None, {})}


def one_line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def module_file(source: dict[str, Any]) -> str:
    operations = ",\n".join(one_line(operation(item)) for item in source["operations"])
    schemas = ",\n".join(f"{one_line(n)}:{one_line(node(s))}" for n, s in source["schemas"].items())
    head = one_line({key: source[key] for key in ("module", "title", "basePath", "asOf")})
    return f'{head[:-1]},\n"operations":[\n{operations}\n],\n"schemas":{{\n{schemas}\n}}}}\n'


def main(source: Path) -> None:
    listed = json.loads((source / "index.json").read_text("utf-8"))["modules"]
    for entry in listed:
        text = (source / f"{entry['module']}.json").read_text("utf-8")
        (FACTS / f"{entry['module']}.json").write_text(module_file(json.loads(text)), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
