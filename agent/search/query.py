"""Reads a query: which words of it mean what, in the catalogue's own words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from agent.search.thesaurus import Thesaurus
from agent.search.translation import Translator
from agent.search.words import STOP, Speller, content, family, singular, stem, stems, tokens

Kind = Literal["word", "small", "name", "unknown", "elsewhere", "outside"]

# How much a word counts by how it was understood; found on bench/queries/tuning.yaml.
_SYNONYM = 0.7
_MANY_WORDS = 0.75
_OWN_WORD = 0.5
_GUESSED = 0.8
_KIN = 0.5
"""A word of the same family: "cancellation" beside "cancel"."""
_MOST_WORDS = 60
_SHORT_WHOLE = 6
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "doctor"})
_STREETS = frozenset(
    {"street", "st", "avenue", "ave", "road", "rd", "lane", "ln", "blvd", "boulevard"}
)
"""What a name stands behind, and what stands behind a name: "mrs Abernathy", "Elm Street"."""

_GAP = 2
"""Words that may stand between two of a phrase: "take joe off", "call that order off"."""

_ARTICLES = frozenset({"the", "a", "an", "our", "my"})
"""What stands right before its noun: "the calls I booked" are not "the books"."""


@dataclass(frozen=True)
class Unit:
    """One word or phrase of a query, and the stems it may stand for with their weights."""

    kind: Kind
    weights: Mapping[str, float]

    @property
    def strong(self) -> list[str]:
        """The stems it most likely stands for: itself and what it means, not its kin."""
        return [root for root, weight in self.weights.items() if weight > _KIN]


@dataclass(frozen=True)
class _Word:
    """A word of a query: as it is spelled rightly, and every word that it may be."""

    token: str
    kind: Literal["word", "guess", "name", "unknown"]
    meant: tuple[str, ...]

    @property
    def stem(self) -> str:
        """What phrases see; of a name nothing, since Pete is no pet."""
        return "" if self.kind == "name" else stem(self.token)


class Reader:
    """Understands queries by a thesaurus and the words that the catalogue uses."""

    def __init__(self, thesaurus: Thesaurus, vocabulary: Mapping[str, int]) -> None:
        self._meanings = _by_first_stem(thesaurus.means)
        self._elsewhere = _by_first_word(thesaurus.elsewhere)
        self._outside = _by_first_word(thesaurus.outside)
        used = dict.fromkeys((*_tokens_of(thesaurus.means), *STOP), 1) | dict(vocabulary)
        possessive = (f"{name}s" for name in thesaurus.names)
        self._names = frozenset({*thesaurus.names, *possessive} - used.keys())
        beside = (*thesaurus.elsewhere, *thesaurus.outside, *thesaurus.deeds)
        self._speller = Speller(used, {*_tokens_of(beside), *thesaurus.english})
        self._families = _by_family(vocabulary)
        self._translator = Translator(thesaurus.translations, thesaurus.shorthand)

    def read(self, query: str) -> list[Unit]:
        """The query's units; numbers leave none."""
        words = _named(list(chain.from_iterable(map(self._understood, self._rejoined(query)))))
        sequence = [word.stem for word in words]
        taken: set[int] = set()
        units = [
            *self._other_subjects(words, taken),
            *self._outside_parties(words),
            *self._phrases(sequence, taken),
        ]
        for place, word in enumerate(words):
            if word.token in STOP:
                units.append(Unit("small", {word.stem: 1.0}))
            elif place not in taken and not word.token.isdigit():
                units.append(self._unit(word))
        return units

    def _rejoined(self, query: str) -> list[str]:
        """The query's words; two that are one known word, such as "time sheet", become it."""
        words = self._translator.english(tokens(query)[:_MOST_WORDS], self._speller)
        joined: list[str] = []
        for word in words:
            whole = joined[-1] + word if joined else ""
            if len(whole) > _SHORT_WHOLE and self._speller.knows(whole):
                joined[-1] = whole
            else:
                joined.append(word)
        return joined

    def _understood(self, token: str) -> list[_Word]:
        """The word, or the words, that a token means."""
        if token in self._names:
            return [_Word(token, "name", ())]
        if token.isdigit() or self._speller.knows(token):
            return [_Word(token, "word", (token,))]
        if guesses := self._speller.guesses(token):
            foreign = self._translator.alternatives(token)
            return [_Word(guesses[0], "guess", (*guesses, *foreign))]
        if parts := self._speller.parts(token):
            return [_Word(part, "word", (part,)) for part in parts]
        return [_Word(token, "unknown", ())]

    def _unit(self, word: _Word) -> Unit:
        if not word.meant:
            return Unit("name" if word.kind == "name" else "unknown", {})
        sure = _GUESSED if word.kind == "guess" else 1.0
        weights: dict[str, float] = {}
        for meant in word.meant:
            root = stem(meant)
            weights[root] = sure
            for phrase, targets in self._meanings.get(root, ()):
                if phrase == (root,):
                    _add(weights, targets, sure)
            for kin in self._families.get(family(meant), ()):
                weights.setdefault(kin, _KIN)
        return Unit("word", weights)

    def _phrases(self, sequence: list[str], taken: set[int]) -> list[Unit]:
        units = []
        for start, root in enumerate(sequence):
            for phrase, targets in self._meanings.get(root, ()):
                places = _places(phrase, sequence, start, taken) if len(phrase) > 1 else None
                if places:
                    taken.update(places)
                    units.append(_phrase_unit(phrase, targets))
                    break
        return units

    def _other_subjects(self, words: list[_Word], taken: set[int]) -> list[Unit]:
        """Units of other subjects; found by whole words, since "dating" is not "date"."""
        units = []
        for start, length in _said(self._elsewhere, words):
            if start not in taken:
                taken.update(range(start, start + length))
                units.append(Unit("elsewhere", {}))
        return units

    def _outside_parties(self, words: list[_Word]) -> list[Unit]:
        """Units of outside parties and errands; their words may still be about a record."""
        return [Unit("outside", {}) for _ in _said(self._outside, words)]


Phrases = dict[str, list[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]]]


def _tokens_of(phrases: Iterable[str]) -> set[str]:
    return {token for phrase in phrases for token in tokens(phrase)}


def _by_first_stem(entries: Mapping[str, tuple[str, ...]]) -> Phrases:
    """Phrases by their first stem, the longest first, each with the stems it stands for."""
    found: Phrases = {}
    for phrase, meanings in entries.items():
        key = tuple(stems(phrase))
        if key:
            targets = tuple(tuple(content(meaning)) for meaning in meanings)
            found.setdefault(key[0], []).append((key, targets))
    for phrases in found.values():
        phrases.sort(key=lambda one: -len(one[0]))
    return found


def _by_family(words: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for word in words:
        found.setdefault(family(word), set()).add(stem(word))
    return found


def _by_first_word(phrases: Iterable[str]) -> dict[str, list[list[str]]]:
    """Phrases by their first word, the longest first."""
    found: dict[str, list[list[str]]] = {}
    for phrase in phrases:
        words = [singular(token) for token in tokens(phrase)]
        found.setdefault(words[0], []).append(words)
    for said in found.values():
        said.sort(key=lambda one: -len(one))
    return found


def _said(
    phrases: Mapping[str, list[list[str]]], words: Iterable[_Word]
) -> Iterator[tuple[int, int]]:
    """Where one of the phrases stands among the words, and how many words it has."""
    plain = [singular(word.token) for word in words]
    for start, word in enumerate(plain):
        for phrase in phrases.get(word, ()):
            if plain[start : start + len(phrase)] == phrase:
                yield start, len(phrase)


def _named(words: list[_Word]) -> list[_Word]:
    """The words, where one that nobody knows is a name beside a title or a street, or as one."""
    before = [None, *words][: len(words)]
    after = [*words[1:], None][: len(words)]
    return [
        _Word(word.token, "name", ())
        if word.kind == "unknown"
        and (
            word.token in _STREETS
            or (left and left.token in _TITLES)
            or (right and right.token in _STREETS)
        )
        else word
        for left, word, right in zip(before, words, after, strict=True)
    ]


def _places(
    phrase: tuple[str, ...], sequence: list[str], start: int, taken: set[int]
) -> list[int] | None:
    """Where a phrase stands from here on, its words in order and close together."""
    places: list[int] = []
    place, gap = start, 0
    for root in phrase:
        reach = range(place, min(place + 1 + gap, len(sequence)))
        hit = next((i for i in reach if sequence[i] == root and i not in taken), None)
        if hit is None:
            return None
        places.append(hit)
        place = hit + 1
        gap = 0 if root in _ARTICLES else _GAP
    return places


def _phrase_unit(phrase: tuple[str, ...], targets: tuple[tuple[str, ...], ...]) -> Unit:
    weights = {root: _OWN_WORD for root in phrase if root not in STOP}
    _add(weights, targets, 1 / _SYNONYM)
    return Unit("word", weights)


def _add(weights: dict[str, float], targets: Iterable[tuple[str, ...]], sure: float) -> None:
    for target in targets:
        weight = sure * _SYNONYM * (1.0 if len(target) == 1 else _MANY_WORDS)
        for root in target:
            weights[root] = max(weights.get(root, 0.0), weight)
