"""Who a caller is and what a role may do: API keys, the stdio user, roles and their scopes."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from agent.settings import ApiKey
from tools.errors import NotAllowed
from tools.principal import Principal, Role, Surface

_ANYONE = ("catalogue",)
_FIELD_MODULES = ("crm", "jpm", "dispatch", "equipment-systems", "forms", "findings", "jbce")
_FIELD = (
    *("customers", "jobs", "scheduling", "equipment", "technicians", "pricebook"),
    *_FIELD_MODULES,
)
_OFFICE_MODULES = (
    *("salestech", "accounting", "memberships", "inventory", "telecom", "task-management"),
    *("service-agreements", "scheduling-pro", "customer-interactions", "settings", "fleet-pro"),
)
_OFFICE = (*_FIELD, "estimates", "invoicing", "messaging", "database", *_OFFICE_MODULES)
_MANAGED = (
    *("analytics", "integrations", "workflows", "ai", "reporting", "timesheets", "payroll"),
    *("marketing", "marketing-ads", "marketing-reputation"),
)
_ALL = (*_OFFICE, *_MANAGED)


def _scopes(categories: Sequence[str], *actions: str) -> frozenset[str]:
    return frozenset(f"{category}:{action}" for category in categories for action in actions)


_EVERYONE = _scopes(_ANYONE, "read", "write")

ROLE_SCOPES: Mapping[Role, frozenset[str]] = MappingProxyType(
    {
        "owner": frozenset({"*"}),
        "manager": _EVERYONE | _scopes(_ALL, "read", "write"),
        "dispatcher": _EVERYONE
        | _scopes(_OFFICE, "read")
        | _scopes(("customers", "jobs", "scheduling", "crm", "jpm", "dispatch"), "write"),
        "technician": _EVERYONE | _scopes(_FIELD, "read") | _scopes(("jobs",), "write"),
        "reader": _EVERYONE | _scopes(_ALL, "read"),
        "worker": frozenset({"*"}),
    }
)
"""The one table from roles to scopes; a tool outside a caller's scopes does not exist for them."""


def principal(name: str, role: Role, surface: Surface) -> Principal:
    return Principal(name, role, surface, ROLE_SCOPES[role])


def who(keys: Sequence[ApiKey], authorization: str | None, surface: Surface) -> Principal:
    """The caller behind an Authorization header; where no key is set up, the local user."""
    if not keys:
        return principal("local", "owner", surface)
    presented = (authorization or "").removeprefix("Bearer ").strip()
    for key in keys:
        if presented and key.matches(presented):
            return principal(key.name, key.role, surface)
    raise NotAuthenticated


class NotAuthenticated(NotAllowed):
    """This server wants `Authorization: Bearer <API key>`. Nothing was changed."""

    status = 401
