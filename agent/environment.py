"""How people meet the variables: error lines, misspellings, `.env.example`, the README's table."""

import difflib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, Field
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

# Variables that begin so are meant for this program; others may share our environment.
PREFIXES = (
    "SERVICE_TITAN_",
    "SERVICETITAN_",
    "SYNC_",
    "CONTACTS_",
    "GHL_",
    "SALESFORCE_",
    "SLACK_",
    "TOOLS_",
    "SANDBOX_",
    "STDIO_",
    "DATABASE_",
)
# High enough that another program's SERVICE_TITAN_APP_ID passes (0.878 like APP_KEY).
NEAR = 0.88
SHOWN = 60
_USER_OR_PASSWORD = re.compile(r"://[^/\s]*@")


def setting(
    default: Any, group: str, about: str, accepts: str, *, secret: bool = False, **limits: int
) -> Any:
    """A field of the settings: what it is, what it accepts, and where the pages show it."""
    extra = {"group": group, "accepts": accepts, "secret": secret}
    told: dict[str, Any] = {**limits, "description": about, "json_schema_extra": extra}
    told["default_factory" if callable(default) else "default"] = default
    return Field(repr=not secret, **told)


def switch(group: str, about: str, *, on: bool) -> Any:
    """A field that is true or false."""
    return setting(on, group, about, "true or false")


class Variable:
    """One environment variable as the pages and the error lines show it."""

    def __init__(self, field: str, info: FieldInfo) -> None:
        extra = info.json_schema_extra
        told = extra if isinstance(extra, dict) else {}
        self.name = field.upper()
        self.about = info.description or ""
        self.group = str(told.get("group", ""))
        self.accepts = str(told.get("accepts", ""))
        self.secret = bool(told.get("secret"))
        self.default = "" if info.default_factory else _as_text(info.default)

    def shown(self, value: object) -> str:
        """A value as an error may repeat it: short, escaped, and never a secret."""
        if self.secret:
            return "***"
        text = _USER_OR_PASSWORD.sub("://***@", str(value))
        return repr(text if len(text) <= SHOWN else f"{text[:SHOWN]}…")

    def refusal(self, value: object, why: str = "") -> str:
        reason = f" ({why})" if why else ""
        return f"{self.name}: received {self.shown(value)}{reason}; accepted: {self.accepts}."


def variables(model: type[BaseModel]) -> dict[str, Variable]:
    """Every variable of the model by name, in the order in which the model states them."""
    found = (Variable(field, info) for field, info in model.model_fields.items())
    return {variable.name: variable for variable in found}


def refusals(model: type[BaseModel], errors: list[ErrorDetails]) -> Iterator[str]:
    """One line per value that the model did not take."""
    known = variables(model)
    for error in errors:
        if not error["loc"]:
            yield from error["msg"].removeprefix("Value error, ").splitlines()
            continue
        variable = known[str(error["loc"][0]).upper()]
        ours = error["type"] == "value_error"
        yield variable.refusal(error["input"], str(error["ctx"]["error"]) if ours else "")


def misspellings(
    model: type[BaseModel], environment: Mapping[str, str], aliases: Mapping[str, str]
) -> Iterator[str]:
    """One line per variable that looks meant for us and is not one of ours."""
    known = [*variables(model), *aliases]
    for name in sorted(environment):
        if name not in known and name.upper().startswith(PREFIXES):
            for near in difflib.get_close_matches(name.upper(), known, n=1, cutoff=NEAR):
                yield f"{name}: there is no such setting; did you mean {near}?"


def example_file(model: type[BaseModel], heading: str) -> str:
    """The text of `.env.example`: every variable by group, commented, secrets empty."""
    lines = [f"# {line}" for line in heading.splitlines()]
    for group, members in _groups(model):
        lines += ["", f"# ---- {group} ----"]
        for variable in members:
            lines += ["", f"# {variable.about}", f"# Accepted: {variable.accepts}."]
            lines.append(_assignment(variable))
    return "\n".join(lines) + "\n"


def table(model: type[BaseModel]) -> str:
    """The settings as a Markdown table for the README."""
    lines = ["| Variable | Default | What it is |", "|---|---|---|"]
    for group, members in _groups(model):
        lines.append(f"| **{group}** | | |")
        for variable in members:
            default = f"`{variable.default}`" if variable.default else ""
            about = f"{variable.about} Accepted: {variable.accepts}."
            lines.append(f"| `{variable.name}` | {default} | {about.replace('|', chr(92) + '|')} |")
    return "\n".join(lines) + "\n"


def _groups(model: type[BaseModel]) -> Iterator[tuple[str, list[Variable]]]:
    found: dict[str, list[Variable]] = {}
    for variable in variables(model).values():
        found.setdefault(variable.group, []).append(variable)
    yield from found.items()


def _assignment(variable: Variable) -> str:
    """Defaults stay commented out: a copied file must not freeze them."""
    if not variable.default or variable.secret:
        return f"{variable.name}="
    quoted = f"'{variable.default}'" if " " in variable.default else variable.default
    return f"# {variable.name}={quoted}"


def _as_text(default: object) -> str:
    if default is None or isinstance(default, tuple):
        return ""
    return str(default).lower() if isinstance(default, bool) else str(default)
