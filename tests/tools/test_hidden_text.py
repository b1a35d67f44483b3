"""Row 22 of the fault matrix: text that hides from people is not shown to a model either."""

import json
from typing import Any

import pytest
from pydantic import BaseModel

from tests.kit.world import World, bring_up_to_date
from tools.logic.text import visible_throughout

SAID = "Ann\U000e0049\U000e0067\U000e006e \u202eLee\x1b[31m 李雷 👩‍👧"
SEEN = "Ann Lee[31m 李雷 👩‍👧"
HIDDEN = ("\U000e0049", "\u202e", "\x1b")


@pytest.fixture
async def sly(writing: World) -> tuple[World, dict[str, Any]]:
    """A customer and a job whose texts hide something, in the source and in the mirror."""
    (customer, *_), (job, *_) = (
        writing.company.rows(*table.split("/")) for table in ("crm/customers", "jpm/jobs")
    )
    address = {**customer["address"], "city": SAID}
    change = {"id": customer["id"], "name": SAID, "address": address}
    writing.company.mutate("crm/customers", change=[change])
    writing.company.mutate("jpm/jobs", change=[{"id": job["id"], "summary": SAID}])
    await bring_up_to_date(writing.deps)
    return writing, {"customer": customer["id"], "job": job["id"]}


CALLS: list[tuple[str, dict[str, Any]]] = [
    ("search_customers", {"term": "Ann"}),
    ("crm_get_customer", {"id": "{customer}"}),
    ("crm_list_customers", {"ids": "{customer}"}),
    ("jpm_get_job", {"id": "{job}"}),
    (
        "query_database",
        {"query": "select name, full_data from servicetitan.st_customers where st_id = {customer}"},
    ),
]


@pytest.mark.parametrize(("tool", "given"), CALLS, ids=[name for name, _ in CALLS])
async def test_row_22_no_answer_carries_text_that_nobody_sees(
    sly: tuple[World, dict[str, Any]], tool: str, given: dict[str, str]
) -> None:
    world, ids = sly
    filled: dict[str, Any] = {name: value.format(**ids) for name, value in given.items()}

    answer = await world.ask(tool, **filled)

    assert isinstance(answer, BaseModel)
    text = json.dumps(answer.model_dump(mode="json"), ensure_ascii=False)
    assert SEEN in text
    assert not [one for one in HIDDEN if one in text or json.dumps(one)[1:-1] in text]


def test_what_hides_nothing_is_left_as_it_is() -> None:
    plain = {"name": "José 李雷", "tags": [1, None, True], "note": "two\nlines"}

    assert visible_throughout(plain) == plain
    assert visible_throughout({"a": ["x\x7f", {"\u202eb": "c"}]}) == {"a": ["x", {"b": "c"}]}


@pytest.mark.parametrize(
    "hidden", [chr(code) for code in (*range(32), 127) if chr(code) not in "\t\n"]
)
def test_no_control_character_slips_through_in_a_list(hidden: str) -> None:
    assert visible_throughout([{"note": f"a{hidden}b"}]) == [{"note": "ab"}]


def test_a_backslash_of_the_text_itself_stays() -> None:
    said = {"path": r"C:\files\unit\b", "note": "tab\tand\nline"}

    assert visible_throughout(said) == said
