"""The trade's words for the tools: the shipped files, and one of the user's that adds to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, cast

import yaml

_SHIPPED = Path(__file__).with_name("thesaurus")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Reads every scalar as text, so that the words `on`, `off`, `no` and `12` stay words."""

_TABLES = ("means", "resources", "tools", "translations", "shorthand")
_LISTS = ("elsewhere", "outside", "deeds", "names", "english")

Entries = dict[str, tuple[str, ...]]


class ThesaurusProblem(ValueError):
    """A thesaurus file that cannot be used; the message names the file and the entry."""


@dataclass(frozen=True)
class Thesaurus:
    """What people say, by what it stands for."""

    means: Entries = field(default_factory=dict)
    resources: Entries = field(default_factory=dict)
    tools: Entries = field(default_factory=dict)
    translations: Entries = field(default_factory=dict)
    shorthand: Entries = field(default_factory=dict)
    elsewhere: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    deeds: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    english: tuple[str, ...] = ()

    def extended(self, other: "Thesaurus") -> "Thesaurus":
        """Both together: an entry of the other adds to the one of the same name."""
        tables = {name: _joined(getattr(self, name), getattr(other, name)) for name in _TABLES}
        lists = {name: getattr(self, name) + getattr(other, name) for name in _LISTS}
        return Thesaurus(**tables, **lists)  # type: ignore[arg-type] # each field by its own name

    def check(self, resources: Iterable[str], tools: Iterable[str]) -> None:
        """Refuse entries for resources or tools that do not exist."""
        _check_names("resource", self.resources, sorted(resources))
        _check_names("tool", self.tools, sorted(tools))


def load_thesaurus(extension: Path | None = None) -> Thesaurus:
    """The shipped thesaurus, with the user's own file added where there is one."""
    whole = Thesaurus()
    for path in sorted(_SHIPPED.glob("*.yaml")):
        whole = whole.extended(read_thesaurus(path))
    return whole.extended(read_thesaurus(extension)) if extension else whole


def read_thesaurus(path: Path) -> Thesaurus:
    """One file of the form that `thesaurus/words.yaml` explains."""
    raw = _read(path)
    if unknown := sorted(set(raw) - {*_TABLES, *_LISTS}):
        accepted = ", ".join((*_TABLES, *_LISTS))
        raise ThesaurusProblem(f"{path}: no section is named {unknown[0]!r}; there are {accepted}")
    tables = {name: _table(path, name, raw.get(name) or {}) for name in _TABLES}
    lists = {name: _phrases(path, name, raw.get(name) or []) for name in _LISTS}
    return Thesaurus(**tables, **lists)  # type: ignore[arg-type] # each field by its own name


def _read(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise ThesaurusProblem(f"{path}: cannot be read: {problem}") from problem
    try:
        raw = yaml.load(text, Loader=_LOADER)  # noqa: S506 - the base loader makes text only
    except yaml.YAMLError as problem:
        line = " ".join(str(problem).split())
        raise ThesaurusProblem(f"{path}: is not YAML: {line}") from problem
    if not isinstance(raw, dict):
        raise ThesaurusProblem(f"{path}: has no sections such as `means:` or `resources:`")
    return cast("dict[str, Any]", raw)


def _table(path: Path, section: str, raw: Any) -> Entries:
    if not isinstance(raw, dict):
        raise ThesaurusProblem(f"{path}: {section} holds no `word: meaning` lines")
    entries: Entries = {}
    for key, value in raw.items():
        entries[str(key)] = _phrases(path, f"{section}.{key}", value)
        if not entries[str(key)]:
            raise ThesaurusProblem(f"{path}: {section}.{key} says nothing after its colon")
    return entries


def _phrases(path: Path, where: str, value: Any) -> tuple[str, ...]:
    """Phrases from one line with commas, or from a list of such lines."""
    lines = value if isinstance(value, list) else [value]
    if not all(isinstance(line, str) for line in lines):
        raise ThesaurusProblem(f"{path}: {where} has to be words with commas between them")
    found = (phrase.strip() for line in lines for phrase in line.split(","))
    return tuple(dict.fromkeys(phrase for phrase in found if phrase))


def _joined(mine: Entries, others: Entries) -> Entries:
    return mine | {key: (*mine.get(key, ()), *words) for key, words in others.items()}


def _check_names(kind: str, entries: Mapping[str, object], existing: list[str]) -> None:
    for name in entries:
        if name not in existing:
            near = get_close_matches(name, existing, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise ThesaurusProblem(f"thesaurus: no {kind} is named {name!r}{hint}")
