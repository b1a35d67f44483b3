import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pydantic_core import ErrorDetails

from agent.catalogue import load_catalogue
from agent.runners import runner_of
from tools.errors import ArgumentFault, BadArguments
from tools.wording import allowed, counted, received

CATALOGUE = load_catalogue()
TARGETS = {name: entry.target for name, entry in CATALOGUE.items()}
CURATED = [name for name, entry in CATALOGUE.items() if entry.path is None]
LIBRARY = re.compile(
    r"input should|field required|should (be|have|match)|type=|errors\.pydantic|https?://|valid "
    r"(string|integer|list|bool|date|decimal|dictionary)|unable to|after validation",
    re.IGNORECASE,
)
"""The validation library's own phrases."""
UNFIT: dict[str, list[Any]] = {
    "string": [5, ["x"], None],
    "integer": ["many", 1.5, [], "9" * 5_000, float("nan")],
    "number": ["many", [], float("inf")],
    "boolean": ["perhaps", [], 7],
    "array": ["x", {"a": 1}, 5],
    "object": ["x", ["x"], 5],
}


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("jpm_get_job", {"id": "J-1"}, "id: received 'J-1'; allowed: a whole number, such as 12"),
        ("create_customer", {"email": "ann"}, "an e-mail address, such as ann@example.com"),
        ("search_customers", {"limit": float("nan")}, "allowed: a finite number, such as 12"),
        ("crm_list_customers", {"page": 0}, "page: received 0; allowed: 1 or more"),
        ("crm_list_customers", {"pageSize": 6000}, "allowed: 5000 or less"),
        ("crm_list_customers", {"active": "yes"}, "allowed: 'True', 'False' or 'Any'"),
        ("crm_list_customers", {"sort": "name"}, "such as +Id; names: Id, ModifiedOn, CreatedOn"),
        ("jpm_list_jobs", {"ids": ",".join(map(str, range(60)))}, "at most 50 items, not 60"),
        ("dispatch_assign_technicians", {"body": {"technicianIds": 5}}, "a list, such as [5]"),
        ("search_jobs", {"statuses": "Hold"}, 'allowed: a list, such as ["Hold"]'),
        (
            "search_jobs",
            {"statuses": "Hold, Scheduled"},
            'allowed: a list, such as ["Hold", "Scheduled"]',
        ),
        ("search_jobs", {"statuses": ","}, "allowed: a list, as [ ]"),
        ("jpm_create_job", {"body": {"appointments": {}}}, "allowed: a list, as [ ]"),
        (
            "jpm_cancel_job",
            {"id": 7, "reasonId": 1},
            "reasonId: received 1; there is no such argument; it belongs inside body",
        ),
        (
            "jpm_reschedule_appointment",
            {"id": 1, "body": {"start": "tomorrow"}},
            "a time with its zone, such as 2026-03-01T09:00:00Z",
        ),
    ],
)
def test_a_refusal_says_what_to_send_instead(
    tool: str, arguments: dict[str, Any], told: str
) -> None:
    with pytest.raises(BadArguments) as refused:
        runner_of(TARGETS[tool]).check(arguments)

    assert told in str(refused.value)


def test_a_question_ends_without_a_full_stop() -> None:
    fault = ArgumentFault("fields", "'nam'", "there is no such field; did you mean name?")

    assert str(BadArguments("list_customers", [fault])).endswith("did you mean name?")
    assert str(BadArguments("x", [ArgumentFault("id", "'a'", "a number")])).endswith("a number.")


def test_the_same_fault_in_many_lines_is_told_once() -> None:
    faults = [ArgumentFault(f"items.{n}.code", "nothing", "it is required") for n in range(60)]

    told = str(BadArguments("x", [*faults, ArgumentFault("items.3.price", "'a'", "a number")]))

    assert told.count("it is required") == 1
    assert "items.0.code: received nothing; it is required (as in 59 more); items.3" in told
    assert told.endswith("items.3.price: received 'a'; a number.")


def test_of_very_many_faults_the_rest_is_counted() -> None:
    faults = [ArgumentFault(f"items.{n}.price", f"'{n}'", "a number") for n in range(3_000)]

    told = str(BadArguments("x", faults))

    assert told.endswith("items.49.price: received '49'; a number; and 2950 more.")
    assert len(told) < 5_000


def unfit(about: dict[str, Any]) -> Iterator[Any]:
    """Values that a parameter with this schema refuses: of other kinds, beyond its limits."""
    for one in about.get("anyOf", [about]):
        yield from UNFIT.get(one.get("type", ""), [])
        if "enum" in one or "format" in one or "pattern" in one:
            yield "no such"
        if "minimum" in one:
            yield one["minimum"] - 1
        if "maximum" in one:
            yield one["maximum"] + 1
        if "maxLength" in one:
            yield "x" * (one["maxLength"] + 1)
        if one.get("minLength"):
            yield "x" * (one["minLength"] - 1)
        if "maxItems" in one:
            yield ["x"] * (one["maxItems"] + 1)
        if one.get("minItems"):
            yield []
        if "items" in one:
            yield from ([value] for value in unfit(one["items"]))


def refusal(name: str, arguments: dict[str, Any]) -> BadArguments | None:
    try:
        runner_of(TARGETS[name]).check(arguments)
    except BadArguments as problem:
        return problem
    return None


@pytest.mark.parametrize("name", CURATED)
def test_a_curated_tool_refuses_each_unfit_argument_in_our_words(name: str) -> None:
    schema = runner_of(TARGETS[name]).input_schema
    empty = refusal(name, {})

    for needed in schema.get("required", []):
        assert empty
        assert f"{needed}: received nothing; it is required" in str(empty)
    for parameter, about in schema["properties"].items():
        told = [refusal(name, {parameter: value}) for value in unfit(about)]
        mine = [f for one in told if one for f in one.faults if f.name.split(".")[0] == parameter]
        assert mine, f"{name} takes anything as {parameter}"
        for fault in mine:
            assert fault.received
            assert re.match("allowed: .+|it is required", fault.allowed), fault
            assert not LIBRARY.search(fault.allowed), fault


@pytest.mark.parametrize(
    ("kind", "said", "told"),
    [
        ("time_delta_type", "Input should be a valid timedelta", "a valid timedelta"),
        ("url_type", "URL input should be a string or URL", "a string or URL"),
        ("multiple_of", "Input should be a multiple of 5", "a multiple of 5"),
        ("value_error", "Value error, a day in the past", "a day in the past"),
    ],
)
def test_a_kind_without_words_of_its_own_says_what_is_allowed(
    kind: str, said: str, told: str
) -> None:
    assert allowed(ErrorDetails(type=kind, loc=("x",), msg=said, input=None)) == told


@pytest.mark.parametrize(
    ("number", "words", "told"),
    [
        (0, ("second",), "0 seconds"),
        (1, ("second",), "1 second"),
        (2, ("try", "tries"), "2 tries"),
        (1, ("try", "tries"), "1 try"),
        (12_345, ("record",), "12,345 records"),
    ],
)
def test_one_is_no_plural(number: int, words: tuple[str, ...], told: str) -> None:
    assert counted(number, *words) == told


ROOT = Path(__file__).parents[2]
PROGRAM = ("agent", "tools", "sync", "resources", "prompts", "evals")
MANY = re.compile(
    r"^ (?:[a-z-]+ )?(answers|cases|characters|columns|customers|days|differences|fields|files|hits"
    r"|hours|ids|invoices|items|jobs|lines|minutes|names|pages|records|rows|scopes|seconds|tables"
    r"|tools|tries|units)\b"
)
LARGE = re.compile(r"[A-Z]{4}|max_|_bytes|limit|len\(value\)")
"""Figures of our own, and the length of what was too long: never 1."""
IDENTITY = "made-up, "
"""How a sentence begins that is compared with itself in the database."""


def bare_numbers(tree: ast.AST) -> Iterator[str]:
    """Sentences that put a number before a plural."""
    for node in ast.walk(tree):
        parts = node.values if isinstance(node, ast.JoinedStr) else []
        if parts and isinstance(parts[0], ast.Constant) and parts[0].value == IDENTITY:
            continue
        for filled, after in pairwise(parts):
            if not isinstance(filled, ast.FormattedValue) or not isinstance(after, ast.Constant):
                continue
            what = ast.unparse(filled.value)
            if MANY.match(str(after.value)) and not LARGE.search(what):
                yield ast.unparse(node)


def test_no_sentence_counts_with_a_plural_of_its_own() -> None:
    files = [path for folder in PROGRAM for path in (ROOT / folder).rglob("*.py")]

    found = {path.name: list(bare_numbers(ast.parse(path.read_text("utf-8")))) for path in files}

    assert {name: told for name, told in found.items() if told} == {}


def test_a_refused_value_shows_where_it_was_cut() -> None:
    assert received("x" * 5) == "'xxxxx'"
    assert received("x" * 900) == f"'{'x' * 79}…"
