"""The client of ServiceTitan's API: tokens, limits, retries, time-outs and answers."""

import asyncio
import logging
import math
import re
import ssl
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from copy import copy
from dataclasses import dataclass
from functools import cache
from typing import Any, Self
from urllib.parse import quote, urlencode

import httpx
import msgspec

from tools.errors import NotPossible, OutcomeUnknown, TooBusy, ToolProblem, Unreachable, Upstream
from tools.servicetitan.answers import UnreadableError, decoded, raw
from tools.servicetitan.breaker import Breaker
from tools.servicetitan.departure import Departure
from tools.servicetitan.inputs import path_text
from tools.servicetitan.lanes import LONGEST_PAUSE, held_by, lanes_of, refused
from tools.servicetitan.limiter import Limiter, LocalLimiter, PacedLimiter
from tools.servicetitan.operation import BoundCall, Operation
from tools.servicetitan.problems import problem_of
from tools.servicetitan.receive import LARGEST_FILE, TooLargeError, received
from tools.servicetitan.token import Credentials, TokenSource, granted_scopes
from tools.servicetitan.waits import Patience, SourceTime, stated_wait

log = logging.getLogger(__name__)

TIMEOUT = httpx.Timeout(connect=10.0, read=110.0, write=30.0, pool=30.0)
"""Seconds; ServiceTitan itself gives up after 100."""
ATTEMPT = 150.0
"""Seconds one attempt may take in all: an answer that drips never trips the read time-out."""
LIMITS = httpx.Limits(max_connections=64, max_keepalive_connections=32, keepalive_expiry=30.0)

DIRECT = {"all://127.0.0.1": None, "all://localhost": None}
"""The sandbox is on this machine: a proxy of the environment must not stand between."""

NOT_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.LocalProtocolError,
    httpx.UnsupportedProtocol,
)
"""Failures before a byte of the request has left: nothing can have been changed."""

BODY = msgspec.json.Encoder(decimal_format="number")
AGAIN = "Nothing was changed. Try again in a minute."

Reader = Callable[[Operation, httpx.Response], Any]
Query = Mapping[str, str] | Sequence[tuple[str, str]]


@cache
def certificates() -> ssl.SSLContext:
    """The authorities we trust: to read them takes longer than a call, and all clients share."""
    return httpx.create_ssl_context()


class _AgainError(Exception):
    """An attempt that may be repeated; `problem` is what to say when patience is at its end."""

    def __init__(self, why: str, problem: ToolProblem, wait: float | None = None) -> None:
        self.why = why
        self.problem = problem
        self.wait = wait
        super().__init__(why)


def _failed_upstream(ending: BaseException) -> bool | None:
    """Whether an attempt shows that ServiceTitan is down: any answer below 500 says it is up.

    A turn that was refused here, or a call that its caller gave up, says nothing.
    """
    if isinstance(ending, _AgainError):
        return ending.why == "failed"
    if isinstance(ending, OutcomeUnknown | Unreachable):
        return True
    return False if isinstance(ending, ToolProblem) and not isinstance(ending, TooBusy) else None


@dataclass
class _Attempts:
    """What one call has used of its patience."""

    patience: Patience
    started: float
    failed: int = 0
    throttled: int = 0
    refreshed: bool = False

    def wait(self, again: _AgainError, now: float) -> float:
        """Seconds until the next attempt; raises the problem when patience is at its end."""
        if again.why == "token":
            if self.refreshed:
                raise again.problem
            self.refreshed = True
            return 0.0
        wait = again.wait if again.wait is not None else self.patience.backoff(self._count(again))
        spent = now - self.started + wait > self.patience.total or wait > self.patience.longest
        if spent or self.failed >= self.patience.read_tries:
            raise again.problem
        if self.throttled >= self.patience.throttled_tries:
            raise again.problem
        return wait

    def _count(self, again: _AgainError) -> int:
        return self.throttled if again.why == "throttled" else self.failed

    def note(self, again: _AgainError) -> None:
        self.failed += again.why == "failed"
        self.throttled += again.why == "throttled"


class Client:
    """One tenant of ServiceTitan; safe to share between any number of tasks."""

    def __init__(
        self,
        *,
        api_url: str,
        auth_url: str,
        client_id: str,
        client_secret: str,
        app_key: str,
        tenant_id: int,
        limiter: Limiter | None = None,
        patience: Patience | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self.tenant_id = tenant_id
        self._api_url = api_url.rstrip("/")
        self._credentials = Credentials(client_id, client_secret, app_key)
        self._patience = patience or Patience()
        self.limiter = limiter or LocalLimiter()
        self._clock = clock
        self._sleep = sleep
        self.breaker = Breaker(clock)
        self.source_time = SourceTime()
        self._http = httpx.AsyncClient(
            timeout=TIMEOUT, limits=LIMITS, mounts=DIRECT, verify=certificates()
        )
        self._tokens = TokenSource(
            http=self._http,
            url=f"{auth_url.rstrip('/')}/connect/token",
            credentials=self._credentials,
            patience=self._patience,
            clock=clock,
            sleep=sleep,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *raised: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        await self._http.aclose()

    def paced(self, key: str, pace: Limiter) -> Self:
        """This client, with its connections and token, for callers that keep a slower pace."""
        slower = copy(self)
        slower.limiter = PacedLimiter(key, pace, self.limiter)
        return slower

    async def scopes(self) -> frozenset[str]:
        """The scopes that the current token grants, read from the token itself."""
        return granted_scopes(await self._tokens.get())

    async def request_bytes(
        self, operation: Operation, path_params: Mapping[str, object], query: Query
    ) -> bytes:
        """Read an operation whose parts are in ServiceTitan's own form already.

        Its bytes come back as they are: to split a page shows if it is whole.
        """
        named = {name: path_text(operation.key, name, one) for name, one in path_params.items()}
        pairs = query.items() if isinstance(query, Mapping) else query
        return bytes(await self._run(BoundCall(operation, named, tuple(pairs)), raw))

    async def send(self, call: BoundCall) -> Any:
        """Send a checked call and decode its answer."""
        return await self._run(call, decoded)

    async def _run(self, call: BoundCall, read: Reader) -> Any:
        attempts = _Attempts(self._patience, self._clock())
        while True:
            try:
                with self.breaker.attempt(_failed_upstream):
                    return await self._once(call, read)
            except _AgainError as again:
                attempts.note(again)
                wait = attempts.wait(again, self._clock())
            if wait:
                await self._sleep(wait)

    async def _once(self, call: BoundCall, read: Reader) -> Any:
        token = await self._tokens.get()
        response = await self._exchange(call, token)
        status = response.status_code
        if status == httpx.codes.UNAUTHORIZED:
            self._tokens.refuse(token)
            raise _AgainError("token", self._problem(call, response))
        if status == httpx.codes.TOO_MANY_REQUESTS:
            raise await self._throttled(call, response)
        if status == httpx.codes.REQUEST_TIMEOUT or response.is_server_error:
            raise self._failed(call, self._problem(call, response))
        if response.is_redirect and call.operation.effect == "reads":
            response = await self._follow(call, response)
        if response.is_redirect:
            raise self._failed(call, self._problem(call, response))
        if not response.is_success:
            raise self._problem(call, response)
        try:
            return read(call.operation, response)
        except UnreadableError as unreadable:
            raise self._failed(call, Upstream(f"{unreadable} {AGAIN}")) from None

    async def _exchange(self, call: BoundCall, token: str) -> httpx.Response:
        """Wait for a turn, send, and read the whole answer."""
        request = self._request(call, token)
        async with AsyncExitStack() as turns:
            for key in lanes_of(call):
                await turns.enter_async_context(self.limiter.slot(key))
            request.extensions["trace"] = Departure(self.limiter)
            started = time.perf_counter()
            response = await self._answer(call, request)
        self.source_time.note(response)
        milliseconds = (time.perf_counter() - started) * 1000
        template = call.operation.path  # ids and addresses of people stay out of the log
        log.debug("%s %s %s %.0f ms", request.method, template, response.status_code, milliseconds)
        return response

    async def _answer(self, call: BoundCall, request: httpx.Request) -> httpx.Response:
        try:
            async with asyncio.timeout(ATTEMPT):
                limit = LARGEST_FILE if call.operation.kind == "file" else None
                return await received(await self._http.send(request, stream=True), limit)
        except TooLargeError:
            most = f"{LARGEST_FILE // 2**20} MB, the most that is fetched from ServiceTitan"
            message = (
                f"The file is larger than {most}. Nothing was changed. See it in ServiceTitan."
            )
            raise NotPossible(message) from None
        except NOT_SENT as unsent:
            if call.operation.effect == "reads":
                raise _AgainError("failed", Unreachable()) from unsent
            raise Unreachable from unsent
        except (httpx.HTTPError, TimeoutError) as lost:
            raise self._failed(call, Unreachable()) from lost

    def _failed(self, call: BoundCall, problem: ToolProblem) -> Exception:
        """A read may be tried again; what became of a write, nobody here knows."""
        if call.operation.effect == "reads":
            return _AgainError("failed", problem)
        return OutcomeUnknown(
            f"{call.operation.key} was sent and got no usable answer: "
            "it may or may not have happened. Read the record before you repeat it.",
            trace_id=problem.trace_id,
        )

    async def _throttled(self, call: BoundCall, response: httpx.Response) -> _AgainError:
        """A 429 was not done, so that writes too may be sent again after the wait.

        A report is not: the minute between two runs of it counts from the one that was refused.
        """
        stated = stated_wait(response, self._clock())
        wait = stated if stated is not None else self._patience.backoff(1)
        for key in held_by(call, wait):
            await self.limiter.pause(min(wait, LONGEST_PAUSE), key)
        problem = refused(call, wait, self._problem(call, response).trace_id)
        again = math.inf if call.operation.lane == "report" else stated
        return _AgainError("throttled", problem, again)

    async def _follow(self, call: BoundCall, response: httpx.Response) -> httpx.Response:
        """Fetch a file from where a redirect points: elsewhere, so without our credentials."""
        target = httpx.URL(self._api_url).join(response.headers.get("location", ""))
        if target.scheme not in {"https", httpx.URL(self._api_url).scheme}:
            told = "ServiceTitan pointed to a file over an unprotected connection."
            raise Upstream(f"{told} Nothing was fetched or changed. See it in ServiceTitan.")
        request = self._http.build_request("GET", target)
        response = await self._answer(call, request)
        if response.is_server_error:
            raise self._failed(call, Upstream())
        return response

    def _request(self, call: BoundCall, token: str) -> httpx.Request:
        path = self._path(call)
        query = f"?{urlencode(call.query, quote_via=quote, safe=',:')}" if call.query else ""
        headers = {
            "Authorization": f"Bearer {token}",
            "ST-App-Key": self._credentials.app_key,
            "Accept": "application/json",
        }
        url = f"{self._api_url}{path}{query}"
        method = call.operation.method
        if call.files:
            return self._http.build_request(method, url, headers=headers, files=dict(call.files))
        if call.body is None:
            return self._http.build_request(method, url, headers=headers)
        headers["Content-Type"] = "application/json"
        content = BODY.encode(call.body)
        return self._http.build_request(method, url, headers=headers, content=content)

    def _path(self, call: BoundCall) -> str:
        values = {**call.path_params, "tenant": str(self.tenant_id)}
        return re.sub(
            r"\{(\w+)\}", lambda found: quote(values[found[1]], safe=""), call.operation.path
        )

    def _problem(self, call: BoundCall, response: httpx.Response) -> ToolProblem:
        return problem_of(response, call.operation.scope, self._hide)

    def _hide(self, text: str) -> str:
        """Take our secrets out of words that ServiceTitan may have echoed."""
        secrets = (self._credentials.client_secret, self._credentials.app_key, self._tokens.value)
        for secret in filter(None, secrets):
            text = text.replace(secret, "***")
        return text
