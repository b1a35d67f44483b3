"""What an error advises, without tools that do not exist for whoever reads it."""

import re
from collections.abc import Set as AbstractSet

_SENTENCES = re.compile(r"(?<=[.?!]) ")
_BETWEEN = re.compile(r",? (?:and|or) |, ")
_NAME = re.compile(r"\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b")


def names_in(text: str) -> set[str]:
    """Every word that could be a tool's name."""
    return set(_NAME.findall(text))


def without(text: str, hidden: AbstractSet[str]) -> str:
    """The same text with no hidden name: out of a list the name goes, else its sentence."""
    sentences = (_shortened(one, hidden) for one in _SENTENCES.split(text))
    return " ".join(one for one in sentences if one)


def described(text: str, hidden: AbstractSet[str]) -> str:
    """A tool's description with no hidden name: the clause that names one goes, the rest stays."""
    if not _names_any(text, hidden):
        return text
    paragraphs = (_sparing(" ".join(one.split()), hidden) for one in text.split("\n\n"))
    return "\n\n".join(one for one in paragraphs if one)


def _sparing(paragraph: str, hidden: AbstractSet[str]) -> str:
    kept: list[str] = []
    for sentence in _SENTENCES.split(paragraph):
        clauses = [one for one in sentence.split("; ") if not _names_any(one, hidden)]
        if clauses:
            kept.append("; ".join(clauses).rstrip(".") + ".")
    return " ".join(kept)


def _shortened(sentence: str, hidden: AbstractSet[str]) -> str:
    if not _names_any(sentence, hidden):
        return sentence
    opening, colon, rest = sentence.partition(": ")
    items = _BETWEEN.split(rest.rstrip(".?!")) if colon else []
    kept = [item for item in items if not _names_any(item, hidden)]
    if not kept or _names_any(opening, hidden):
        return ""
    return f"{opening}: {', '.join(kept)}."


def _names_any(text: str, hidden: AbstractSet[str]) -> bool:
    return not hidden.isdisjoint(names_in(text))
