"""Operations with a rule of their own, by verb, module and path below the tenant."""

from collections.abc import Callable
from typing import Final

from sandbox.servicetitan.api.box import Call
from sandbox.servicetitan.api.messages import Response
from sandbox.servicetitan.api.rules import (
    answers,
    files,
    jobs,
    money,
    people,
    reports,
    sales,
    visits,
)

RULES: Final[dict[str, Callable[[Call], Response]]] = {
    **answers.RULES,
    **files.RULES,
    **jobs.RULES,
    **money.RULES,
    **people.RULES,
    **reports.RULES,
    **sales.RULES,
    **visits.RULES,
}
