"""The client-credentials token: fetched once for everybody, kept until a minute before its end."""

import asyncio
import base64
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import httpx
import msgspec

from tools.errors import Unauthorized, Unreachable
from tools.servicetitan.waits import Patience, stated_wait

EARLY = 60.0
"""Seconds before its end at which a token is replaced, so that none expires on the way."""
WHOLE = 60.0
"""Seconds one answer may take in all: everybody waits for it, and one may drip for ever."""
DEFAULT_LIFE = 900.0
"""Seconds a token lives when the answer does not say."""


class _Answer(msgspec.Struct):
    access_token: str
    expires_in: float = DEFAULT_LIFE
    scope: str | None = None


class _Claims(msgspec.Struct):
    scope: list[str] | str = ""


def granted_scopes(token: str) -> frozenset[str]:
    """Read the scopes a token grants; empty where it is not readable, which proves nothing."""
    _, _, rest = token.partition(".")
    claims = rest.partition(".")[0]
    try:
        plain = base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4))
        scope = msgspec.json.decode(plain, type=_Claims).scope
    except (ValueError, msgspec.MsgspecError):
        return frozenset()
    return frozenset(scope.split() if isinstance(scope, str) else scope)


@dataclass(frozen=True)
class Credentials:
    """Who we are for ServiceTitan; the secret and the app key stay out of every text."""

    client_id: str
    client_secret: str = field(repr=False)
    app_key: str = field(repr=False)


@dataclass
class TokenSource:
    """Gives a valid token; many callers at once cause one request."""

    http: httpx.AsyncClient
    url: str
    credentials: Credentials
    patience: Patience
    clock: Callable[[], float]
    sleep: Callable[[float], Awaitable[object]]
    value: str = field(default="", repr=False)
    _expires: float = 0.0
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)

    async def get(self) -> str:
        if self._fresh():
            return self.value
        async with self._lock:
            if not self._fresh():
                await self._fetch()
            return self.value

    def refuse(self, token: str) -> None:
        """Forget a token that ServiceTitan refused, unless it has been replaced meanwhile."""
        if token == self.value:
            self._expires = 0.0

    def _fresh(self) -> bool:
        return bool(self.value) and self.clock() < self._expires

    async def _fetch(self) -> None:
        for attempt in range(1, self.patience.read_tries + 1):
            wait = await self._attempt(attempt)
            if wait is None:
                return
            if attempt < self.patience.read_tries:
                await self.sleep(min(wait, self.patience.longest))
        raise Unreachable(
            "ServiceTitan's token service does not answer. Nothing was changed. "
            "Try again in a minute."
        )

    async def _attempt(self, attempt: int) -> float | None:
        """Ask once; None when a token came, else the seconds to wait."""
        form = {
            "grant_type": "client_credentials",
            "client_id": self.credentials.client_id,
            "client_secret": self.credentials.client_secret,
        }
        asked = self.clock()
        try:
            async with asyncio.timeout(WHOLE):
                response = await self.http.post(self.url, data=form)
        except (httpx.HTTPError, TimeoutError):
            return self.patience.backoff(attempt)
        if response.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            return self.patience.backoff(attempt)
        if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
            return stated_wait(response, asked) or self.patience.backoff(attempt)
        self._keep(response, asked)
        return None

    def _keep(self, response: httpx.Response, asked: float) -> None:
        """The answer's own text is not shown: it may repeat what we sent."""
        if not response.is_success:
            raise Unauthorized(
                f"ServiceTitan's token service refused the client id or secret (status "
                f"{response.status_code}). Nothing was changed. Check SERVICE_TITAN_CLIENT_ID, "
                "SERVICE_TITAN_CLIENT_SECRET and SERVICE_TITAN_ENVIRONMENT."
            )
        try:
            answer = msgspec.json.decode(response.content, type=_Answer)
        except msgspec.DecodeError as unreadable:
            raise Unreachable(
                "SERVICE_TITAN_AUTH_URL does not answer as ServiceTitan's token service does. "
                "Nothing was changed."
            ) from unreadable
        self.value = answer.access_token
        self._expires = asked + max(answer.expires_in - EARLY, answer.expires_in / 2)
