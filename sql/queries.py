"""Named SQL statements from `sql/queries/<category>.sql`, `:name` turned into `$1`, `$2` …."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "queries"

_HEADER = re.compile(r"^-- name:[ \t]*(\S*)[ \t]*$", re.MULTILINE)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
# Whatever may hold a colon or semicolon that means nothing comes first, so it is skipped whole.
_TOKEN = re.compile(
    r"""
      (?P<skip> [eE]'(?:\\.|''|[^'\\])*' | '(?:''|[^'])*' | "(?:""|[^"])*"
              | \$(?P<tag>[A-Za-z_]\w*|)\$.*?\$(?P=tag)\$ | --[^\n]* | /\*.*?\*/ | :: )
    | :(?P<param>[A-Za-z_]\w*)
    | (?P<end>;)
    """,
    re.VERBOSE | re.DOTALL,
)


class QueryProblem(Exception):
    """A query file or the use of a query is wrong; the message says which and how."""


@dataclass(frozen=True, slots=True)
class Query:
    """One named statement, ready for asyncpg."""

    name: str
    description: str
    sql: str
    parameters: tuple[str, ...]
    category: str

    @property
    def touches_session(self) -> bool:
        """Whether it leaves something on its connection: a lock of the session."""
        return "advisory_lock(" in self.sql

    def arguments(self, given: Mapping[str, Any]) -> list[Any]:
        """Put the given values in the order of the statement's parameters."""
        if given.keys() != set(self.parameters):
            missing = sorted(set(self.parameters) - given.keys())
            unknown = sorted(given.keys() - set(self.parameters))
            raise QueryProblem(f"query {self.name}: missing {missing}, unknown {unknown}")
        return [given[parameter] for parameter in self.parameters]


def parse(text: str, category: str) -> Iterator[Query]:
    """Every query of one file, in order; a malformed one raises QueryProblem."""
    headers = list(_HEADER.finditer(text))
    lead = text[: headers[0].start()] if headers else text
    if any(line.strip() and not line.startswith("--") for line in lead.splitlines()):
        raise QueryProblem(f"{category}.sql: a statement stands before the first '-- name:' line")
    ends = [header.start() for header in headers[1:]] + [len(text)]
    for header, end in zip(headers, ends, strict=False):
        yield _query(header.group(1), text[header.end() : end], category)


def _query(name: str, body: str, category: str) -> Query:
    if not _NAME.fullmatch(name):
        raise QueryProblem(f"{category}.sql: {name!r} is no snake_case query name")
    lines = body.strip().splitlines()
    first = next((at for at, line in enumerate(lines) if not line.startswith("--")), len(lines))
    description = " ".join(line.removeprefix("--").strip() for line in lines[:first]).strip()
    if not description:
        raise QueryProblem(f"{category}.sql: query {name} has no description line")
    sql, parameters = _number("\n".join(lines[first:]).strip(), f"{category}.sql: query {name}")
    return Query(name, description, sql, parameters, category)


def _number(statement: str, where: str) -> tuple[str, tuple[str, ...]]:
    """Replace each `:name` by its position; the same name keeps the same position."""
    positions: dict[str, int] = {}
    pieces: list[str] = []
    at = 0
    for token in _TOKEN.finditer(statement):
        if token["end"]:
            if _code(statement[token.end() :]):
                raise QueryProblem(f"{where} holds more than one statement")
            statement = statement[: token.start()]
            break
        if token["param"]:
            number = positions.setdefault(token["param"], len(positions) + 1)
            pieces += [statement[at : token.start()], f"${number}"]
            at = token.end()
    sql = "".join([*pieces, statement[at:]]).strip()
    if not _code(sql):
        raise QueryProblem(f"{where} has no statement")
    return sql, tuple(positions)


def _code(text: str) -> str:
    return re.sub(r"--[^\n]*|/\*.*?\*/", "", text, flags=re.DOTALL).strip()


class QueryBook:
    """The queries of a folder; names are indexed at first use, a file is parsed when needed."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self._files: dict[str, Path] | None = None
        self._parsed: dict[str, Query] = {}

    def get(self, name: str) -> Query:
        if name not in self._parsed:
            self._parse(self._find(name))
        return self._parsed[name]

    def names(self) -> list[str]:
        return sorted(self._index())

    def all(self) -> list[Query]:
        return [self.get(name) for name in self.names()]

    def _find(self, name: str) -> Path:
        try:
            return self._index()[name]
        except KeyError:
            raise QueryProblem(f"no query is named {name!r}") from None

    def _index(self) -> dict[str, Path]:
        if self._files is None:
            files: dict[str, Path] = {}
            for path in sorted(self._folder.rglob("*.sql")):
                for name in _HEADER.findall(path.read_text(encoding="utf-8")):
                    if name in files:
                        raise QueryProblem(f"{name!r} is in {files[name].name} and in {path.name}")
                    files[name] = path
            self._files = files
        return self._files

    def _parse(self, path: Path) -> None:
        category = path.relative_to(self._folder).with_suffix("").as_posix()
        for query in parse(path.read_text(encoding="utf-8"), category):
            self._parsed[query.name] = query


QUERIES = QueryBook()
