from datetime import UTC, datetime

import pytest

from tests.tools.servicetitan.upstream import Answer, Upstream
from tools.errors import BadArguments
from tools.servicetitan.client import Client
from tools.servicetitan.crm.customers import Customers
from tools.servicetitan.dispatch.gps_pings import GpsPings
from tools.servicetitan.equipment_systems import InstalledEquipment
from tools.servicetitan.types import Upload


@pytest.mark.parametrize("odd", ["1/../2", "..", "a/b", "a\\b", "", "  ", "."])
async def test_a_path_id_cannot_reach_another_path(
    client: Client, upstream: Upstream, odd: str
) -> None:
    with pytest.raises(BadArguments, match="nothing was changed"):
        await GpsPings(client).create_gps_pings(odd, [])
    with pytest.raises(BadArguments):
        await client.request_bytes(Customers.get_customer.operation, {"id": odd}, {})

    assert upstream.requests == []


async def test_a_path_id_is_encoded(client: Client, upstream: Upstream) -> None:
    await GpsPings(client).create_gps_pings("ü?#%2F&", [])

    (seen,) = upstream.requests
    assert seen.path == "/dispatch/v2/tenant/77/gps-provider/%C3%BC%3F%23%252F%26/gps-pings"
    assert seen.json == []


async def test_a_download_is_fetched_from_elsewhere_without_our_credentials(
    client: Client, upstream: Upstream
) -> None:
    image = {"content-type": "image/png", "content-disposition": 'attachment; filename="a.png"'}
    upstream.play(
        Answer(302, b"", {"location": f"{upstream.url}/blob/1?sig=x"}), Answer(200, b"\x89P", image)
    )

    found = await InstalledEquipment(client).download_attachment(path="Images/a.png")

    assert (found.content, found.content_type, found.filename) == (b"\x89P", "image/png", "a.png")
    assert not {"authorization", "st-app-key"} & set(upstream.requests[-1].headers)
    assert upstream.requests[-1].target == "/blob/1?sig=x"


async def test_an_upload_is_multipart(client: Client, upstream: Upstream) -> None:
    await InstalledEquipment(client).upload_attachment(Upload("a.pdf", b"%PDF", "application/pdf"))

    (seen,) = upstream.requests
    assert seen.headers["content-type"].startswith("multipart/form-data")
    assert b'name="file"; filename="a.pdf"' in seen.body
    assert b"%PDF" in seen.body


async def test_a_query_travels_as_servicetitan_reads_it(client: Client, upstream: Upstream) -> None:
    await Customers(client).list_customers(
        name="Å & B",
        ids=[1, 2],
        sort="+Id",
        include_total=True,
        modified_on_or_after=datetime(2026, 3, 1, 5, 6, 7, 999, UTC),
    )

    (seen,) = upstream.requests
    assert "sort=%2BId" in seen.target
    assert dict(seen.query) == {
        "name": "Å & B",
        "ids": "1,2",
        "sort": "+Id",
        "includeTotal": "true",
        "modifiedOnOrAfter": "2026-03-01T05:06:07Z",
    }
