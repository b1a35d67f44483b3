"""Every stream, asked for as extractors and servers ask: whole, in order, as the schemas say."""

from typing import Any

import pytest

from sandbox.servicetitan.api.examples import example
from sandbox.servicetitan.api.routes import Route
from sandbox.servicetitan.facts import load
from tests.sandbox.conftest import Client
from tests.sandbox.shapes import faults

OPERATIONS = load().operations
FED = sorted({one.module for one in OPERATIONS if one.feed and one.row})
LISTED = sorted({one.module for one in OPERATIONS if one.paged and one.row})
SINCE = "2016-11-30T05:55:31.001000+00:00"
COMMON = {"active": "Any", "modifiedOnOrAfter": SINCE}
Row = dict[str, Any]


def streams(client: Client, module: str, *, feed: bool) -> list[Route]:
    """The lists or feeds of a module that stand below no other record."""
    return [
        route
        for route in client.box.box.router.routes
        if route.operation.module == module
        and route.operation.verb == "GET"
        and route.operation.row
        and (route.operation.feed if feed else route.operation.paged)
        and set(route.operation.in_path) <= {"tenant"}
    ]


def asked(client: Client, path: str, query: Row) -> Any:
    answer = client.http.get(path, params=query, headers=client.headers)
    assert answer.status_code == 200, f"{path} {query}: {answer.text}"
    return answer.json()


def odd(route: Route, rows: list[Row]) -> list[str]:
    """Rows that are not what the stream's schema says."""
    operation = route.operation
    found = (faults(load(), operation.module, {"ref": operation.row}, row) for row in rows)
    return [f"{operation.path} {fault}" for one in found for fault in one][:3]


@pytest.mark.parametrize("module", FED)
def test_every_feed_is_read_from_a_moment_to_its_end(reader: Client, module: str) -> None:
    """First an instant with an offset and a millisecond, then whatever the answer says."""
    wrong = []
    for route in streams(reader, module, feed=True):
        path = route.operation.path.replace("{tenant}", str(reader.box.tenant))
        rows, query, pages = list[Row](), {"from": SINCE}, 0
        while True:
            page = asked(reader, path, query)
            rows, query, pages = rows + page["data"], {"from": page["continueFrom"]}, pages + 1
            if not page["hasMore"]:
                break
        wrong += odd(route, rows) + ([] if rows else [f"{path} is empty"])
        wrong += [f"{path} goes on"] if asked(reader, path, query)["data"] else []

    assert wrong == []


@pytest.mark.parametrize("module", LISTED)
def test_every_list_is_read_by_its_pages(reader: Client, module: str) -> None:
    """Beside what it requires each gets the same parameters, whether it knows them or not."""
    wrong = []
    for route in streams(reader, module, feed=False):
        made = example(reader.box.box, route)
        first = 0 if route.resource.endswith("intacct") else 1
        rows = list[Row]()
        for number in range(first, 1_000):
            query = {**COMMON, **made["query"], "pageSize": 500, "page": number}
            page = asked(reader, made["path"], query)
            if isinstance(page, list):  # one list has no envelope
                rows = page
                break
            rows += page["data"]
            if not page.get("hasMore"):
                break
        wrong += odd(route, rows) + ([] if rows else [f"{made['path']} is empty"])

    assert wrong == []
