"""The bar a hit has to reach: every doubt about a query multiplies the score that is asked."""

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from agent.search.index import Index
from agent.search.query import Unit
from agent.search.wording import asks_for_knowledge, is_general, is_own_affair, read_wish

# The score asked, and what multiplies it; all set on bench/queries/tuning.yaml.
_LEAST = 1.9
_UNKNOWN, _MOST_UNKNOWN = 1.8, 2
"""A word that no tool knows, up to two of them; names of people are none."""

_UNHELD, _MOST_UNHELD = 1.4, 3
"""A word that tools know, but not those of the hit."""

_STRANGE_ACT = 1.9
"""A wish for an act that neither the hit nor any tool has: "weld a bracket", "mop the shop"; or
for a deed of hands that the hit does not name as its own."""

_STRANGE_OBJECT = 1.9
"""A wish for what is done to a thing that the hit only mentions: "fix the garage door"."""

_UNCOVERED = 1.7
"""A query of whose weight the hit explains nothing; in part where it explains some."""

_GENERAL, _KNOWLEDGE, _OWN_AFFAIR = 1.25, 3.0, 1.6
_ELSEWHERE = 5.0
_OUTSIDE = 1.8
"""Words such as "city hall", which a record may name too: "ring city hall about the permit"."""

_A_STORY = 14
"""Of more words a query tells a story: its first words, or one of another subject, are chatter."""

_SAID = 0.6
"""The share of a saying's words that makes it one that the query repeats."""

_ABOUT = 1.0
"""The gain from which on a resource is about a word and does not only mention it."""

_UNKNOWN_WEIGHT, _MOST_OF_AN_ACT = 2.5, 1.0
"""What a word asks for that nobody knows, and at most an act: tools of every kind have it."""


@dataclass(frozen=True)
class Doubts:
    """What speaks against a query that a resource was found for."""

    unknown: int
    unheld: int
    strange_act: bool
    strange_object: bool
    covered: float
    general: bool
    knowledge: bool
    own_affair: bool
    elsewhere: bool
    outside: bool

    def score_asked(self) -> float:
        """The least score that outweighs them all."""
        factors = (
            _UNKNOWN ** min(self.unknown, _MOST_UNKNOWN),
            _UNHELD ** min(self.unheld, _MOST_UNHELD),
            _STRANGE_ACT**self.strange_act,
            _STRANGE_OBJECT**self.strange_object,
            _UNCOVERED ** (1 - self.covered),
            _GENERAL**self.general,
            _KNOWLEDGE**self.knowledge,
            _OWN_AFFAIR**self.own_affair,
            _ELSEWHERE**self.elsewhere,
            _OUTSIDE**self.outside,
        )
        return _LEAST * math.prod(factors)


@dataclass(frozen=True)
class _Evidence:
    """What a resource has of a query's units."""

    known: list[Unit]
    unheld: list[Unit]
    about: list[Unit]
    sayings: list[tuple[float, set[str]]]
    unknown: int

    def naming(self, root: str) -> list[Unit]:
        """The units that may mean a word."""
        return [unit for unit in self.known if root in unit.weights]

    def proves(self, root: str) -> bool:
        """Whether the resource is about a word, or says it in a saying of the query."""
        return any(unit in self.about or self._says(unit) for unit in self.naming(root))

    def _says(self, unit: Unit) -> bool:
        return any(roots & unit.weights.keys() for _, roots in self.sayings)


class Bar:
    """Judges hits by what their resources are about, and what those only mention."""

    def __init__(
        self, mentioned: Index, about: Index, verbs: AbstractSet[str], deeds: AbstractSet[str]
    ) -> None:
        self._mentioned = mentioned
        self._about = about
        self._verbs = verbs
        self._deeds = deeds

    def doubts(self, query: str, units: Sequence[Unit], resource: int) -> Doubts:
        """What speaks against the query, where the resource is the best that was found."""
        evidence = self._evidence(units, resource)
        said = "" if len(units) > _A_STORY else query
        return Doubts(
            unknown=evidence.unknown,
            unheld=len(evidence.unheld),
            strange_act=self._is_act_strange(said, units, evidence),
            strange_object=self._is_object_strange(said, evidence),
            covered=self._covered(evidence),
            general=is_general(said),
            knowledge=asks_for_knowledge(said),
            own_affair=bool(evidence.unknown) and is_own_affair(said),
            elsewhere=bool(said) and any(unit.kind == "elsewhere" for unit in units),
            outside=bool(said) and any(unit.kind == "outside" for unit in units),
        )

    def _evidence(self, units: Sequence[Unit], resource: int) -> _Evidence:
        known = [unit for unit in units if unit.kind == "word" and self._mentioned.worth(unit)]
        held = [unit for unit in known if self._mentioned.gains(unit).get(resource)]
        return _Evidence(
            known,
            unheld=[unit for unit in known if unit not in held],
            about=[u for u in known if self._about.gains(u).get(resource, 0.0) > _ABOUT],
            sayings=self._mentioned.phrases_held(units, resource, _SAID),
            unknown=sum(unit.kind in {"word", "unknown"} for unit in units) - len(known),
        )

    def _covered(self, evidence: _Evidence) -> float:
        """The share of the query's weight that the resource is about, or that one saying says."""
        beside = [unit for unit in evidence.known if unit not in evidence.about]
        by_saying = (
            share * sum(self._weight(unit) for unit in beside if roots & unit.weights.keys())
            for share, roots in evidence.sayings
        )
        explained = sum(map(self._weight, evidence.about)) + max(by_saying, default=0.0)
        whole = sum(map(self._weight, evidence.known)) + _UNKNOWN_WEIGHT * evidence.unknown
        return min(1.0, explained / whole) if whole else 0.0

    def _is_act_strange(self, query: str, units: Sequence[Unit], evidence: _Evidence) -> bool:
        wish = read_wish(query)
        if wish and wish.act in self._deeds:
            return not evidence.proves(wish.act)
        if not wish or not wish.is_surely_act:
            return False
        answered = [unit for unit in units if unit not in evidence.unheld or self._is_act(unit)]
        return not any(wish.act in unit.weights for unit in answered)

    def _is_object_strange(self, query: str, evidence: _Evidence) -> bool:
        wish = read_wish(query)
        if not wish or not wish.object:
            return False
        if not wish.is_surely_act and not any(map(self._is_act, evidence.naming(wish.act))):
            return False
        return bool(evidence.naming(wish.object)) and not evidence.proves(wish.object)

    def _is_act(self, unit: Unit) -> bool:
        return not self._verbs.isdisjoint(unit.weights)

    def _weight(self, unit: Unit) -> float:
        worth = self._mentioned.worth(unit)
        return min(worth, _MOST_OF_AN_ACT) if self._is_act(unit) else worth
