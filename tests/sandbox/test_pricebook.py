"""The pricebook: what deleting leaves, and how its lists filter by category."""

import pytest

from tests.sandbox.conftest import Client

KINDS = ("categories", "discounts-and-fees", "equipment", "materials", "services")


@pytest.mark.parametrize("kind", KINDS)
def test_a_deleted_item_is_gone_and_only_its_feed_tells_it(client: Client, kind: str) -> None:
    path, feeds = f"pricebook/v2/{kind}", kind != "discounts-and-fees"
    key = client.rows(path)[0]["id"]
    _, seen = client.feed(f"pricebook/v2/export/{kind}") if feeds else ([], "")

    assert client.send("DELETE", f"{path}/{key}").status_code == 204

    assert client.get(f"{path}/{key}").status_code == 404
    assert client.send("PATCH", f"{path}/{key}", {"active": True}).status_code == 404
    assert client.send("DELETE", f"{path}/{key}").status_code == 404
    assert key not in {row["id"] for row in client.rows(path, active="Any")}
    fresh = client.feed(f"pricebook/v2/export/{kind}", seen)[0] if feeds else []
    assert [(row["id"], row["active"]) for row in fresh] == ([(key, False)] if feeds else [])


def test_a_deleted_item_can_no_longer_be_sold(client: Client) -> None:
    sku, job = client.rows("pricebook/v2/services")[0]["id"], client.rows("jpm/v2/jobs")[0]["id"]
    client.send("DELETE", f"pricebook/v2/services/{sku}")

    body = {"jobId": job, "items": [{"skuId": sku, "quantity": 1}]}
    refused = client.send("POST", "sales/v2/estimates", body)

    assert refused.status_code == 409
    assert str(sku) in refused.text


@pytest.mark.parametrize("kind", ["equipment", "materials", "services"])
def test_lists_filter_by_one_category_and_find_nothing_for_several(
    reader: Client, kind: str
) -> None:
    path = f"pricebook/v2/{kind}"
    every = reader.rows(path)
    held = [
        [getattr(one, "get", lambda _name, one=one: one)("id") for one in row["categories"]]
        for row in every
    ]
    first, other = sorted({key for keys in held for key in keys})[:2]
    expected = [row["id"] for row, keys in zip(every, held, strict=True) if first in keys]

    assert [row["id"] for row in reader.rows(path, categoryIds=first)] == expected
    assert 0 < len(expected) < len(every)
    assert reader.rows(path, categoryIds=f"{first},{other}") == []
    assert reader.rows(path, categoryIds=[first, other]) == []
    assert reader.get(path, categoryIds=",".join(["7"] * 51)).status_code == 400


def test_a_markup_of_a_taken_id_is_refused(client: Client) -> None:
    path, body = "pricebook/v2/materialsmarkup", {"from": 1, "to": 2, "percent": 3}
    [before, *_] = client.rows(path)

    refused = client.send("POST", path, body | {"id": before["id"]})
    made = client.send("POST", path, body | {"id": 0})

    assert (refused.status_code, made.status_code) == (409, 201)
    assert made.json()["data"]["id"] > 0
    assert client.rows(path)[0] == before
