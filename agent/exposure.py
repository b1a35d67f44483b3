"""Which tools exist for a caller: toolsets, allow and exclude lists, access level, scopes.

One rule: a tool is there when TOOLSETS and TOOLS_ALLOW (each, where set) name it or its category,
TOOLS_EXCLUDE does not, ACCESS=read leaves it (it only reads), and the caller's role grants its
scope. Exclusion beats inclusion, read beats everything. A resource is there with any tool of the
category that its scope names, a prompt with all tools that its text names.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from agent.aliases import current_name
from agent.catalogue import Catalogue, Entry
from agent.settings import Settings
from tools.errors import ReadOnly, UnknownTool
from tools.principal import Principal
from tools.wording import nearest

CATALOGUE = "catalogue"
"""Search, describe and call are in every choice: they reach only what the rest allows."""

Access = Literal["read", "confirm", "direct"]
SEARCH = "search_tools"
SHOWN, NEAR = 3, 3
"""Unknown names that an error tells, and close names for each: it stays one line."""
LONGEST = 100
"""Characters of a name that an error repeats; no tool's name is longer."""
WHERE = "All names: tools/README.md, or `perfect-catch tools list` without {}"


RULE = (
    "A tool is there when TOOLSETS and TOOLS_ALLOW (each, where set) name it, TOOLS_EXCLUDE does "
    "not and, with ACCESS=read, it only reads"
)


class ExposureError(ValueError):
    """The settings make no sense together or name what does not exist."""


class UnknownNamesError(ExposureError):
    """A setting names tools or categories that do not exist."""


class NothingLeftError(ExposureError):
    """The settings leave no tool to call."""


@dataclass(frozen=True)
class Exposure:
    """The settings that decide which tools exist."""

    access: Access = "confirm"
    toolsets: frozenset[str] = field(default_factory=frozenset)
    allow: frozenset[str] = field(default_factory=frozenset)
    exclude: frozenset[str] = field(default_factory=frozenset)
    second_person: bool = False
    """Whether a grave write wants somebody else's yes than that of the user who asked."""

    def check(self, catalogue: Catalogue) -> None:
        """Refuse names that no tool or category has: a typing slip must not open or close."""
        categories = {entry.category for entry in catalogue.values()}
        names = categories | set(catalogue)
        _refuse("TOOLSETS", self.toolsets - categories, categories)
        _refuse("TOOLS_ALLOW", self.allow - names, names)
        _refuse("TOOLS_EXCLUDE", self.exclude - names, names)
        if not any(map(self.offers, (one for one in catalogue.values() if not only_finds(one)))):
            raise NothingLeftError(f"{self._told()} leave no tool. {RULE}: change one of them")

    def idle(self, catalogue: Catalogue) -> str | None:
        """What TOOLSETS and TOOLS_ALLOW name in vain, since the other settings leave none of it."""
        offered = {
            label for one in catalogue.values() if self.offers(one) for label in _labels(one)
        }
        lists = {"TOOLSETS": self.toolsets - offered, "TOOLS_ALLOW": self.allow - offered}
        told = [f"{setting}={_few(names)}" for setting, names in lists.items() if names]
        return f"{' and '.join(told)} bring no tool. {RULE}" if told else None

    def _told(self) -> str:
        """The settings that decide, as somebody wrote them."""
        lists = {
            "TOOLSETS": self.toolsets,
            "TOOLS_ALLOW": self.allow,
            "TOOLS_EXCLUDE": self.exclude,
        }
        told = [f"{setting}={_few(names)}" for setting, names in lists.items() if names]
        return " and ".join([*told, *(["ACCESS=read"] if self.access == "read" else [])])

    def offers(self, entry: Entry) -> bool:
        """Whether the settings leave this tool in, whoever calls."""
        reads = entry.effect == "reads" or only_finds(entry)
        return self._included(entry) and (self.access != "read" or reads)

    def _included(self, entry: Entry) -> bool:
        labels = _labels(entry)
        if labels & self.exclude:
            return False
        in_set = not self.toolsets or entry.category in {*self.toolsets, CATALOGUE}
        return in_set and (not self.allow or bool(labels & {*self.allow, CATALOGUE}))

    def opens(self, catalogue: Catalogue, category: str) -> bool:
        """Whether the settings leave in any tool of a category, and so what belongs to it."""
        own = (entry for entry in catalogue.values() if entry.category == category)
        return any(map(self.offers, own))

    def shows(self, entry: Entry, principal: Principal) -> bool:
        """Whether this tool exists for this caller."""
        return self.offers(entry) and principal.may(entry.scope)

    def visible(self, catalogue: Catalogue, principal: Principal) -> Iterator[Entry]:
        """The tools that exist for this caller."""
        return (entry for entry in catalogue.values() if self.shows(entry, principal))

    def find(self, catalogue: Catalogue, name: str, principal: Principal) -> Entry:
        """The tool of this name, if it exists for this caller."""
        entry = catalogue.get(current_name(name))
        if entry is None or not self._included(entry) or not principal.may(entry.scope):
            raise UnknownTool(self._no_such(catalogue, name, principal))
        if not self.offers(entry):
            raise ReadOnly
        return entry

    def _no_such(self, catalogue: Catalogue, name: str, principal: Principal) -> str:
        """That no tool has this name, with the nearest of those that exist for this caller."""
        names = [entry.name for entry in self.visible(catalogue, principal)]
        near = nearest(name, names, most=NEAR) if len(name) <= LONGEST else []
        found = [f"Nearest: {', '.join(near)}."] if near else []
        search = ["Find tools by words with search_tools."] if SEARCH in names else []
        advice = " ".join([*found, *search]) or "List the tools for names."
        return f"There is no tool named {name[:LONGEST]!r}. Nothing was called. {advice}"


def exposure_of(settings: Settings) -> Exposure:
    """The rule that these settings make."""
    return Exposure(
        settings.access,
        frozenset(settings.toolsets),
        _names(settings.tools_allow),
        _names(settings.tools_exclude),
        second_person=settings.approvals == "second",
    )


def only_finds(entry: Entry) -> bool:
    """Whether it only reaches other tools."""
    return entry.category == CATALOGUE


def _labels(entry: Entry) -> frozenset[str]:
    """What a setting may call it by."""
    return frozenset({entry.name, entry.category})


def _few(names: Iterable[str]) -> str:
    first, *rest = sorted(names)
    shown = [first, *rest[: SHOWN - 1]]
    more = len(rest) + 1 - len(shown)
    return ",".join(shown) + (f" (and {more} more)" if more else "")


def _names(given: Iterable[str]) -> frozenset[str]:
    """The names of a setting; one that a tool had before stands for its name today."""
    return frozenset(map(current_name, given))


def _refuse(setting: str, unknown: Iterable[str], known: Iterable[str]) -> None:
    names, all_names = sorted(unknown), sorted(known)
    if names:
        told = "; ".join(_unknown(name, all_names) for name in names[:SHOWN])
        rest = f"; and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        raise UnknownNamesError(f"{setting}: {told}{rest}. {WHERE.format(setting)}")


def _unknown(name: str, known: Sequence[str]) -> str:
    near = nearest(name, known, most=NEAR)
    meant = f" (nearest: {', '.join(near)})" if near else ""
    return f"received {name!r}, which is no name there is{meant}"
