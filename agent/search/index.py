"""Scores documents against the units of a query: by their words, and by phrases as a whole."""

import math
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from agent.search.query import Unit
from agent.search.words import SMALL

_MOST = 5.0
"""A word repeated beyond this weight says no more about its document."""

_SATURATION = 1.0
_HARDLY_SAID = 0.25
"""A phrase counts for nothing where a query says no more of it than this share."""

_MOST_TELLING = 2.5
"""A word said of one resource alone may be a chance word: it tells no more than one of three."""

_SURELY_HELD = 3.0
"""From this weight on a document counts as one that is about a word; below it, as part of one."""

_COMMON = 0.5
"""How much of what it tells an act tells that most resources know: "make", "see", "edit"."""

_SMALL_WORD = 1.2
"""How telling a word such as "on" is, which only phrases hold: "on call", "day off"."""


@dataclass(frozen=True, eq=False)
class _Phrase:
    """What is said of a document as a whole; equal words of two documents are two phrases."""

    document: int
    roots: tuple[str, ...]


class Index:
    """Documents, numbered from 0, by what they hold."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.words: dict[str, dict[int, float]] = {}
        self._phrases_with: dict[str, list[_Phrase]] = {}
        self._phrases_of: dict[int, list[_Phrase]] = {}
        self.idf = cache(self._idf)
        self._worth = cache(self._phrase_worth)

    def add(self, document: int, roots: Iterable[str], weight: float) -> None:
        for root in roots:
            held = self.words.setdefault(root, {})
            held[document] = min(_MOST, held.get(document, 0.0) + weight)

    def add_phrase(self, document: int, roots: Sequence[str]) -> None:
        phrase = _Phrase(document, tuple(dict.fromkeys(roots)))
        for root in phrase.roots:
            self._phrases_with.setdefault(root, []).append(phrase)
        self._phrases_of.setdefault(document, []).append(phrase)

    def scores(
        self, units: Sequence[Unit], common: AbstractSet[str] = frozenset()
    ) -> dict[int, float]:
        """A score for each document that holds any of the units' words.

        A unit that stands for one of the `common` words tells less by its words, not by phrases.
        """
        total = self._phrase_gains(units)
        for unit in units:
            if unit.kind == "small":
                continue
            share = 1.0 if common.isdisjoint(unit.strong) else _COMMON
            for document, value in self.gains(unit).items():
                total[document] = total.get(document, 0.0) + share * value
        return total

    def gains(self, unit: Unit) -> dict[int, float]:
        """What one unit adds to each document: that of its best word there."""
        best: dict[int, float] = {}
        for root, weight in unit.weights.items():
            if not (held := self.words.get(root)):
                continue
            telling = weight * self.idf(root) * (1 + _SATURATION)
            for document, strength in held.items():
                value = telling * strength / (strength + _SATURATION)
                if value > best.get(document, 0.0):
                    best[document] = value
        return best

    def phrases_held(
        self, units: Sequence[Unit], document: int, least: float
    ) -> list[tuple[float, set[str]]]:
        """The document's phrases of several words of which the units have that share, and it."""
        asked = _strongest(units).keys()
        found: list[tuple[float, set[str]]] = []
        for phrase in self._phrases_of.get(document, ()):
            said = sum(self.idf(root) for root in phrase.roots if root in asked)
            share = said / self._worth(phrase)
            if len(phrase.roots) > 1 and share >= least:
                found.append((share, set(phrase.roots)))
        return found

    def worth(self, unit: Unit) -> float:
        """What a unit adds to a document that holds one of its words; 0 if none does."""
        gains = [w * self.idf(root) for root, w in unit.weights.items() if root in self.words]
        return sum(gains) / len(gains) if gains else 0.0

    def _idf(self, root: str) -> float:
        """How telling a word is: near 0 when every document has it."""
        if root in SMALL:
            return _SMALL_WORD
        held = self.words.get(root, {}).values()
        holders = sum(min(1.0, strength / _SURELY_HELD) for strength in held)
        return min(_MOST_TELLING, math.log(1 + (self.size - holders + 0.5) / (holders + 0.5)))

    def _phrase_worth(self, phrase: _Phrase) -> float:
        return sum(map(self.idf, phrase.roots)) or 1.0

    def _phrase_gains(self, units: Sequence[Unit]) -> dict[int, float]:
        """What its best phrase adds to each document: most where the query says all of it."""
        matched: dict[_Phrase, float] = {}
        for root, weight in _strongest(units).items():
            telling = weight * self.idf(root)
            for phrase in self._phrases_with.get(root, ()):
                matched[phrase] = matched.get(phrase, 0.0) + telling
        best: dict[int, float] = {}
        for phrase, value in matched.items():
            share = value / self._worth(phrase)
            gain = value * share * share
            if share > _HARDLY_SAID and gain > best.get(phrase.document, 0.0):
                best[phrase.document] = gain
        return best


def _strongest(units: Sequence[Unit]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for unit in units:
        for root, weight in unit.weights.items():
            weights[root] = max(weights.get(root, 0.0), weight)
    return weights
