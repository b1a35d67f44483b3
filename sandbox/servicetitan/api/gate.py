"""Who may pass: token endpoint, app key, bearer token, scopes, and the request rate."""

import base64
import hashlib
import math
import time
from collections import deque
from urllib.parse import parse_qs, unquote_plus

import msgspec

from sandbox.servicetitan.api.box import Box
from sandbox.servicetitan.api.messages import Request, Response, json_response, problem, throttled
from sandbox.servicetitan.facts import Operation

LIFETIME = 900
REPORT_RUNS = 5  # of one report per minute
FORM = "application/x-www-form-urlencoded"


def token_answer(box: Box, request: Request) -> Response:
    """The client-credentials grant; only form-encoded requests are understood."""
    if not request.headers.get("content-type", "").lower().startswith(FORM):
        return json_response({"error": "invalid_request"}, 400)
    sent = {
        name: values[-1]
        for name, values in parse_qs(request.body.decode("utf-8", "replace")).items()
    }
    if sent.get("grant_type") != "client_credentials":
        return json_response({"error": "unsupported_grant_type"}, 400)
    known = box.credentials
    named = basic(request.headers.get("authorization", ""))
    asked = named or (sent.get("client_id", ""), sent.get("client_secret", ""))
    if asked != (known.client_id, known.client_secret):
        return json_response({"error": "invalid_client"}, 400)
    token = make_token(box)
    scope = " ".join(granted(box))
    return json_response(
        {"access_token": token, "expires_in": LIFETIME, "token_type": "Bearer", "scope": scope}
    )


def basic(header: str) -> tuple[str, str] | None:
    """Id and secret out of a Basic header, the other way in which OAuth clients send them."""
    kind, _, text = header.strip().partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        name, _, secret = base64.b64decode(text, validate=True).decode().partition(":")
    except ValueError:
        return "", ""
    return unquote_plus(name), unquote_plus(secret)


def granted(box: Box) -> list[str]:
    return list(box.settings.scopes) if box.settings.scopes is not None else box.facts.scopes


def make_token(box: Box) -> str:
    """Three dotted parts like a JWT; readable claims, a hash instead of a signature."""
    serial = len(box.tokens) + 1
    claims = {
        "iss": "https://auth.sandbox.example",
        "client_id": box.credentials.client_id,
        "tenant": str(box.credentials.tenant),
        "scope": granted(box),
        "iat": int(box.now()),
        "exp": int(box.now()) + LIFETIME,
        "jti": f"{serial:08x}",
    }
    parts = [_part({"alg": "RS256", "typ": "at+jwt"}), _part(claims)]
    token = ".".join([*parts, hashlib.sha256(".".join(parts).encode()).hexdigest()])
    box.tokens[token] = box.now() + LIFETIME
    return token


def _part(value: object) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(value)).decode().rstrip("=")


def bearer(header: str) -> str:
    """The token of an Authorization header; clients in production also send it bare."""
    kind, _, token = header.strip().partition(" ")
    return token.strip() if kind.lower() == "bearer" else header.strip()


def check_caller(box: Box, request: Request, tenant: str) -> None:
    """401 without both credentials, 403 for another tenant's data."""
    if request.headers.get("st-app-key") != box.credentials.app_key:
        raise problem(401, "Unauthorized: ST-App-Key is missing or unknown.")
    until = box.tokens.get(bearer(request.headers.get("authorization", "")), 0.0)
    if until < box.now():
        raise problem(401, "Unauthorized: the access token is missing, unknown or expired.")
    if tenant != str(box.credentials.tenant):
        raise problem(403, "The token does not belong to this tenant.")


def check_scope(box: Box, operation: Operation) -> None:
    scopes = box.settings.scopes
    if scopes is not None and operation.scope and operation.scope not in scopes:
        raise problem(403, "Scope validation failed.", {"scope": [operation.scope]})


class Throttle:
    """Counts requests of the last second, and runs of each report in the last minute."""

    def __init__(self) -> None:
        self.times: dict[str, deque[float]] = {}

    def check(self, key: str, most: int, window: float) -> None:
        if most <= 0:
            return
        now = time.monotonic()
        seen = self.times.setdefault(key, deque())
        while seen and seen[0] <= now - window:
            seen.popleft()
        if len(seen) >= most:
            wait = max(1, math.ceil(seen[0] + window - now))
            raise throttled(wait)
        seen.append(now)
