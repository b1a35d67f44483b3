"""The caller of the request at hand, wherever it came in."""

from contextvars import ContextVar

from tools.principal import Principal

_current: ContextVar[Principal | None] = ContextVar("principal", default=None)


def set_principal(principal: Principal) -> None:
    """Say who calls, for this task and what it starts."""
    _current.set(principal)


def current_principal() -> Principal:
    """Who calls; a request that nobody identified is a fault of ours."""
    principal = _current.get()
    if principal is None:
        message = "no caller was set for this request"
        raise LookupError(message)
    return principal
