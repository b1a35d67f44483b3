"""Writes of many rows, and of what a row holds below it."""

from typing import Any

import pytest

from sandbox.servicetitan.api.rules.fields import LISTS
from tests.sandbox.conftest import Client

PATHS = [f"{module}/v2/{name}" for module, names in LISTS.items() for name in names]
SKILLS = "dispatch/v2/technician-skills"


@pytest.mark.parametrize("path", PATHS)
def test_custom_fields_of_several_rows_are_set_by_name(client: Client, path: str) -> None:
    query = {"pageSize": 50, "page": 1}
    held = client.get(path, **query).json()
    rows = (held if isinstance(held, list) else held["data"])[:2]
    sent = [
        {"objectId": row["id"], "customFields": [{"name": "Route", "value": str(n)}]}
        for n, row in enumerate(rows)
    ]

    first = client.send("PATCH", f"{path}/custom-fields", {"operations": sent})
    sent[0]["customFields"] = [{"name": "Route", "value": "9"}, {"name": "Door", "value": "B"}]
    client.send("PATCH", f"{path}/custom-fields", {"operations": sent[:1]})

    assert (first.status_code, first.content) == (200, b"")
    table = {row["id"]: row for row in client.box.rows(*path.replace("/v2", "").split("/", 1))}
    fields = [
        {field["name"]: field["value"] for field in table[row["id"]]["customFields"]}
        for row in rows
    ]
    assert fields[0] == {**named(rows[0]), "Route": "9", "Door": "B"}
    assert [one["Route"] for one in fields] == ["9", "1"][: len(rows)]
    assert all(table[row["id"]]["modifiedOn"] > row["modifiedOn"] for row in rows)


def named(row: dict[str, Any]) -> dict[str, Any]:
    return {field["name"]: field["value"] for field in row["customFields"] or [] if field}


def test_custom_fields_of_no_row_are_set_when_one_is_unknown(client: Client) -> None:
    key = client.rows("accounting/v2/invoices")[0]["id"]
    fields = [{"name": "Route", "value": "1"}]
    sent = [{"objectId": one, "customFields": fields} for one in (key, 5)]

    answer = client.send("PATCH", "accounting/v2/invoices/custom-fields", {"operations": sent})

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["operations[1].objectId"]
    table = {row["id"]: row for row in client.box.rows("accounting", "invoices")}
    assert "Route" not in named(table[key] | {"customFields": table[key].get("customFields")})


def test_a_technician_learns_and_forgets(client: Client) -> None:
    crew = client.box.rows("settings", "technicians")
    mine, known = crew[0], {skill["name"]: skill["id"] for r in crew for skill in r["skills"]}
    body = {"technicianId": mine["id"], "skillIds": list(known.values())}

    def patch(**more: Any) -> Any:
        return client.send("PATCH", SKILLS, {**body, "replaceExistingSkills": False, **more})

    learned = patch().json()
    listed = {r["name"] for r in client.rows(SKILLS) if r["technicianId"] == mine["id"]}
    forgot = patch(skillIds=[], replaceExistingSkills=True).json()

    assert len(known) > 1
    assert listed == {row["name"] for row in learned["technicianSkills"]} == known.keys()
    assert forgot == {"updated": True, "technicianSkills": []}
    assert all(row["technicianId"] != mine["id"] for row in client.rows(SKILLS))
    assert patch(skillIds=[5]).status_code == 404


def test_every_position_of_a_vehicle_is_taken(client: Client) -> None:
    shown = client.http.get("/_sandbox/examples", params={"op": "dispatch/Gps_Create"}).json()[0]
    pings = [{**shown["body"][0], "externalId": name} for name in ("T-1", "T-2")]

    answer = client.send("POST", "dispatch/v2/gps-provider/1/gps-pings", pings)

    assert answer.status_code == 200, answer.text
    assert [(one["externalId"], one["status"]) for one in answer.json()] == [
        ("T-1", "Success"),
        ("T-2", "Success"),
    ]
