"""`python -m agent.docs [--check]`: writes what follows from the code, or names what is stale."""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from agent.catalogue import Entry
from agent.cataloguing import catalogue_text, make_catalogue, surface_text
from agent.settings import env_example, readme_table

ROOT = Path(__file__).resolve().parents[1]
GENERATED = """# Catalogue

Every tool, written by `./dev docs` from the code. Curated tools come first: clients see them
listed. ServiceTitan's own operations follow, a section per API module; clients find them by
`search_tools`. The scope is what the ServiceTitan app must have been granted. An operation that
was last listed on a day has left ServiceTitan's reference and may answer 404.
"""


class MarkerError(Exception):
    """A page lacks the two comment lines between which a generated part stands."""


def main(argv: Sequence[str] | None = None, *, root: Path = ROOT) -> int:
    """Write every generated part, or with `--check` only say which are out of date."""
    parser = argparse.ArgumentParser("python -m agent.docs", description=main.__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if stale")
    only_check = parser.parse_args(argv).check
    try:
        stale = dict(_stale(root))
    except MarkerError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    for path, text in stale.items():
        if not only_check:
            path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path.relative_to(root)}: {'stale' if only_check else 'written'}\n")
    if only_check and stale:
        sys.stdout.write("run ./dev docs\n")
    return 1 if only_check and stale else 0


def _stale(root: Path) -> Iterator[tuple[Path, str]]:
    """The files whose text is not what the code says, with the text they should have."""
    for name, wanted in _pages(root).items():
        path = root / name
        if _text(path) != wanted:
            yield path, wanted


def _pages(root: Path) -> Mapping[str, str]:
    entries = make_catalogue()
    readme = between(_text(root / "README.md"), "tools", tools_table(entries))
    return {
        "agent/catalogue.json": catalogue_text(),
        "agent/surface.json": surface_text(),
        "tools/README.md": tools_page(entries),
        ".env.example": env_example(),
        "README.md": between(readme, "settings", readme_table()),
    }


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def between(text: str, name: str, part: str) -> str:
    """The page with this part between `<!-- name:begin -->` and `<!-- name:end -->`."""
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    head, opened, rest = text.partition(begin)
    _, closed, tail = rest.partition(end)
    if not (opened and closed):
        message = f"README.md: the lines {begin} and {end} are missing"
        raise MarkerError(message)
    return f"{head}{begin}\n{part.strip()}\n{end}{tail}"


def tools_table(entries: Sequence[Entry]) -> str:
    """The tools that clients see listed, as a Markdown table by category."""
    lines = ["| Tool | Effect | What comes back |", "|---|---|---|"]
    listed = (entry for entry in entries if entry.listed)
    for category, members in groupby(listed, key=lambda entry: entry.category):
        lines.append(f"| **{category}** | | |")
        lines += [f"| `{e.name}` | {_effect(e)} | {_cell(e.summary)} |" for e in members]
    return "\n".join(lines)


def tools_page(entries: Sequence[Entry]) -> str:
    """`tools/README.md`: every tool and operation by module."""
    parts = [GENERATED]
    for category, members in groupby(entries, key=lambda entry: entry.category):
        lines = [f"## {category}", "", "| Tool | Effect | Sentence | Scope |", "|---|---|---|---|"]
        lines += [f"| `{e.name}` | {_effect(e)} | {_sentence(e)} | {_scope(e)} |" for e in members]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _effect(entry: Entry) -> str:
    return entry.effect if entry.risk == "none" else f"{entry.effect} ({entry.risk})"


def _sentence(entry: Entry) -> str:
    last = entry.last_listed
    return _cell(f"{entry.summary} Last listed by ServiceTitan {last}." if last else entry.summary)


def _scope(entry: Entry) -> str:
    return ", ".join(f"`{scope}`" for scope in (entry.api_scope or "").split())


def _cell(text: str) -> str:
    return text.replace("|", chr(92) + "|")


if __name__ == "__main__":
    sys.exit(main())
