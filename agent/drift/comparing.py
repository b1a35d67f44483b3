"""What an OpenAPI file says that our operations do not, and the other way round."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from agent.drift.documents import Document
from agent.drift.shapes import PLAIN, Described, Shape

_LOOSE = {"number": {"integer", "string"}, "integer": {"number"}, "string": {"array", "number"}}
"""Kinds that say the same: money as text or number, lists of ids joined by commas."""


@dataclass(frozen=True, order=True)
class Difference:
    """One thing that differs: `+` is new there, `-` is only here, `~` changed."""

    where: str
    mark: str
    what: str

    def __str__(self) -> str:
        return f"{self.mark} {self.where}{f': {self.what}' if self.what else ''}"


def compare(documents: Sequence[Document], known: Mapping[str, Described]) -> list[Difference]:
    """What the files say that our operations do not, and the other way round."""
    theirs = {key: one for document in documents for key, one in document.operations.items()}
    covered = {_base(key) for key in theirs}
    new = {key: one for key, one in theirs.items() if key not in known}
    gone = {key: one for key, one in known.items() if key not in theirs}
    pairs = {key: key for key in theirs.keys() & known.keys()} | _moved(gone, new)
    left = {key: one for key, one in gone.items() if _base(key) in covered and not one.unlisted}
    found = [
        *(Difference(new[key].name, "+", "") for key in new.keys() - set(pairs.values())),
        *(Difference(left[key].name, "-", "") for key in left.keys() - pairs.keys()),
    ]
    for here, there in pairs.items():
        if here != there:
            found.append(Difference(known[here].name, "~", f"moved to {theirs[there].name}"))
        found += _changes(known[here], theirs[there])
    return sorted(found)


def _moved(gone: Mapping[str, Described], new: Mapping[str, Described]) -> dict[str, str]:
    """Old and new key of what kept its published name within its module, whatever its version."""
    there = _by_id(new)
    return {here: there[name] for name, here in _by_id(gone).items() if name in there}


def _by_id(operations: Mapping[str, Described]) -> dict[tuple[str, str], str]:
    """Keys by module and published name, where that names only one."""
    found: dict[tuple[str, str], list[str]] = {}
    for key, one in operations.items():
        if one.operation_id:
            module = _base(key).split("/")[1] if "/" in _base(key) else ""
            found.setdefault((module, one.operation_id), []).append(key)
    return {name: keys[0] for name, keys in found.items() if len(keys) == 1}


def _changes(here: Described, there: Described) -> Iterator[Difference]:
    if there.deprecated and not here.deprecated:
        yield Difference(here.name, "~", "is now deprecated")
    if here.answers and not there.answers and not here.fieldless:
        yield Difference(here.name, "-", "answers: no field is described any more")
    yield from _resent(here, there)
    yield from _fields(here.name, *_inputs(here, there))
    if there.answers and not here.binary:
        yield from _fields(here.name, here.answers, there.answers, side="answers ")


def _fields(
    where: str, mine: Mapping[str, Shape], published: Mapping[str, Shape], side: str = ""
) -> Iterator[Difference]:
    """What one side alone has, and how those that both have differ."""
    for name in published.keys() - mine.keys() - set(_below_any(mine, published)):
        must = " (required)" if name != "body" and published[name].required else ""
        yield Difference(where, "+", f"{side}{name}{must}")
    for name in mine.keys() - published.keys():
        yield Difference(where, "-", f"{side}{name}")
    for name in mine.keys() & published.keys():
        words = _moves(mine[name], published[name], inputs=not side)
        told = words if side else (*words, *_rules(name, mine[name], published[name]))
        yield from (Difference(where, "~", f"{side}{name} {one}") for one in told)


def _resent(here: Described, there: Described) -> Iterator[Difference]:
    """That the body is sent in another form."""
    if here.sent_as and there.bodies and here.sent_as not in there.bodies:
        told = f"body was {here.sent_as}, is {there.sent_as}"
        yield Difference(here.name, "~", told)


def _inputs(here: Described, there: Described) -> tuple[Mapping[str, Shape], Mapping[str, Shape]]:
    """What both take; a form such as CSV describes no fields, which is no news of each of them."""
    mine, published = here.inputs, there.inputs_as(here.sent_as)
    bare = here.sent_as not in there.bodies and "body" in published
    if bare and not any(name.startswith("body.") for name in published):
        mine = {name: one for name, one in mine.items() if not name.startswith("body.")}
    return mine, published


def _below_any(mine: Mapping[str, Shape], published: Iterable[str]) -> Iterator[str]:
    """Fields inside something that we let hold anything, such as a form's own tree."""
    parents = {name.rpartition(".")[0] for name in mine}
    free = tuple(
        f"{name}."
        for name, shape in mine.items()
        if name not in parents and not shape.kinds & PLAIN
    )
    yield from (name for name in published if name.startswith(free))


def _moves(here: Shape, there: Shape, *, inputs: bool) -> Iterator[str]:
    if not _alike(here.kinds, there.kinds):
        yield f"was {_words(here.kinds)}, is {_words(there.kinds)}"
    if inputs and here.required is not None and here.required != there.required:
        yield "is now required" if there.required else "is no longer required"
    if here.values and there.values and here.values != there.values:
        sides = {"also allows": there.values - here.values, "lost": here.values - there.values}
        yield ", ".join(f"{verb} {_words(some)}" for verb, some in sides.items() if some)
    elif there.values and not here.values:
        yield f"is now one of {_words(there.values)}"
    if inputs and there.default and (here.default or "").lower() != there.default.lower():
        yield f"has the default {there.default}, had {here.default or 'none'}"


def _rules(name: str, here: Shape, there: Shape) -> Iterator[str]:
    """What else is asked of a value that is sent."""
    sent = name.startswith("body.")
    yield from _limits(dict(here.limits), dict(there.limits), sent=sent)
    if here.form != there.form and here.kinds & there.kinds:
        yield f"was {here.form or 'plain'} text, is {there.form or 'plain'} text"
    if sent and here.kinds and here.nullable != there.nullable:
        yield "may now be null" if there.nullable else "may no longer be null"
    if there.deprecated and here.deprecated is False:
        yield "is now deprecated"


def _limits(ours: Mapping[str, float], theirs: Mapping[str, float], *, sent: bool) -> Iterator[str]:
    for word in sorted({*ours, *theirs}):
        if word in theirs and theirs[word] != ours.get(word):
            was = f"{ours[word]:g}" if word in ours else "none"
            yield f"has the {word} {theirs[word]:g}, had {was}"
        elif sent and word not in theirs:  # of parameters we know some limits from the texts
            yield f"has no {word} any more, had {ours[word]:g}"


def _alike(here: frozenset[str], there: frozenset[str]) -> bool:
    if not here or not there or here & there:
        return True
    return any(_LOOSE.get(one, set()) & there for one in here) or any(
        _LOOSE.get(one, set()) & here for one in there
    )


def _base(key: str) -> str:
    return key.partition(" ")[2].partition("/tenant/")[0]


def _words(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
