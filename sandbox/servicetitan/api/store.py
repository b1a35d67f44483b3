"""Rows as bytes: encoded once, found by id, read by column, fed in order of change."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable
from typing import Any, Final

import msgspec

from sandbox.servicetitan.company import clock

Row = dict[str, Any]
Key = tuple[str, Any, int]  # moment of change, id, position

encode: Final = msgspec.json.Encoder().encode
decode: Final = msgspec.json.Decoder().decode


def change_key(row: Row) -> str:
    """When a row last changed, comparable as text; rows without a stamp come first."""
    moment = row.get("modifiedOn") or row.get("createdOn") or row.get("submittedOn") or ""
    return clock.key(moment) if isinstance(moment, str) else ""


class Table:
    """The rows of one resource in the order they were made."""

    def __init__(self, name: str, key: str = "id") -> None:
        self.name, self.key = name, key
        self.raw: list[bytes | None] = []
        self.ids: list[Any] = []
        self.at: dict[Any, int] = {}
        self.version = 0
        self._columns: dict[str, list[Any]] = {}
        self._indexes: dict[tuple[str, ...], dict[Any, list[int]]] = {}
        self._views: dict[tuple[str, str], list[bytes | None]] = {}
        self._order: list[Key] | None = None
        self.touched: dict[int, float] = {}

    def __len__(self) -> int:
        return len(self.at)

    def seen(self) -> "Table":
        """What readers see at this moment."""
        return self

    def load(self, rows: Iterable[Row]) -> None:
        """Takes made-up rows in bulk; rows without an id are numbered."""
        for row in rows:
            self.append(row)

    def append(self, row: Row) -> None:
        key = row.get(self.key)
        if key is None or key in self.at:
            key = ("row", len(self.raw))
        self.at[key] = len(self.raw)
        self.ids.append(key)
        self.raw.append(encode(row))

    def get(self, key: Any) -> Row | None:
        place = self.at.get(key)
        return None if place is None else self.read(place)

    def read(self, place: int) -> Row:
        found: Row = decode(self.raw[place] or b"{}")
        return found

    def put(self, row: Row, key: Any = None, *, moment: float = 0.0) -> None:
        """Inserts or replaces a row; everything derived from it follows."""
        key = row[self.key] if key is None else key
        place = self.at.get(key)
        if place is None:
            place = len(self.raw)
            self.at[key] = place
            self.ids.append(key)
            self.raw.append(b"")
            for column in self._columns.values():
                column.append(None)
            for view in self._views.values():
                view.append(None)
        elif self._order is not None:
            self._forget(place)
        self.raw[place] = encode(row)
        for name, column in self._columns.items():
            column[place] = row.get(name)
        for view in self._views.values():
            view[place] = None
        if self._order is not None:
            insort(self._order, (change_key(row), self.ids[place], place))
        self.touched[place] = moment
        self._indexes.clear()
        self.version += 1

    def remove(self, key: Any) -> bool:
        place = self.at.pop(key, None)
        if place is None:
            return False
        if self._order is not None:
            self._forget(place)
        self.raw[place] = None
        self._indexes.clear()
        self.version += 1
        return True

    def bury(self, row: Row, *, moment: float = 0.0) -> None:
        """Removes a row for everybody but its feed, which tells it from now on as given."""
        order, place = self.order(), self.at[row[self.key]]
        self.put(row, moment=moment)
        self.remove(row[self.key])
        self.raw[place] = encode(row)
        insort(order, (change_key(row), row[self.key], place))

    def _forget(self, place: int) -> None:
        order = self._order or []
        key = (change_key(self.read(place)), self.ids[place], place)
        found = bisect_left(order, key)
        if found < len(order) and order[found] == key:
            del order[found]

    def places(self) -> Iterable[int]:
        return self.at.values()

    def column(self, name: str) -> list[Any]:
        """One field of every row, by position."""
        made = self._columns.get(name)
        if made is None:
            only = msgspec.defstruct("Only", [(name, Any, None)])
            read = msgspec.json.Decoder(only).decode
            made = [getattr(read(raw), name) if raw else None for raw in self.raw]
            self._columns[name] = made
        return made

    def places_with(self, path: tuple[str, ...], values: list[Any]) -> list[int]:
        """Positions of the rows whose field, or field of a field, is one of some ids."""
        index = self._indexes.get(path)
        if index is None:
            index = self._indexes[path] = self._index(path)
        return sorted({place for value in values for place in index.get(value, ())})

    def _index(self, path: tuple[str, ...]) -> dict[Any, list[int]]:
        made: dict[Any, list[int]] = {}
        column = self.column(path[0])
        for place in self.places():
            value = column[place]
            if len(path) > 1:
                value = value.get(path[1]) if isinstance(value, dict) else None
            for one in value if isinstance(value, list) else (value,):
                if isinstance(one, int | str):
                    made.setdefault(one, []).append(place)
        return made

    def page(
        self, view: tuple[str, str], cut: Callable[[Row], Any], places: Iterable[int]
    ) -> list[bytes]:
        """The rows at these positions, encoded as the view shows them."""
        made = self._views.get(view)
        if made is None:
            made = self._views[view] = [None] * len(self.raw)
        out = []
        for place in places:
            shown = made[place]
            if shown is None:
                shown = made[place] = self._shown(place, cut)
            out.append(shown)
        return out

    def _shown(self, place: int, cut: Callable[[Row], Any]) -> bytes:
        """A view that says all the row says takes its place: one copy of the bytes is enough."""
        row = decode(self.raw[place] or b"{}")
        made = cut(row)
        shown = encode(made)
        if made == row:
            self.raw[place] = shown
        return shown

    def order(self) -> list[Key]:
        """Every row by (changed, id): the order of feeds."""
        if self._order is None:
            moments = [
                change_key({"modifiedOn": m, "createdOn": c})
                for m, c in zip(self.column("modifiedOn"), self.column("createdOn"), strict=True)
            ]
            self._order = sorted((moments[place], key, place) for key, place in self.at.items())
        return self._order

    def after(self, moment: str, key: Any) -> int:
        """Index in the feed order of the first row behind this one."""
        return bisect_right(self.order(), (moment, key, len(self.raw) + 1))

    def since(self, moment: str) -> int:
        """Index in the feed order of the first row changed at or after a moment."""
        return bisect_left(self.order(), (moment,))
