"""Rows of every list are about one another: names, amounts and states that a client can use."""

from collections.abc import Iterator
from typing import Any

import pytest

from sandbox.servicetitan.api.samples import MONEY, table_of
from sandbox.servicetitan.facts import load
from tests.sandbox.conftest import Client
from tests.sandbox.test_sweep import MODULES, STAFF, lists

# The same word for another thing, or a name that is its code.
OTHER_THINGS = {"category", "agent", "type", "sku"}


def objects(value: Any, name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object inside a value, with the name of the field that holds it."""
    if isinstance(value, dict):
        yield name, value
        for key, item in value.items():
            yield from objects(item, key)
    for item in value if isinstance(value, list) else ():
        yield from objects(item, name)


@pytest.mark.parametrize("module", MODULES)
def test_who_and_what_rows_name_exists_and_is_called_so(reader: Client, module: str) -> None:
    box, lost = reader.box.box, []
    for one in lists(reader, module):
        for name, part in objects(one.rows()[:20]):
            table, key = table_of(name), part.get("id")
            if not table or name in OTHER_THINGS or not key or not isinstance(key, int):
                continue
            known = [box.table(t).get(key) for t in (table, *STAFF.get(table, ()))]
            row = next(filter(None, known), None)
            if row is None or part.get("name") not in {None, row.get("name", row.get("jobNumber"))}:
                lost.append(f"{one.path} {name} {part}")

    assert lost == []


@pytest.mark.parametrize("module", MODULES)
def test_amounts_that_come_as_text_are_numbers(reader: Client, module: str) -> None:
    amounts = [
        (one.path, name, value)
        for one in lists(reader, module)
        for _, part in objects(one.rows()[:20])
        for name, value in part.items()
        if MONEY.search(name) and isinstance(value, str)
    ]

    assert [
        entry for entry in amounts if not entry[2].lstrip("-").replace(".", "", 1).isdigit()
    ] == []


def test_states_are_those_that_the_list_can_be_asked_for(reader: Client) -> None:
    facts = load()
    for path, field, schema in (
        ("bank-deposits", "reviewStatus", "Accounting.V2.DepositReviewStatus"),
        ("bank-deposits", "syncStatus", "Accounting.V2.SyncStatus"),
    ):
        words = facts.schema("accounting", schema)["enum"]
        held = {row[field] for row in reader.rows(f"accounting/v2/{path}")} - {None}

        assert held <= set(words), path
        for word in held:
            found = reader.rows(f"accounting/v2/{path}", **{field: word})
            assert {row[field] for row in found} == {word}


def test_warnings_of_full_crews_are_about_this_company(reader: Client) -> None:
    told = reader.get("marketingads/v2/capacity-warnings").json()

    campaigns = {row["name"] for row in reader.rows("marketing/v2/campaigns")}
    units = {row["name"] for row in reader.rows("settings/v2/business-units")}
    assert told["tenantId"] == reader.box.tenant
    assert told["totalCount"] == len(told["data"]) > 0
    for warning in told["data"]:
        assert warning["campaignName"] in campaigns
        assert warning["businessUnits"]
        assert set(warning["businessUnits"]) <= units
