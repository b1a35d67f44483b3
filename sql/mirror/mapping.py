"""From mapping queries (JSON path to column) and a table's own types: the statements that write."""

import re
from dataclasses import dataclass, field
from typing import Any

import asyncpg

from sql.mirror.pointers import pointed
from sql.mirror.repair import FIRST_YEAR, LAST_YEAR
from sql.queries import QUERIES, QueryProblem

RECORDS = "from jsonb_array_elements($1) as raw(d)"
"""Where every mapping query takes its records from; the composer puts its own rows there."""

DELETED = "deleted"
"""A mapping column of this name says that the source calls the record deleted."""

_DATES = re.compile(r"d ->> '(\w+)' as (\w+)")
"""How a mapping query takes a column from a field of the record."""

_CATALOGUE = """
select attname as name, format_type(atttypid, atttypmod) as type
  from pg_catalog.pg_attribute
 where attrelid = $1::text::regclass and attnum > 0 and not attisdropped
"""


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping query fitted to its table: the lateral that gives `m`, and each column's cast.

    `dates` are the record's fields that columns of dates come from.
    """

    table: str
    lateral: str
    casts: dict[str, str] = field(default_factory=dict)
    deleted: bool = False
    dates: frozenset[str] = frozenset()

    @property
    def stamped(self) -> bool:
        return "st_modified_on" in self.casts

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.casts)


async def fit(connection: "asyncpg.Connection[Any]", table: str, *queries: str) -> Mapping:
    """Join mapping queries into one mapping of `schema.table`."""
    rows = await connection.fetch(_CATALOGUE, table)
    types: dict[str, str] = {row["name"]: row["type"] for row in rows}
    casts: dict[str, str] = {}
    laterals: list[str] = []
    dates: set[str] = set()
    for number, name in enumerate(queries):
        query = QUERIES.get(name).sql
        given = await _given(connection, query)
        if unknown := given.keys() - types.keys() - {DELETED}:
            raise QueryProblem(f"{name} maps columns that {table} lacks: {sorted(unknown)}")
        casts |= {
            column: _cast(f"m{number}.{column}", kind, types.get(column, "boolean"))
            for column, kind in given.items()
        }
        taken = _DATES.findall(query)
        dates |= {name for name, column in taken if _is_moment(types.get(column, ""))}
        laterals.append(f"cross join lateral (\n{_inner(name, query)}\n    ) as m{number}")
    deleted = casts.pop(DELETED, None) is not None
    return Mapping(table, "\n    ".join(laterals), pointed(table, casts), deleted, frozenset(dates))


def _is_moment(kind: str) -> bool:
    return kind.startswith("timestamp") or kind == "date"


async def _given(connection: "asyncpg.Connection[Any]", query: str) -> dict[str, str]:
    prepared = await connection.prepare(query)
    return {one.name: one.type.name for one in prepared.get_attributes()}


def _inner(name: str, query: str) -> str:
    """The query with the records taken out: `d` is the record of the row beside it."""
    if query.count(RECORDS) != 1:
        raise QueryProblem(f"{name} must read once: {RECORDS}")
    return query.replace(RECORDS, "from (values (true)) as here(now)")


def _cast(value: str, given: str, wanted: str) -> str:
    """The value in the column's own type; text that is too long is cut, `full_data` keeps all."""
    if given == "jsonb":
        return _from_json(value, wanted)
    if given == "text":
        return _from_text(value, wanted)
    return f"{value}::{wanted}"


def _from_json(value: str, wanted: str) -> str:
    if wanted != "text[]":
        return f"nullif({value}, 'null'::jsonb)::{wanted}"
    texts = f"array(select jsonb_array_elements_text({value}))"
    return f"case when jsonb_typeof({value}) = 'array' then {texts} end"


def _day(value: str) -> str:
    """The company's day of a moment; midnight as written is how a day as such comes."""
    zone = "(select automation.company_timezone())"  # a subselect is asked once per statement
    moment = f"({value}::timestamptz at time zone {zone})::date"
    is_day = f"substr({value}, 12, 8) in ('', '00:00:00')"
    return f"case when {is_day} then {value}::date else {moment} end"


def _from_text(value: str, wanted: str) -> str:
    if _is_moment(wanted):
        early = f"{value} collate \"C\" >= '{FIRST_YEAR}'"
        late = f"{value} collate \"C\" < '{LAST_YEAR + 1}'"
        four = f"{value} like '____-%'"  # PostgreSQL keeps year 20250, and Python cannot read it
        kept = _day(value) if wanted == "date" else f"{value}::{wanted}"
        return f"case when {early} and {late} and {four} then {kept} end"
    if wanted == "bigint[]":
        return f"translate({value}, '[]', '{{}}')::bigint[]"
    if wanted.startswith(("character", "text")):
        return f"{value}::{wanted}"
    return f"nullif({value}, '')::{wanted}"
