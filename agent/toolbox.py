"""Tools about tools for one caller: what exists for them, found by words or by name."""

from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from agent.catalogue import Catalogue
from agent.exposure import Exposure
from agent.runners import schemas_of
from tools.errors import ToolProblem
from tools.principal import Principal
from tools.toolbox import ToolHit, ToolLine, ToolSchema

if TYPE_CHECKING:
    from agent.search.ranker import Ranker, Row


class LazyRanker:
    """The ranker over the whole catalogue, imported and made at the first search."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    @cached_property
    def ranker(self) -> "Ranker":
        ranking = import_module("agent.search.ranker")
        thesaurus = import_module("agent.search.thesaurus").load_thesaurus()
        made: Ranker = ranking.Ranker([e.row() for e in self._catalogue.values()], thesaurus)
        return made


@dataclass(frozen=True)
class CallersTools:
    """The tools that exist for one caller."""

    catalogue: Catalogue
    exposure: Exposure
    principal: Principal
    ranking: LazyRanker

    def find(self, query: str, limit: int) -> list[ToolHit]:
        visible = {entry.name for entry in self.exposure.visible(self.catalogue, self.principal)}
        hits = self.ranking.ranker.search(query, limit=limit, visible=visible)
        return [
            ToolHit(resource=hit.resource, tools=[_line(row) for row in hit.tools]) for hit in hits
        ]

    def describe(self, name: str) -> ToolSchema | None:
        try:
            entry = self.exposure.find(self.catalogue, name, self.principal)
        except ToolProblem:
            return None
        parameters, _ = schemas_of(entry)
        return ToolSchema(
            name=entry.name,
            effect=entry.effect,
            risk=entry.risk,
            description=entry.text,
            parameters=parameters,
        )


def _line(row: "Row") -> ToolLine:
    return ToolLine(name=row["name"], effect=row["effect"], summary=row["summary"])
