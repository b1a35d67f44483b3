"""Ranks the catalogue's resources, and inside each its tools, by how well they fit a query."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from agent.search.bar import Bar
from agent.search.index import Index
from agent.search.query import Reader, Unit
from agent.search.thesaurus import Thesaurus
from agent.search.wording import is_question
from agent.search.words import read, stem

Row = Mapping[str, Any]

# What a word weighs by where it stands; all found on bench/queries/tuning.yaml.
_NAME, _ALIAS, _PHRASE_WORD, _SUMMARY, _MODULE = 4.0, 2.0, 1.4, 1.0, 0.8
_TOOL_ALIAS, _TOOL_NAME = 1.4, 2.5
_NAMED = 0.3
"""What a word of the resource's name adds; many summaries say "job", few resources are jobs."""

_COMMON_TO = 0.3
"""The share of resources that makes a verb say little about which of them is meant."""

_SURE = 1.9
"""Times the bar from which on a hit needs no warning: of the tuning queries that a tool fits one
in thirteen stays below, of those that none does nineteen in twenty."""

_LISTED = 0.9
"""A tool that the client sees in its list anyway comes after what only a search can find."""

_READS_IN_A_QUESTION, _READS_FIRST, _READS_BESIDE_A_WRITE = 9.0, 2.5, 0.4
_READ_PRIORS = {"list": 1.0, "search": 1.0, "get": 0.7}
_SELDOM = {"custom": 1.5, "export": 1.0}
"""Tools behind their siblings unless the query has their word."""


_CUSTOMER = Unit("word", {"customer": 1.0})
"""Whom a name most likely names."""


@dataclass(frozen=True)
class Hit:
    """A resource that fits, with its tools, the best first."""

    resource: str
    tools: tuple[Row, ...]
    score: float


@dataclass(frozen=True)
class Found:
    """What a query finds: the hits, the best first; none where nothing fits."""

    hits: tuple[Hit, ...] = ()
    is_sure: bool = False
    """Whether the best score is well above the bar, or perhaps no tool fits at all."""


@dataclass(frozen=True)
class _Group:
    """A resource's tools, and the number of the first among all tools."""

    resource: str
    rows: list[Row]
    first: int


class Ranker:
    """Finds the resources whose tools fit what somebody asks for."""

    def __init__(self, rows: Iterable[Row], thesaurus: Thesaurus) -> None:
        self._groups = _grouped(rows)
        # Of a resource: every word and saying; its name alone; the words that it is about. Of a
        # tool: its name, summary and sayings.
        self._resources = Index(len(self._groups))
        self._names = Index(len(self._groups))
        self._about = Index(len(self._groups))
        self._tools = Index(sum(len(group.rows) for group in self._groups))
        self._words: Counter[str] = Counter()
        self._verbs: set[str] = set()
        self._write_verbs: set[str] = set()
        self._priors: list[tuple[float, float]] = []
        for document, group in enumerate(self._groups):
            self._add_resource(document, group.resource, thesaurus)
            for number, row in enumerate(group.rows, group.first):
                self._add_tool(document, number, row)
                self._add_tool_phrases(document, number, thesaurus.tools.get(row["name"], ()))
        self._common_verbs = _common_verbs(self._groups)
        deeds = frozenset(map(stem, thesaurus.deeds))
        self._bar = Bar(self._resources, self._about, self._verbs, deeds)
        self._reader = Reader(thesaurus, self._words)

    def search(self, query: str, limit: int = 8, visible: Container[str] | None = None) -> Found:
        """The resources that fit.

        `visible` names the tools that exist for the caller; all do when it is None.
        """
        units = self._reader.read(query)
        if self._looks_for_a_name(units):
            units.append(_CUSTOMER)
        scores = self._resource_scores(units)
        ranked = sorted(scores, key=lambda document: (-scores[document], document))
        if not ranked:
            return Found()
        best = scores[ranked[0]]
        asked = self._bar.doubts(query, units, ranked[0]).score_asked()
        if best < asked:
            return Found()
        found = self._tools.scores(units)
        eager = self._eagerness_to_read(query, units)
        hits = (
            Hit(self._groups[document].resource, tools, scores[document])
            for document in ranked
            if (tools := self._best_tools(self._groups[document], found, visible, eager))
        )
        return Found(tuple(islice(hits, limit)), is_sure=best >= _SURE * asked)

    def _looks_for_a_name(self, units: Sequence[Unit]) -> bool:
        """Whether a query wants to see somebody and says nothing else: "find the Smiths on Elm"."""
        acts = [unit for unit in units if unit.kind == "word"]
        rest = {unit.kind for unit in units} - {"word", "small"}
        is_act = all(not self._verbs.isdisjoint(unit.strong) for unit in acts)
        return bool(acts) and rest == {"name"} and is_act and not self._names_a_write(units)

    def _add_resource(self, document: int, resource: str, thesaurus: Thesaurus) -> None:
        module, _, name = resource.rpartition(".")
        named, within = read(name), read(module)
        self._words.update([*named.words, *within.words])
        self._resources.add(document, named.roots, _NAME)
        self._resources.add_phrase(document, named.roots)
        self._names.add(document, named.roots, _NAME)
        self._about.add(document, named.roots, _NAME)
        self._resources.add(document, within.roots, _MODULE)
        best: dict[str, float] = {}
        for said in map(read, thesaurus.resources.get(resource, ())):
            self._words.update(said.words)
            weight = _ALIAS if len(said.words) == 1 else _PHRASE_WORD
            if len(said.words) == 1:
                self._about.add(document, said.roots, _NAME)
            best |= {root: max(weight, best.get(root, 0.0)) for root in said.roots}
            self._resources.add_phrase(document, said.phrase)
        for root, weight in best.items():
            self._resources.add(document, [root], weight)

    def _add_tool(self, document: int, number: int, row: Row) -> None:
        name, summary = _words_of(row), read(row["summary"])
        roots = [stem(word) for word in name]
        self._words.update([*name, *summary.words])
        self._verbs.add(roots[0])
        if row["effect"] != "reads":
            self._write_verbs.add(roots[0])
        seldom = sum(_SELDOM.get(word, 0.0) for word in name)
        self._priors.append((_READ_PRIORS.get(name[0], 0.0), seldom))
        self._tools.add(number, roots, _TOOL_NAME)
        self._tools.add_phrase(number, roots)
        self._tools.add(number, set(summary.roots), _SUMMARY)
        self._resources.add(document, {*roots, *summary.roots}, _SUMMARY)
        self._resources.add_phrase(document, roots)
        self._about.add(document, roots, _ALIAS)

    def _add_tool_phrases(self, document: int, number: int, phrases: Sequence[str]) -> None:
        for said in map(read, phrases):
            self._words.update(said.words)
            if len(said.words) == 1:
                self._about.add(document, said.roots, _NAME)
            for index, at, weight in (
                (self._tools, number, _TOOL_NAME),
                (self._resources, document, _TOOL_ALIAS),
            ):
                index.add(at, said.roots, weight)
                index.add_phrase(at, said.phrase)

    def _resource_scores(self, units: Sequence[Unit]) -> dict[int, float]:
        scores = self._resources.scores(units, self._common_verbs)
        for document, value in self._names.scores(units).items():
            scores[document] = scores.get(document, 0.0) + _NAMED * value
        for document in scores:
            if all(row["listed"] for row in self._groups[document].rows):
                scores[document] *= _LISTED
        return scores

    def _eagerness_to_read(self, query: str, units: Sequence[Unit]) -> float:
        """How much a read is preferred: most in a question, hardly beside an act that writes."""
        if is_question(query):
            return _READS_IN_A_QUESTION
        return _READS_BESIDE_A_WRITE if self._names_a_write(units) else _READS_FIRST

    def _names_a_write(self, units: Sequence[Unit]) -> bool:
        return any(not self._write_verbs.isdisjoint(unit.strong) for unit in units)

    def _best_tools(
        self,
        group: _Group,
        scores: Mapping[int, float],
        visible: Container[str] | None,
        eager: float,
    ) -> tuple[Row, ...]:
        """The group's tools, the best first; reads gain by the eagerness to read."""
        graded: list[tuple[float, Row]] = []
        for number, row in enumerate(group.rows, group.first):
            if visible is None or row["name"] in visible:
                reads, seldom = self._priors[number]
                graded.append((scores.get(number, 0.0) + eager * reads - seldom, row))
        return tuple(row for _, row in sorted(graded, key=lambda one: -one[0]))


def _grouped(rows: Iterable[Row]) -> list[_Group]:
    ordered = sorted(rows, key=itemgetter("resource"))
    groups: list[_Group] = []
    first = 0
    for resource, members in groupby(ordered, itemgetter("resource")):
        groups.append(_Group(resource, list(members), first))
        first += len(groups[-1].rows)
    return groups


def _common_verbs(groups: Sequence[_Group]) -> frozenset[str]:
    """What tools of very many resources do: list, get, create, update and export."""
    held = Counter(verb for group in groups for verb in {stem(_words_of(r)[0]) for r in group.rows})
    return frozenset(verb for verb, count in held.items() if count > _COMMON_TO * len(groups))


def _words_of(row: Row) -> list[str]:
    """The words of a tool's name without its module, the verb first."""
    prefix = row["category"].replace("-", "_") + "_"
    return str(row["name"]).removeprefix(prefix).split("_")
