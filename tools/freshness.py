"""How fresh the mirrored tables are that an answer was read from."""

import asyncio
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from tools.deps import Deps
from tools.results import AsOf

if TYPE_CHECKING:
    from sql import Database

_Asking = dict[tuple[str, ...], "asyncio.Task[AsOf]"]
_asking: "WeakKeyDictionary[Database, _Asking]" = WeakKeyDictionary()
"""Questions on their way: who asks the same meanwhile waits for that answer."""


async def as_of(deps: Deps, *tables: str) -> AsOf:
    """For each of these `servicetitan` tables, when it last equalled ServiceTitan."""
    return await as_of_tables(deps, [f"servicetitan.{table}" for table in tables])


async def as_of_mirrored(deps: Deps, relations: Iterable[str]) -> AsOf:
    """The same for those of these tables and views that mirror ServiceTitan.

    A view is as fresh as the stalest of the mirrored tables it reads.
    """
    rows = await deps.db.rows("mirrored_behind", relations=sorted(relations))
    return await as_of_tables(deps, [row["name"] for row in rows])


async def as_of_tables(deps: Deps, names: Collection[str]) -> AsOf:
    """The same by whole names, `schema.table`.

    Many callers at once share one question. An answer that was on its way already is no younger
    than one asked for now: it may say less than is true, never more.
    """
    asking = _asking.setdefault(deps.db, {})
    key = tuple(sorted(names))
    task = asking.get(key)
    if task is None:
        task = asking[key] = asyncio.create_task(_asked(deps.db, key))
        task.add_done_callback(lambda done: _answered(asking, key, done))
    return dict(await asyncio.shield(task))


async def _asked(db: "Database", names: tuple[str, ...]) -> AsOf:
    rows = await db.rows("table_freshness", entities=list(names))
    return {row["entity"]: row["as_of"] for row in rows}


def _answered(asking: _Asking, key: tuple[str, ...], done: "asyncio.Task[AsOf]") -> None:
    """Forget a question; a failure that nobody waits for any more is told to nobody."""
    asking.pop(key, None)
    if not done.cancelled():
        done.exception()
