import json
from typing import Any

import pytest

from sandbox.servicetitan import running
from tests.sandbox.conftest import NOW, Client

REPORTS = "reporting/v2/report-category/operations/reports"
DAYS = {
    "parameters": [{"name": "From", "value": "2026-01-01"}, {"name": "To", "value": "2026-06-14"}]
}


def report(client: Client) -> str:
    return f"{REPORTS}/{client.get(REPORTS).json()['data'][0]['id']}"


def expected(client: Client) -> list[str]:
    jobs = client.box.rows("jpm", "jobs")
    done = [job for job in jobs if "2026-01-01" <= (job["completedOn"] or "")[:10] <= "2026-06-14"]
    return [job["jobNumber"] for job in done]


def test_a_report_is_described_and_run(client: Client) -> None:
    described = client.get(report(client)).json()
    page = client.ask("POST", f"{report(client)}/data", json=DAYS, params={"includeTotal": "true"})

    assert [p["name"] for p in described["parameters"] if p["isRequired"]] == ["From", "To"]
    assert [f["name"] for f in page.json()["fields"]] == [f["name"] for f in described["fields"]]
    assert [row[0] for row in page.json()["data"]] == expected(client)
    assert page.json()["totalCount"] == len(expected(client))


def test_paging_of_a_report_is_in_the_query_alone(client: Client) -> None:
    path = f"{report(client)}/data"

    in_query = client.ask("POST", path, json=DAYS, params={"pageSize": 3, "page": 2}).json()
    in_body = client.send("POST", path, DAYS | {"pageSize": 3, "page": 2}).json()

    assert [row[0] for row in in_query["data"]] == expected(client)[3:6]
    assert len(in_body["data"]) == len(expected(client))


def test_a_report_wants_its_parameters(client: Client) -> None:
    answer = client.send("POST", f"{report(client)}/data", {"parameters": []})

    assert set(answer.json()["errors"]) == {"From", "To"}


def of_units(client: Client, value: Any) -> Any:
    named = {"name": "BusinessUnitIds", "value": value}
    body = {"parameters": [*DAYS["parameters"], named]}
    return client.send("POST", f"{report(client)}/data", body).json()


@pytest.mark.parametrize("form", ["[{}]", "{}", '"{}"', '" {},1"', '["{}"]'])
def test_ids_of_a_report_come_as_list_number_or_text(client: Client, form: str) -> None:
    """Some clients keep every parameter as text."""
    unit = client.get("settings/v2/business-units").json()["data"][0]

    rows = of_units(client, json.loads(form.format(unit["id"])))["data"]

    assert {row[2] for row in rows} == {unit["name"]}
    assert 0 < len(rows) < len(expected(client))


def test_ids_of_a_report_that_are_no_numbers_are_refused(client: Client) -> None:
    assert set(of_units(client, "Pool Service")["errors"]) == {"BusinessUnitIds"}


def test_a_report_is_polled_and_answers_in_pascal_case(client: Client) -> None:
    started = client.send("POST", f"{report(client)}/data/query", DAYS)
    path = f"reporting/v2/data-queries/{started.json()['token']}"

    polls = [client.get(path) for _ in range(2)]

    assert [started.status_code, *(poll.status_code for poll in polls)] == [202, 202, 200]
    assert {"Fields", "Data", "HasMore"} <= set(polls[1].json())
    assert [row[0] for row in polls[1].json()["Data"]] == expected(client)
    assert client.send("DELETE", path).status_code == 204
    assert client.get(path).status_code == 404


def test_the_page_of_a_started_report_is_the_one_asked_for_in_the_query(client: Client) -> None:
    path, third = f"{report(client)}/data/query", {"page": 3, "pageSize": 2}

    started = client.ask("POST", path, json=DAYS, params=third).json()["token"]
    polled = [client.get(f"reporting/v2/data-queries/{started}").json() for _ in range(2)][1]

    assert [row[0] for row in polled["Data"]] == expected(client)[4:6]
    assert [polled[name] for name in ("Page", "PageSize", "HasMore")] == [3, 2, True]


def test_one_report_runs_five_times_a_minute() -> None:
    with running(customers=10, now=NOW, rate=60) as box, Client(box) as client:
        path = f"{report(client)}/data"
        states = [client.send("POST", path, DAYS).status_code for _ in range(6)]

    assert states == [200] * 5 + [429]


def test_recordings_are_audio(client: Client) -> None:
    key = client.rows("telecom/v3/calls")[0]["leadCall"]["id"]
    answer = client.get(f"telecom/v2/calls/{key}/recording")

    assert answer.headers["content-type"] == "audio/mpeg"
    assert answer.content.startswith(b"\xff\xfb")
    assert client.get("telecom/v2/calls/5/recording").status_code == 404


def upload(client: Client, path: str, **more: Any) -> Any:
    return client.ask("POST", path, **more)


def test_uploads_come_as_multipart_or_json(client: Client) -> None:
    job = client.box.rows("jpm", "jobs")[0]["id"]
    path, files = f"forms/v2/jobs/{job}/attachments", {"file": ("leak.jpg", b"123")}

    assert upload(client, path, files=files).json() == {"fileName": "leak.jpg"}
    assert upload(client, path, json={"file": "MTIz"}).status_code == 200
    assert upload(client, path, json={}).status_code == 400
    assert upload(client, path, content=b'{"file": "\xe9"}').status_code == 400
    listed = client.get(path).json()["data"]
    assert "leak.jpg" in {row["fileName"] for row in listed}
    found = client.get(f"forms/v2/jobs/attachment/{listed[0]['id']}")
    assert found.headers["content-type"] == "image/png"


@pytest.mark.parametrize(
    ("said", "name", "kind"),
    [
        ({"fileName": "leak.jpg"}, "leak.jpg", "image/jpeg"),
        ({"filename": "../photos\\leak.pdf"}, "leak.pdf", "application/pdf"),
        ({"fileName": "leak\n.jpg"}, "file.bin", "application/octet-stream"),
        ({}, "file.bin", "application/octet-stream"),
    ],
)
def test_an_upload_as_json_may_tell_its_name(
    client: Client, said: dict[str, str], name: str, kind: str
) -> None:
    job = client.box.rows("jpm", "jobs")[0]["id"]
    path = f"forms/v2/jobs/{job}/attachments"

    sent = upload(client, path, json={"file": "MTIz", **said})

    key = client.get(path).json()["data"][-1]["id"]
    found = client.get(f"forms/v2/jobs/attachment/{key}")
    assert sent.json() == {"fileName": name}
    assert (found.content, found.headers["content-type"]) == (b"123", kind)


PHOTO = b"--\r\n\xff\xd8\r\n\r\nbytes\r\n"
"""Bytes that look like the frame around them."""


def test_a_job_attachment_comes_back_as_it_was_sent(client: Client) -> None:
    job = client.box.rows("jpm", "jobs")[0]["id"]
    path = f"forms/v2/jobs/{job}/attachments"

    upload(client, path, files={"file": ("ein späti.jpg", PHOTO, "image/jpeg")})

    row = client.get(path).json()["data"][-1]
    found = client.get(f"forms/v2/jobs/attachment/{row['id']}")
    assert row["fileName"] == "ein späti.jpg"
    assert (found.content, found.headers["content-type"]) == (PHOTO, "image/jpeg")
    assert "ein%20sp%C3%A4ti.jpg" in found.headers["content-disposition"]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("form-data; name=file; filename=leak.jpg; filename*=utf-8''leak.jpg", "leak.jpg"),
        ("form-data; name=\"file\"; filename*=utf-8''ein%20sp%C3%A4ti.jpg", "ein späti.jpg"),
        ('form-data; filename="a\\"b;c.jpg"; name="file"', 'a"b;c.jpg'),
        ('form-data; name="file"; filename=""', "file"),
    ],
    ids=["without quotes", "encoded alone", "quotes within", "without a name"],
)
def test_the_name_of_a_file_is_read_however_it_is_written(
    client: Client, said: str, name: str
) -> None:
    """As .NET, older versions of requests, and browsers write it."""
    job = client.box.rows("jpm", "jobs")[0]["id"]
    head = f"--b\r\nContent-Type: image/jpeg\r\nContent-Disposition: {said}\r\n\r\n"
    body = head.encode() + PHOTO + b"\r\n--b--\r\n"
    kind = {"Content-Type": 'multipart/form-data; boundary="b"'}

    sent = upload(client, f"forms/v2/jobs/{job}/attachments", content=body, headers=kind)

    assert (sent.status_code, sent.json()) == (200, {"fileName": name})


@pytest.mark.parametrize(
    "path",
    [
        "pricebook/v2/images",
        "findings/v2/assets",
        "equipmentsystems/v2/installed-equipment/attachments",
    ],
)
def test_a_stored_file_comes_back_as_it_was_sent(client: Client, path: str) -> None:
    kept = upload(client, path, files={"file": ("a b.pdf", PHOTO, "application/pdf")}).json()
    plain = upload(client, path, json={"file": "MTIz"}).json()

    for made, content in ((kept, PHOTO), (plain, b"123")):
        answer = client.get(path, path=made["path"])
        assert client.http.get(answer.headers["location"]).content == content
    assert client.get(path, path=f"{kept['path']}x").status_code == 404
    assert client.http.get("/_sandbox/files/Images/none.png").status_code == 404


def test_images_are_a_redirect_with_case_in_mind(client: Client) -> None:
    answer = client.get("pricebook/v2/images", path="Images/pump.png")

    assert answer.status_code == 302
    assert client.http.get(answer.headers["location"]).content.startswith(b"\x89PNG")
    assert client.get("pricebook/v2/images", path="images/pump.png").status_code == 404


def test_a_shown_query_is_polled_to_its_end(client: Client) -> None:
    shown = client.http.get("/_sandbox/examples", params={"op": "reporting/ReportDataQueries_Get"})
    path = next(one["path"] for one in shown.json())

    polls = [client.http.get(path, headers=client.headers) for _ in range(2)]

    assert [poll.status_code for poll in polls] == [202, 200]
    assert polls[1].json()["Data"] == []
