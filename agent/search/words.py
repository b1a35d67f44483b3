"""What a text's words are to the search: lower-case tokens, their stems, and the typing errors."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(r"[a-z0-9]+")
_JOINED = re.compile(r"\b(un|re|e|pre|sub|over)-(?=[a-z])")
_POSSESSIVE = re.compile(r"'s\b")
_DOUBLED = re.compile(r"(.)\1")
_VOWEL = re.compile(r"[aeiouy]")
_SHORTEST_GUESS = 4
_SHORTEST_TYPED = 3
"""A word typed with a letter too few, such as "cal", is shorter than any that is guessed."""

_LONG_WORD = 7
_MOST_GUESSES = 3
_SHORTEST_ROOT = 3
_SHORTEST_FAMILY = 5
"""With four letters "capacity" and "capacitor" would come near "cap"."""
_ENDINGS = (
    *("izations", "ization", "ations", "ation", "itions", "ition", "ments", "ment", "ances"),
    *("ance", "ences", "ence", "ions", "ion", "ings", "ing", "als", "al", "ers", "er", "ors"),
    *("or", "able", "ive", "ies", "ed", "es", "ly", "y", "e", "s"),
)
"""The longest first."""

_SMALL_WORDS = """
a about against all already also am an and another any anybody anyone april are around as at
august be because been before being bit but by can could december did do does doing dont down
each eight eleven else every everybody february five for four friday from get gets getting give
go goes going got had has have having he her here hers him his how hundred i id if ill im in
into is isnt it its ive january july june just keep let lets like lot many me monday more most mr
mrs ms much must my need needs nine no not november now oclock october of off oh on once one only
onto or our ours out over own please quick quickly really right same saturday september seven she
should six so some somebody someone someones still such sunday ten than thanks that thats the
their
them then there these they thing things this those thousand three through thursday till to too
tuesday twelve two under until up us very via want wants was we wednesday well were weve what
whether while during than rather toward towards both ago gonna gotta wanna im hi hey hello maybe
actually anyway kinda sorta forty seventy eighty thirteen fourteen sixteen seventeen eighteen
nineteen ninth tenth mon tue tues wed thu thur thurs fri sat
himself herself itself themselves myself lately shes hes theyre youre
cant couldnt didnt doesnt wont wouldnt shouldnt havent hasnt wasnt werent arent aint
whats when where who whom whos whose why will with without would yes yet you your yours
"""

_VAGUE_WORDS = """
absolutely accidentally according actual additional additionally allowable alright although
among amongst anywhere apparently appear appears applicable appropriate approximately attempt
attempting barely basically behalf beside besides beyond biggest bunch certainly completely
comprise comprising concerning concurrently consist consisting contain containing correctly
corresponding currently definitely denote denoting directly eighth either enough entire entirely
erroneous erroneously especially eventually exactly fairly fifth final finally former
forthcoming fourth freshly further furthermore future generally grab grabbed handful hardly hmm
honestly however huge immediate immediately incorrect incorrectly indicate indicating
individually initial initially instantly jointly kindly knew known larger less literally lots
mandatory manually mention mentioned merely middle mistaken mistakenly moreover multiple
necessarily necessary newly nonexistent nope numerous obviously oops optional originally
partially particular particularly particulars perhaps permissible pertaining pile plenty plus
possibly potentially precisely presently previously prior probably proper properly rapidly
recent recently regarding related relating relevant respect respective respectively roughly seem
seemed seems seen separately seriously seventh shortly similar simply simultaneously single
sixth slowly small smaller smallest somehow sometimes somewhat somewhere specifically specified
specify specifying subsequent subsequently suddenly suitable supplementary supposedly third
though throughout tiny totally truly try trying ugh unable understand various whatever whenever
wherever whichever wholly worse worst yeah yep yourself
"""
"""How much, how and when in general: "erroneously", "particular", "subsequent"."""

_WHOLE = frozenset({"booking", "finding"})
"""Nouns that are no form of their verb: who says "find" rarely means an inspection's finding."""

STOP = frozenset((_SMALL_WORDS + _VAGUE_WORDS).split())
"""Words that say nothing about which tool is meant; phrases of the thesaurus still see them."""


def tokens(text: str) -> list[str]:
    """The words of a text, in order; "un-cancel" and "e-mail" are one word each."""
    if not text.isascii():
        text = _without_accents(text)
    text = text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    if "'" in text:
        text = _POSSESSIVE.sub("", text).replace("'", "")
    if "-" in text:
        text = _JOINED.sub(r"\1", text)
    return _TOKEN.findall(text)


def _without_accents(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part))


def stems(text: str) -> list[str]:
    """The stems of a text's words, in order."""
    return [stem(token) for token in tokens(text)]


def content(text: str) -> list[str]:
    """The stems of the words that carry meaning; of a text without any, all of them."""
    return read(text).roots


@dataclass(frozen=True)
class Text:
    """A text read once: its words, the stems that carry meaning, and what it is known by.

    As a phrase it is known by those stems; where hardly any is left, by the small words too.
    """

    words: list[str]
    roots: list[str]
    phrase: list[str]


def read(text: str) -> Text:
    """A text as the index holds it."""
    words = tokens(text)
    roots = [stem(word) for word in words if word not in STOP]
    whole = roots if len(roots) > 1 else [stem(word) for word in words]
    return Text(words, roots or whole, whole)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its plural and tense: "scheduling", "schedules" and "schedule" are one."""
    if len(word) <= _SHORTEST_ROOT or word[-1].isdigit():
        return word
    word = singular(word)
    if word in _WHOLE:
        return word
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= _SHORTEST_ROOT and _VOWEL.search(root):
            word = _undoubled(root)
            break
    return word[:-1] if len(word) > _SHORTEST_ROOT and word.endswith("e") else word


def singular(word: str) -> str:
    """A word without its plural."""
    if word.endswith("ies") and len(word) > len("ties"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@lru_cache(maxsize=20_000)
def family(word: str) -> str:
    """What words of one family begin with: "confirm", "confirms" and "confirmation"."""
    for ending in _ENDINGS:
        root = word.removesuffix(ending)
        if root != word and len(root) >= _SHORTEST_FAMILY:
            return _undoubled(root)
    return word


def _undoubled(root: str) -> str:
    doubled = root[-1] == root[-2] and root[-1] not in "aeiouls"
    return root[:-1] if doubled or (root.endswith("ll") and len(root) > len("skill")) else root


SMALL = frozenset(map(stem, STOP))
"""The stems of the words that say nothing by themselves."""


class Speller:
    """The known words, and which of them a mistyped one most likely is.

    A known word's weight says how much it is used; the most used comes first. `unmeant` words are
    known, so that they are no slips, and never what a slip meant.
    """

    def __init__(self, known: Mapping[str, int], unmeant: Iterable[str] = ()) -> None:
        self._known = known.keys() | frozenset(unmeant)
        self._stems = frozenset(stem(word) for word in self._known)
        self._no_words = _shortened(self._known)
        self._by_letter: dict[str, list[str]] = {}
        self._measured: dict[str, list[tuple[str, int]]] = {}
        for word in sorted(known, key=lambda one: (-known[one], one)):
            if len(word) >= _SHORTEST_GUESS:
                self._by_letter.setdefault(word[0], []).append(word)

    def knows(self, word: str) -> bool:
        """Whether it is a known word, or a form of one; "taks" is no form of "take"."""
        root = stem(word)
        cut = singular(word) == root and root in self._no_words
        return word in self._known or (root in self._stems and not cut)

    def guesses(self, word: str) -> list[str]:
        """The nearest known words: one slip in a word, two in a long one, same first letter."""
        if len(word) < _SHORTEST_TYPED or not word.isalpha():
            return []
        nearest = 2 if len(word) >= _LONG_WORD else 1
        letters, found = _letters(word), list[str]()
        for known, its_letters in self._candidates(word[0]):
            if (letters ^ its_letters).bit_count() > 2 * nearest:
                continue
            if abs(len(known) - len(word)) > nearest or _is_another_short_word(word, known):
                continue
            apart = distance(word, known)
            if apart < nearest:
                nearest, found = apart, []
            if apart == nearest:
                found.append(known)
        return found[:_MOST_GUESSES] or self._with_letters_once(word)

    def _with_letters_once(self, word: str) -> list[str]:
        """A known word, even one too short to be guessed, that was typed with a letter twice."""
        once = _DOUBLED.sub(r"\1", word)
        return [once] if once != word and once in self._known else []

    def parts(self, word: str) -> tuple[str, str] | None:
        """Two known words that were written as one: "jobnotes"."""
        for end in range(_SHORTEST_ROOT, len(word) - _SHORTEST_ROOT + 1):
            if word[:end] in self._known and word[end:] in self._known:
                return word[:end], word[end:]
        return None

    def _candidates(self, letter: str) -> list[tuple[str, int]]:
        """The known words with this first letter; measured when first asked for."""
        if letter not in self._measured:
            words = self._by_letter.get(letter, ())
            self._measured[letter] = [(word, _letters(word)) for word in words]
        return self._measured[letter]


def _shortened(words: Iterable[str]) -> set[str]:
    """Stems that lack the last letter of their word, such as "tak", and are no words."""
    whole = {singular(word) for word in words}
    return {root for root in map(stem, whole) if f"{root}e" in whole} - whole


def _is_another_short_word(word: str, known: str) -> bool:
    """Of four letters, one other letter makes another word; another vowel is a slip: "leed"."""
    if not len(word) == len(known) == _SHORTEST_GUESS or sorted(word) == sorted(known):
        return False
    other = [pair for pair in zip(word, known, strict=True) if pair[0] != pair[1]]
    return any(_VOWEL.match(letter) is None for pair in other for letter in pair)


def _letters(word: str) -> int:
    """A bit per letter that occurs: a cheap first look at how far two words can be apart."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits


def distance(one: str, other: str) -> int:
    """Slips between two words: a letter more, less, other, or swapped with its neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            cost = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
