"""Is the mirror what the source is? The source is read by plain HTTP, past all code of ours."""

import json
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from sandbox.servicetitan import Server
from sql import Database
from sync.entities import ENTITIES, Entity

Rows = dict[int, dict[str, Any]]
WIDE = {"active": "Any", "activeState": "All", "includeInactive": "true", "activeOnly": "false"}


@dataclass
class Difference:
    """Ids that are on one side only, or differ."""

    table: str
    lost: list[int] = field(default_factory=list)
    extra: list[int] = field(default_factory=list)
    other: list[int] = field(default_factory=list)


class Source:
    """The sandbox, asked as anybody could."""

    def __init__(self, box: Server) -> None:
        self.box = box
        form = {
            "grant_type": "client_credentials",
            "client_id": box.env["SERVICE_TITAN_CLIENT_ID"],
            "client_secret": box.env["SERVICE_TITAN_CLIENT_SECRET"],
        }
        answer = self._ask(f"{box.auth_url}/connect/token", {}, urlencode(form).encode())
        self.headers = {
            "Authorization": f"Bearer {answer['access_token']}",
            "ST-App-Key": box.env["SERVICE_TITAN_APP_KEY"],
        }

    def rows(self, entity: Entity) -> Rows:
        path = entity.operation.path.replace("{tenant}", str(self.box.tenant))
        key = "jobId" if entity.table.endswith("st_job_history") else "id"
        if entity.single:
            return {1: {**self.get(path, {}), "id": 1}}
        walk = self.feed(path) if entity.feed else self._list(path)
        return {row[key]: {**row, **entity.stamp} for row in walk}

    def ahead(self, entity: Entity, cursor: str | None) -> Rows:
        """The rows that a sync which goes on from this cursor still reads."""
        if cursor is None or entity.kind == "snapshot":
            return self.rows(entity)
        path = entity.operation.path.replace("{tenant}", str(self.box.tenant))
        key = "jobId" if entity.table.endswith("st_job_history") else "id"
        since = {entity.window or "": cursor}
        walk = self.feed(path, cursor) if entity.feed else self._list(path, since)
        return {row[key]: {**row, **entity.stamp} for row in walk}

    def feed(self, path: str, token: str = "") -> Iterator[dict[str, Any]]:
        more = True
        while more:
            recent = {"active": "Any", "includeRecentChanges": "true"}
            page = self.get(path, recent | ({"from": token} if token else {}))
            yield from page["data"]
            token, more = page["continueFrom"], page["hasMore"]

    def _list(
        self, path: str, since: Mapping[str, str] = MappingProxyType({})
    ) -> Iterator[dict[str, Any]]:
        number, more = 1, True
        while more:
            page = self.get(path, {**WIDE, **since, "page": number, "pageSize": 500})
            yield from page["data"]
            number, more = number + 1, page["hasMore"]

    def get(self, path: str, query: dict[str, Any]) -> Any:
        return self._ask(f"{self.box.api_url}{path}?{urlencode(query)}", self.headers, None)

    def _ask(self, url: str, headers: dict[str, str], body: bytes | None) -> Any:
        request = urllib.request.Request(url, body, headers)  # noqa: S310 - our own sandbox
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - the same
            return json.loads(answer.read(), parse_float=Decimal)


async def differences(
    db: Database, box: Server, entities: Sequence[Entity] = ENTITIES
) -> list[Difference]:
    """Nothing, when the mirror is what the source is."""
    box.set_faults()
    source = Source(box)
    wanted: dict[str, Rows] = {}
    for entity in entities:
        wanted.setdefault(entity.table, {}).update(source.rows(entity))
    found = [
        _compared(table, rows, await mirrored(db, table), await _dead(db, table))
        for table, rows in wanted.items()
    ]
    return [one for one in found if one.lost or one.extra or one.other]


def _compared(table: str, source: Rows, mirror: Rows, dead: set[int]) -> Difference:
    """A row that the source called removed stays dead when the source forgets it altogether."""
    return Difference(
        table,
        lost=sorted(source.keys() - mirror.keys()),
        extra=sorted(mirror.keys() - source.keys() - dead),
        other=[one for one in sorted(source.keys() & mirror.keys()) if source[one] != mirror[one]],
    )


async def mirrored(db: Database, table: str) -> Rows:
    """Rows that are alive, or that the source itself calls removed; tombstones are neither."""
    rows = await db.raw(
        f"select st_id, full_data from {table} where deleted_at is null or row_hash is not null"
    )
    assert len({row["st_id"] for row in rows}) == len(rows)
    await _check_columns(db, table)
    return {row["st_id"]: row["full_data"] for row in rows}


COLUMNS = {
    "name": "name",
    "summary": "summary",
    "active": "active",
    "balance": "balance",
    "st_modified_on": "modifiedOn",
}
"""Columns of many tables, and the field of the record that each of them holds."""


async def _check_columns(db: Database, table: str) -> None:
    """What tools read is what the record says; a value that does not fit its column is null."""
    schema, _, name = table.rpartition(".")
    columns = COLUMNS if schema == "servicetitan" else COLUMNS.keys() - {"name"}
    kinds = await db.raw(
        "select column_name::text as name, case when character_maximum_length is null"
        " then data_type else format('varchar(%s)', character_maximum_length) end as kind"
        " from information_schema.columns"
        " where table_schema = $1 and table_name = $2 and column_name = any($3)",
        schema,
        name,
        list(columns),
    )
    for column, kind in kinds:
        wrong = await db.raw(
            f"select st_id from {table}"
            f" where {column} is not null and row_hash is not null"
            f"   and {column} is distinct from (full_data ->> $1)::{kind}",
            COLUMNS[column],
        )
        assert wrong == [], f"{table}.{column}"


async def _dead(db: Database, table: str) -> set[int]:
    rows = await db.raw(f"select st_id from {table} where deleted_at is not null")
    return {row["st_id"] for row in rows}


def truth(box: Server, name: str) -> Rows:
    """The source's rows of one entity."""
    (entity,) = [one for one in ENTITIES if one.name == name]
    return Source(box).rows(entity)


async def versions(db: Database) -> dict[str, list[tuple[int, str]]]:
    """Which version of every row is stored: equal before and after means nothing was rewritten."""
    kept = {}
    for table in {entity.table for entity in ENTITIES}:
        rows = await db.raw(f"select st_id, xmin::text as x from {table} order by st_id")
        kept[table] = [(row["st_id"], row["x"]) for row in rows]
    return kept
