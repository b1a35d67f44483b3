"""From request to response: gate, route, checks, the right kind of answer."""

import re
from collections.abc import Callable
from typing import Final

from sandbox.servicetitan.api import bodies, params
from sandbox.servicetitan.api.box import Box, Call
from sandbox.servicetitan.api.documents import document
from sandbox.servicetitan.api.feeds import feed
from sandbox.servicetitan.api.gate import (
    REPORT_RUNS,
    Throttle,
    check_caller,
    check_scope,
    token_answer,
)
from sandbox.servicetitan.api.lists import by_id, list_rows
from sandbox.servicetitan.api.messages import ProblemError, Request, Response, not_found, problem
from sandbox.servicetitan.api.references import check_references
from sandbox.servicetitan.api.routes import Route, path_values
from sandbox.servicetitan.api.rules import RULES
from sandbox.servicetitan.api.writes import general

Handle = Callable[[Call], Response]
PATH: Final = re.compile(
    r"^(?P<base>/[a-z-]+(?:/v\d+))/tenant/(?P<tenant>\d+)/(?P<rest>.+?)/?$", re.IGNORECASE
)


class App:
    """Answers API requests for one box; no I/O here."""

    def __init__(self, box: Box) -> None:
        self.box, self.throttle = box, Throttle()
        self.handlers: dict[str, Handle] = {}

    def handle(self, request: Request) -> Response:
        try:
            if request.path.rstrip("/") == "/connect/token":
                return self._token(request)
            return self._operation(request)
        except ProblemError as refusal:
            return refusal.response

    def _token(self, request: Request) -> Response:
        if request.method != "POST":
            raise problem(405, "Method Not Allowed")
        return token_answer(self.box, request)

    def _operation(self, request: Request) -> Response:
        found = PATH.match(request.path)
        if found is None:
            raise not_found("Resource not found")
        verbs = self.box.router.find(found["base"], found["rest"])
        if not verbs:
            raise not_found("Resource not found")
        check_caller(self.box, request, found["tenant"])
        self.throttle.check(found["tenant"], self.box.settings.rate, 1.0)
        route = verbs.get(request.method)
        if route is None or not self._fits(route, found["rest"]):
            allowed = sorted(verb for verb in verbs if self._fits(verbs[verb], found["rest"]))
            if not allowed:
                raise not_found("Resource not found")
            raise problem(405, "Method Not Allowed", headers={"Allow": ", ".join(allowed)})
        check_scope(self.box, route.operation)
        return self._answer(route, found["rest"], request)

    def _fits(self, route: Route, rest: str) -> bool:
        return params.fits(self.box.facts, route, path_values(route, rest))

    def _answer(self, route: Route, rest: str, request: Request) -> Response:
        facts = self.box.facts
        values = params.path_of(facts, route, path_values(route, rest))
        query = params.query_of(facts, route, request)
        uploads = route.operation.sends != "application/json"
        body = None if uploads else bodies.body_of(facts, route.operation, request.body)
        call = Call(self.box, route, values, query, body, request.body, request.headers)
        if body is not None:
            check_references(call)
        if self.box.settings.rate and "reportId" in values and route.operation.verb == "POST":
            self.throttle.check(f"report {int(values['reportId'])}", REPORT_RUNS, 60)
        return self.handler(route)(call)

    def handler(self, route: Route) -> Handle:
        """Chosen once per operation: its own rule, else by what it reads or writes."""
        key = route.operation.key
        made = self.handlers.get(key)
        if made is None:
            made = self.handlers[key] = RULES.get(
                f"{route.operation.verb} {route.operation.module}/{route.resource}"
            ) or self._kind(route)
        return made

    def _kind(self, route: Route) -> Handle:
        operation = route.operation
        if operation.verb != "GET":
            return general
        if operation.feed:
            return feed
        if operation.paged or self._bare_list(route) or self._unpublished_list(route):
            return list_rows
        if route.own and self.box.knows(route.table):
            return by_id
        return document

    def _unpublished_list(self, route: Route) -> bool:
        """Rows below another row whose schema is unknown: paged as their whole list is."""
        unknown = route.operation.answer is None and route.own is None
        return unknown and self.box.knows(route.table)

    def _bare_list(self, route: Route) -> bool:
        """A plain array of rows; without a row schema of its own it is a document."""
        node = route.operation.answer
        whole = self.box.facts.resolve(route.operation.module, node) if node else {}
        return whole.get("type") == "array" and route.operation.row is not None
