from datetime import UTC, datetime

import pytest

from tests.tools.servicetitan.upstream import Answer, Upstream, answer
from tools.errors import Upstream as UpstreamProblem
from tools.servicetitan.client import Client
from tools.servicetitan.crm.customers import Customers
from tools.servicetitan.paging import feed, feed_bytes, pages, pages_bytes
from tools.servicetitan.settings.business_units import BusinessUnits

FIRST = answer({"data": [{"id": 1}], "hasMore": True, "continueFrom": "a"})
EMPTY = answer({"data": [], "hasMore": True, "continueFrom": "b"})
LAST = answer({"data": [{"id": 2}], "hasMore": False, "continueFrom": "c"})


async def test_pages_are_walked_until_there_is_no_more(client: Client, upstream: Upstream) -> None:
    upstream.play(FIRST, EMPTY, LAST)

    found = [
        row["id"]
        async for page in pages(client, Customers.list_customers, page_size=1, name="Lee")
        for row in page["data"]
    ]

    assert found == [1, 2]
    assert [dict(seen.query)["page"] for seen in upstream.requests] == ["1", "2", "3"]
    assert dict(upstream.requests[2].query) == {"name": "Lee", "page": "3", "pageSize": "1"}


async def test_pages_start_where_servicetitan_starts_counting(
    client: Client, upstream: Upstream
) -> None:
    upstream.play(LAST)

    async for _ in pages(client, BusinessUnits.list_intacct_business_units, include_total=False):
        pass

    assert dict(upstream.requests[0].query)["page"] == "0"


async def test_a_feed_goes_on_from_its_tokens(client: Client, upstream: Upstream) -> None:
    upstream.play(FIRST, EMPTY, LAST)

    found = [
        page async for page in feed(client, Customers.export_customers, include_recent_changes=True)
    ]

    assert [(page.items, page.token, page.has_more) for page in found] == [
        ([{"id": 1}], "a", True),
        ([], "b", True),
        ([{"id": 2}], "c", False),
    ]
    assert [dict(seen.query).get("from") for seen in upstream.requests] == [None, "a", "b"]
    assert dict(upstream.requests[0].query) == {"includeRecentChanges": "true"}


async def test_a_feed_starts_at_a_moment(client: Client, upstream: Upstream) -> None:
    upstream.play(LAST)

    async for _ in feed(client, Customers.export_customers, datetime(2026, 3, 1, tzinfo=UTC)):
        pass

    assert dict(upstream.requests[0].query) == {"from": "2026-03-01T00:00:00Z"}


async def test_bytes_arrive_as_they_were_sent(client: Client, upstream: Upstream) -> None:
    body = b'{"hasMore": false, "continueFrom": "t", "data": [ {"id": 1.10} ]}'
    upstream.play(Answer(body=body))

    (page,) = [page async for page in feed_bytes(client, Customers.export_customers, "s")]

    assert (page.body, bytes(page.data)) == (body, b'[ {"id": 1.10} ]')
    assert (page.token, page.has_more) == ("t", False)


async def test_pages_of_bytes_carry_their_number(client: Client, upstream: Upstream) -> None:
    upstream.play(FIRST, LAST)

    found = [page async for page in pages_bytes(client, Customers.list_customers, start=4)]

    assert [(page.page, page.has_more) for page in found] == [(4, True), (5, False)]


async def test_a_page_cut_off_in_the_middle_is_fetched_again(
    client: Client, upstream: Upstream
) -> None:
    upstream.play(Answer(body=b'{"hasMore": false, "data": [{"id": 1}, {"i'), LAST)

    found = [page async for page in feed_bytes(client, Customers.export_customers)]

    assert [bytes(page.data) for page in found] == [b'[{"id": 2}]']


@pytest.mark.parametrize("tokens", [["a", "a"], ["a", "b", "a"], [None]])
async def test_a_feed_that_walks_in_a_circle_is_stopped(
    client: Client, upstream: Upstream, tokens: list[str | None]
) -> None:
    upstream.play(*(answer({"data": [], "hasMore": True, "continueFrom": t}) for t in tokens))

    with pytest.raises(UpstreamProblem, match="no new token"):
        async for _ in feed_bytes(client, Customers.export_customers):
            pass


async def test_an_answer_that_is_no_page_is_a_problem(client: Client, upstream: Upstream) -> None:
    upstream.play(answer([1, 2]))

    with pytest.raises(UpstreamProblem, match="did not answer with a page"):
        async for _ in pages_bytes(client, Customers.list_customers):
            pass


async def test_a_feed_does_not_start_at_a_time_without_zone(client: Client) -> None:
    with pytest.raises(ValueError, match="zone"):
        await anext(feed(client, Customers.export_customers, datetime(2026, 3, 1)))  # noqa: DTZ001 - naive on purpose
