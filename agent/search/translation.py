"""Puts what is said in another language, or written short, into the English that is known."""

from collections.abc import Mapping, Sequence
from itertools import chain

from agent.search.words import Speller, singular, tokens

_Found = dict[int, tuple[int, list[str]]]
"""Where a foreign phrase begins: how many words it has, and what it is in English."""


class Translator:
    """The words of other languages, and those written short, by what they are in English."""

    def __init__(
        self, translations: Mapping[str, Sequence[str]], shorthand: Mapping[str, Sequence[str]]
    ) -> None:
        self._by_first: dict[str, list[tuple[list[str], list[str]]]] = {}
        for english, foreign in chain(translations.items(), shorthand.items()):
            for phrase in foreign:
                said = list(map(singular, tokens(phrase)))
                self._by_first.setdefault(said[0], []).append((said, tokens(english)))
        self._short = frozenset(word for words in shorthand.values() for word in words)
        for phrases in self._by_first.values():
            phrases.sort(key=lambda one: -len(one[0]))

    def english(self, words: list[str], speller: Speller) -> list[str]:
        """The words, each foreign one in English; a lone one may be a slip in an English one."""
        found = self._foreign(words, speller)
        if not found or (len(found) == 1 and self._is_slip(words, found, speller)):
            return words
        result: list[str] = []
        place = 0
        while place < len(words):
            length, meaning = found.get(place, (1, [words[place]]))
            result += meaning
            place += length
        return result

    def alternatives(self, word: str) -> list[str]:
        """The English words for one that is a slip in English too, were it no slip."""
        known = self._by_first.get(singular(word), ())
        return [token for said, english in known if len(said) == 1 for token in english]

    def _is_slip(self, words: list[str], found: _Found, speller: Speller) -> bool:
        ((place, (length, _)),) = found.items()
        word = words[place]
        return length == 1 and word not in self._short and bool(speller.guesses(word))

    def _foreign(self, words: list[str], speller: Speller) -> _Found:
        found: _Found = {}
        plain = list(map(singular, words))
        place = 0
        while place < len(words):
            length = 1
            for said, english in self._by_first.get(plain[place], ()):
                whole = plain[place : place + len(said)] == said
                if whole and (len(said) > 1 or not speller.knows(words[place])):
                    length = len(said)
                    found[place] = (length, english)
                    break
            place += length
        return found
