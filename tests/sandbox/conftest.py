"""A running sandbox and a client that holds its token."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Self

import httpx
import pytest

from sandbox.servicetitan import Server, running

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)


class Client:
    """Asks the sandbox as an integration would."""

    def __init__(self, box: Server) -> None:
        self.box = box
        self.http = httpx.Client(base_url=box.api_url, timeout=30)
        self.headers = {"ST-App-Key": box.env["SERVICE_TITAN_APP_KEY"]}
        self.sign_in()

    def token(self, **changed: str) -> httpx.Response:
        form = {
            "grant_type": "client_credentials",
            "client_id": self.box.env["SERVICE_TITAN_CLIENT_ID"],
            "client_secret": self.box.env["SERVICE_TITAN_CLIENT_SECRET"],
        }
        return self.http.post("/connect/token", data=form | changed)

    def sign_in(self) -> None:
        self.headers["Authorization"] = f"Bearer {self.token().json()['access_token']}"

    def path(self, short: str) -> str:
        """`crm/v2/customers` → the path with this tenant in it."""
        module, version, rest = short.split("/", 2)
        return f"/{module}/{version}/tenant/{self.box.tenant}/{rest}"

    def ask(self, method: str, short: str, **more: Any) -> httpx.Response:
        headers = self.headers | more.pop("headers", {})
        return self.http.request(method, self.path(short), headers=headers, **more)

    def get(self, short: str, **query: Any) -> httpx.Response:
        return self.ask("GET", short, params=query)

    def rows(self, short: str, **query: Any) -> list[dict[str, Any]]:
        """All rows of a list, whatever its number of pages."""
        found: list[dict[str, Any]] = []
        for number in range(int(query.pop("page", 1)), 1_000):
            answer = self.get(short, **{"pageSize": 5000, "page": number, **query})
            assert answer.status_code == 200, answer.text
            page = answer.json()
            found += page["data"]
            if not page["hasMore"]:
                break
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def send(self, method: str, short: str, body: Any = None) -> httpx.Response:
        return self.ask(method, short, json=body)

    def feed(self, short: str, start: str = "", **query: Any) -> tuple[list[dict[str, Any]], str]:
        """Everything from a point of a feed, and the token to go on from."""
        rows: list[dict[str, Any]] = []
        while True:
            answer = self.get(short, **{"from": start, **query})
            assert answer.status_code == 200, answer.text
            page = answer.json()
            rows, start = rows + page["data"], page["continueFrom"]
            if not page["hasMore"]:
                return rows, start


@pytest.fixture(scope="session")
def shared_box() -> Iterator[Server]:
    """One company for tests that only read."""
    with running(customers=200, seed=1, now=NOW) as server:
        yield server


@pytest.fixture(scope="session")
def reader(shared_box: Server) -> Iterator[Client]:
    with Client(shared_box) as made:
        yield made


@pytest.fixture
def box() -> Iterator[Server]:
    """A company of one's own, for tests that change it."""
    with running(customers=60, seed=3, now=NOW) as server:
        yield server


@pytest.fixture
def client(box: Server) -> Iterator[Client]:
    with Client(box) as made:
        yield made
