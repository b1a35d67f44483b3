"""Operations with a rule of their own, by verb, module and path below the tenant."""

from collections.abc import Callable
from typing import Final

from sandbox.servicetitan.api.box import Call
from sandbox.servicetitan.api.messages import Response
from sandbox.servicetitan.api.rules import (
    answers,
    attributions,
    budgets,
    exported,
    fields,
    figures,
    files,
    jobs,
    journals,
    money,
    ordering,
    people,
    plans,
    preferences,
    pricebook,
    receiving,
    records,
    reports,
    sales,
    skills,
    tasks,
    visits,
)

RULES: Final[dict[str, Callable[[Call], Response]]] = {
    **answers.RULES,
    **attributions.RULES,
    **budgets.RULES,
    **exported.RULES,
    **fields.RULES,
    **figures.RULES,
    **files.RULES,
    **jobs.RULES,
    **journals.RULES,
    **money.RULES,
    **people.RULES,
    **plans.RULES,
    **preferences.RULES,
    **pricebook.RULES,
    **records.RULES,
    **ordering.RULES,
    **receiving.RULES,
    **reports.RULES,
    **sales.RULES,
    **skills.RULES,
    **tasks.RULES,
    **visits.RULES,
}
