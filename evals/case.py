"""What a case is: a call with the exact answer it must get, read from `cases/<category>.yaml`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from tools.principal import Role

CASES = Path(__file__).with_name("cases")


class CaseError(Exception):
    """A case file is not usable; the message names file and fault."""


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Refusal(Strict):
    """An answer that is a problem: its kind, and its exact sentence where that matters."""

    kind: str
    says: str | None = None


class Expect(Strict):
    """The one answer that is right: a structured result, or a refusal."""

    result: dict[str, Any] | None = None
    error: Refusal | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.result is None) == (self.error is None):
            message = "expect either a result or an error"
            raise ValueError(message)
        return self


class Step(Strict):
    """One call of a tool by somebody, and what must come back; nothing yet for a new case."""

    tool: str
    arguments: dict[str, Any] = Field(default_factory=dict)
    as_role: Role = "owner"
    expect: Expect | None = None


class Case(Step):
    """A call; for a write also what its confirmed repetition gives, and what is there then."""

    name: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    about: str = Field(description="What would be wrong if this case failed.")
    confirm: bool = False
    confirmed: Expect | None = None
    then: tuple[Step, ...] = ()
    volatile: tuple[str, ...] = Field(
        default=(), description="Ends of dotted paths to what no two runs share: `result.id`."
    )


class _Loader(yaml.SafeLoader):
    """YAML whose days and times stay text, as a JSON client sends them."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own attribute
        key: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
        for key, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def load_cases(folder: Path = CASES) -> list[Case]:
    """Every case of a folder by category; reads come before writes, which change the world."""
    cases = [case for path in sorted(folder.glob("*.yaml")) for case in _cases_in(path)]
    twice = {case.name for case in cases if sum(case.name == c.name for c in cases) > 1}
    if twice:
        message = f"two cases have one name: {', '.join(sorted(twice))}"
        raise CaseError(message)
    return sorted(cases, key=lambda case: case.confirm)


def _cases_in(path: Path) -> Iterator[Case]:
    for number, item in enumerate(read_items(path), start=1):
        try:
            yield Case.model_validate(item)
        except ValueError as fault:
            message = f"{path.name}, case {number}: {fault}"
            raise CaseError(message) from fault


def read_items(path: Path) -> list[dict[str, Any]]:
    """The cases of a file as plain data."""
    items = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a SafeLoader
    if not isinstance(items, list):
        message = f"{path.name}: not a list of cases"
        raise CaseError(message)
    return items


def bless(observed: Mapping[str, Sequence[Any]], folder: Path = CASES) -> Iterable[str]:
    """Write what these cases answered into their files as what is expected; gives the names."""
    for path in sorted(folder.glob("*.yaml")):
        items = read_items(path)
        changed = [item["name"] for item in items if _rewrite(item, observed)]
        if changed:
            path.write_text(_dumped(items), encoding="utf-8")
        yield from changed


def _rewrite(item: dict[str, Any], observed: Mapping[str, Sequence[Any]]) -> bool:
    if item["name"] not in observed:
        return False
    answers = list(observed[item["name"]])
    after = item.pop("then", [])
    item["expect"] = answers.pop(0)
    if item.get("confirm"):
        item["confirmed"] = answers.pop(0)
    if after:
        item["then"] = [{**step, "expect": answers.pop(0)} for step in after]
    return True


def _dumped(items: Sequence[dict[str, Any]]) -> str:
    parts = [
        yaml.safe_dump([item], sort_keys=False, allow_unicode=True, width=100) for item in items
    ]
    return "\n".join(parts)
