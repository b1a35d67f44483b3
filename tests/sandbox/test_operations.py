from typing import Any

import pytest

from sandbox.servicetitan.facts import load
from tests.sandbox.conftest import Client
from tests.sandbox.shapes import faults

MODULES = sorted(load().modules)
# Answers that are not as documented, as those of the real API: local times, PascalCase keys.
OTHERWISE = ("dispatch/v2/tenant/{tenant}/capacity", "data-queries")

# Answers without the parameters that the document requires.
TOLERANT = {"scheduling-pro/Scheduler_SchedulerPerformance"}


def call(client: Client, example: dict[str, Any]) -> Any:
    more: dict[str, Any] = {"params": example["query"], "headers": client.headers}
    if example["upload"]:
        more["files"] = {"file": ("photo.png", b"\x89PNG")}
    elif "body" in example:
        more["json"] = example["body"]
    return client.http.request(example["method"], example["path"], **more)


@pytest.mark.parametrize("module", MODULES)
def test_every_operation_answers_as_documented(client: Client, module: str) -> None:
    """Each call is made with values that fit the rows as the calls before left them."""
    facts, wrong = load(), []
    for operation in facts.modules[module].operations:
        name = f"{module}/{operation.op}"
        example = client.http.get("/_sandbox/examples", params={"op": name}).json()
        assert len(example) == 1, name
        answer = call(client, example[0])
        wanted = {int(status) for status in operation.answers} or {200}
        if answer.status_code not in wanted:
            wrong.append(f"{operation.key}: {answer.status_code} {answer.text[:200]}")
        node = operation.answers.get(str(answer.status_code))
        kind = answer.headers.get("content-type", "")
        if (
            node
            and kind.startswith("application/json")
            and not any(part in operation.path for part in OTHERWISE)
        ):
            wrong += [f"{name} {line}" for line in faults(facts, module, node, answer.json())]

    assert wrong == []


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
