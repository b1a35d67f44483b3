from itertools import islice, product
from typing import Any

import httpx
import pytest

from sandbox.servicetitan.facts import Operation, load
from tests.sandbox.conftest import Client
from tests.sandbox.shapes import faults
from tests.sandbox.test_round_trips import body_of
from tests.sandbox.test_sweep import FAR_OFF, LONG_AGO

MODULES = sorted(load().modules)
# Answers that are not as documented, as those of the real API: local times, PascalCase keys.
OTHERWISE = ("dispatch/v2/tenant/{tenant}/capacity", "data-queries")

# Answers without the parameters that the document requires.
TOLERANT = {"scheduling-pro/Scheduler_SchedulerPerformance"}
SERIALS = (2, 3)
MOST = 5
# A body with every field may say what no rule lets pass.
REFUSALS = {400, 404, 409}


def call(client: Client, example: dict[str, Any]) -> Any:
    more: dict[str, Any] = {"params": example["query"], "headers": client.headers}
    if example["upload"]:
        more["files"] = {"file": ("photo.png", b"\x89PNG")}
    elif "body" in example:
        more["json"] = example["body"]
    return client.http.request(example["method"], example["path"], **more)


def differences(name: str, operation: Operation, answer: httpx.Response) -> list[str]:
    """What an answer says otherwise than the document."""
    node = operation.answers.get(str(answer.status_code))
    plain = answer.headers.get("content-type", "").startswith("application/json")
    if not node or not plain or any(part in operation.path for part in OTHERWISE):
        return []
    found = faults(load(), operation.module, node, answer.json())
    return [f"{name} {line}" for line in islice(found, MOST)]


def shown(client: Client, operation: Operation) -> dict[str, Any]:
    query = {"op": f"{operation.module}/{operation.op}"}
    found: dict[str, Any] = client.http.get("/_sandbox/examples", params=query).json()[0]
    return found


@pytest.mark.parametrize("module", MODULES)
def test_every_operation_answers_as_documented(client: Client, module: str) -> None:
    """Each call is made with values that fit the rows as the calls before left them."""
    wrong = []
    for operation in load().modules[module].operations:
        answer = call(client, shown(client, operation))
        if answer.status_code not in ({int(status) for status in operation.answers} or {200}):
            wrong.append(f"{operation.key}: {answer.status_code} {answer.text[:200]}")
        wrong += differences(operation.key, operation, answer)

    assert wrong == []


@pytest.mark.parametrize("module", MODULES)
def test_whole_bodies_leave_rows_as_documented(client: Client, module: str) -> None:
    """Every field of every body is sent; then every row of every read is looked at."""
    wrong, facts = [], load()
    routes = [r for r in client.box.box.router.routes if r.operation.module == module]
    for serial, route in product(SERIALS, routes):
        example = shown(client, route.operation)
        if isinstance(example.get("body"), dict) and not example["upload"]:
            body = body_of(client, route, example, serial)
            answer = call(client, example | {"body": body})
            if not answer.is_success and answer.status_code not in REFUSALS:
                wrong.append(f"{route.operation.key}: {answer.text[:200]}")
            wrong += differences(route.operation.key, route.operation, answer)
    for operation in facts.modules[module].operations:
        if operation.verb == "GET":
            answer = call(client, everything(shown(client, operation), operation))
            wrong += differences(f"after: {operation.key}", operation, answer)
            wrong += [] if answer.is_success or answer.is_redirect else [operation.key]

    assert wrong == []


def everything(example: dict[str, Any], operation: Operation) -> dict[str, Any]:
    """The same read, of all rows at once."""
    wide = {"pageSize": 500, "active": "Any", "activeState": "All", "includeInactive": True}
    query = {name: value for name, value in wide.items() if name in operation.in_query}
    for name in example["query"]:
        if name.endswith(("Before", "OnOrAfter")):
            query[name] = FAR_OFF if name.endswith("Before") else LONG_AGO
    first = {"page": 0 if "intacct" in operation.path else 1} if "page" in example["query"] else {}
    return example | {"query": example["query"] | query | first}


def test_required_fields_and_parameters_are_asked_for(client: Client) -> None:
    facts, silent = load(), []
    operations = {f"{op.module}/{op.op}": op for op in facts.operations}
    for example in client.http.get("/_sandbox/examples").json():
        operation = operations[example["op"]]
        needed = [key for key, node in operation.in_query.items() if node.get("required")]
        tolerant = example["op"] in TOLERANT
        if needed and call(client, example | {"query": {}}).status_code != (
            200 if tolerant else 400
        ):
            silent.append(f"{example['op']} without {needed}")
        unsaid = dict.fromkeys(needed, "")
        if needed and not tolerant and call(client, example | {"query": unsaid}).status_code != 400:
            silent.append(f"{example['op']} with nothing in {needed}")
        if isinstance(example.get("body"), dict) and example["body"] and not example["upload"]:
            answer = call(client, example | {"body": {}})
            if answer.status_code not in {400, 404, 409}:
                silent.append(f"{example['op']} with an empty body: {answer.status_code}")

    assert silent == []


def test_nothing_in_the_place_of_an_item_is_refused_by_name(client: Client) -> None:
    facts, taken = load(), []
    for operation in (one for one in facts.operations if one.body and one.verb != "GET"):
        whole = facts.resolve(operation.module, operation.body or {})
        lists = [
            name
            for name, node in whole.get("properties", {}).items()
            for inside in [facts.resolve(operation.module, node).get("items")]
            if inside and not facts.resolve(operation.module, inside).get("nullable")
        ]
        op = {"op": f"{operation.module}/{operation.op}"}
        example = client.http.get("/_sandbox/examples", params=op).json()[0] if lists else {}
        for name in lists:
            answer = call(client, example | {"body": {**example["body"], name: [None]}})
            if answer.status_code != 400 or f"{name}[0]" not in answer.json()["errors"]:
                taken.append(f"{operation.op} {name}: {answer.status_code} {answer.text[:90]}")

    assert taken == []
