"""Tools about tools for one caller: what exists for them, found by words or by name."""

from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from agent.advice import described, names_in
from agent.catalogue import Catalogue
from agent.exposure import LONGEST, NEAR, Exposure
from agent.runners import schemas_of
from agent.settings import SettingsError
from tools.errors import ToolProblem
from tools.principal import Principal
from tools.toolbox import Finding, ToolHit, ToolLine, ToolSchema
from tools.wording import nearest

if TYPE_CHECKING:
    from agent.search import Ranker, Thesaurus
    from agent.search.ranker import Row


class LazyRanker:
    """The ranker over the whole catalogue, imported and made at the first search.

    A user's own thesaurus is read and checked at once, so that a slip shows at start-up.
    """

    def __init__(self, catalogue: Catalogue, extension: Path | None) -> None:
        self._catalogue = catalogue
        self._extension = extension
        if extension is not None:
            self._check()

    def _check(self) -> None:
        resources = {entry.resource for entry in self._catalogue.values()}
        try:
            self._thesaurus().check(resources, set(self._catalogue))
        except (ValueError, OSError) as odd:
            raise SettingsError([f"SEARCH_THESAURUS: {odd}"]) from odd

    def _thesaurus(self) -> "Thesaurus":
        read: Thesaurus = import_module("agent.search").load_thesaurus(self._extension)
        return read

    @cached_property
    def ranker(self) -> "Ranker":
        rows = [entry.row() for entry in self._catalogue.values()]
        made: Ranker = import_module("agent.search").Ranker(rows, self._thesaurus())
        return made


@dataclass(frozen=True)
class CallersTools:
    """The tools that exist for one caller."""

    catalogue: Catalogue
    exposure: Exposure
    principal: Principal
    ranking: LazyRanker

    def find(self, query: str, limit: int) -> Finding:
        found = self.ranking.ranker.search(query, limit=limit, visible=self._visible())
        hits = [
            ToolHit(resource=hit.resource, tools=list(map(_line, hit.tools))) for hit in found.hits
        ]
        return Finding(hits, is_sure=found.is_sure)

    def describe(self, name: str) -> ToolSchema | None:
        try:
            entry = self.exposure.find(self.catalogue, name, self.principal)
        except ToolProblem:
            return None
        parameters, _ = schemas_of(entry)
        named = names_in(entry.text) & self.catalogue.keys()
        hidden = named - self._visible() if named else named
        return ToolSchema(
            name=entry.name,
            effect=entry.effect,
            risk=entry.risk,
            description=described(entry.text, hidden),
            parameters=parameters,
        )

    def near(self, name: str) -> list[str]:
        """The names most like one that no tool has for this caller."""
        return nearest(name, sorted(self._visible()), most=NEAR) if len(name) <= LONGEST else []

    def _visible(self) -> set[str]:
        return {entry.name for entry in self.exposure.visible(self.catalogue, self.principal)}


def _line(row: "Row") -> ToolLine:
    return ToolLine(name=row["name"], effect=row["effect"], summary=row["summary"])
