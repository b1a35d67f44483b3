"""What the read-only role of ad-hoc queries may read, kept true after every migration."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import asyncpg

from sql.reader import NO_ROLE, ROLE

HIDDEN: Mapping[str, str] = MappingProxyType(
    {
        "automation.write_previews": "They hold the words that confirm what others asked for.",
        "automation.audit_log": "What people asked and changed is theirs; the rest may be read.",
        "integrations.ghl_webhook_events": "Whoever finds the address of the webhook writes them.",
        "public.chat_sessions": "They are people's own conversations.",
    }
)
"""Why the rows of these are kept from questions; all data and other bookkeeping may be read."""
AUDIT_COLUMNS = (
    "id, at, principal, role, surface, tool, effect, risk, outcome, error_kind, duration_ms"
)
SCHEMAS = ["servicetitan", "integrations", "pricebook", "salesforce", "automation", "public"]

_MEMBER = """
select coalesce((select pg_catalog.pg_has_role(current_user, oid, 'member')
                   from pg_catalog.pg_roles where rolname = $1), false)
"""
_KNOWN = "select exists (select from pg_catalog.pg_roles where rolname = $1)"
# Relations that belong to somebody else in a shared database are left as they are.
_RELATIONS = """
select pg_catalog.format('%I.%I', n.nspname, c.relname) as name,
       pg_catalog.has_schema_privilege(r.oid, n.oid, 'usage')
         and pg_catalog.has_table_privilege(r.oid, c.oid, 'select') as readable,
       pg_catalog.format('%I', n.nspname) as schema
  from pg_catalog.pg_class as c
  join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
  join pg_catalog.pg_roles as r on r.rolname = $1
 where n.nspname = any($2)
   and c.relkind in ('r', 'v', 'm', 'p')
   and pg_catalog.pg_has_role(c.relowner, 'usage')
 order by 1
"""
_AUDIT_CLOSED = """
select exists (
  select from pg_catalog.pg_class as c
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    join pg_catalog.pg_roles as r on r.rolname = $1
   where n.nspname = 'automation'
     and c.relname = 'audit_log'
     and not pg_catalog.has_column_privilege(r.oid, c.oid, 'tool', 'select')
)
"""


async def admit(connection: "asyncpg.Connection[Any]") -> list[str]:
    """Create the role where we may and grant what is missing; gives notices for a person."""
    try:
        if not await connection.fetchval(_MEMBER, ROLE):
            await _join(connection)
        if statements := await due(connection):
            await connection.execute("; ".join(statements))
    except asyncpg.InsufficientPrivilegeError:
        return [NO_ROLE]
    return []


async def is_admitted(connection: "asyncpg.Connection[Any]") -> bool:
    """Whether nothing is left to grant."""
    return bool(await connection.fetchval(_MEMBER, ROLE)) and not await due(connection)


async def due(connection: "asyncpg.Connection[Any]") -> list[str]:
    """The grants and revokes that would make the role's rights what they should be."""
    statements = []
    for row in await connection.fetch(_RELATIONS, ROLE, SCHEMAS):
        name = row["name"]
        if row["readable"] and name in HIDDEN:
            statements.append(f"revoke select on {name} from {ROLE}")  # noqa: S608 - quoted above
        elif not row["readable"] and name not in HIDDEN:
            statements += [
                f"grant usage on schema {row['schema']} to {ROLE}",
                f"grant select on {name} to {ROLE}",
            ]
    if await connection.fetchval(_AUDIT_CLOSED, ROLE):
        statements.append(f"grant select ({AUDIT_COLUMNS}) on automation.audit_log to {ROLE}")
    return statements


async def _join(connection: "asyncpg.Connection[Any]") -> None:
    if not await connection.fetchval(_KNOWN, ROLE):
        await _ignoring_a_twin(connection, f"create role {ROLE} nologin noinherit")
    await _ignoring_a_twin(connection, f"grant {ROLE} to current_user")


async def _ignoring_a_twin(connection: "asyncpg.Connection[Any]", statement: str) -> None:
    """Roles belong to the whole server: another database's migration may do the same right now."""
    try:
        await connection.execute(statement)
    except (
        asyncpg.DuplicateObjectError,
        asyncpg.UniqueViolationError,
        asyncpg.InternalServerError,  # "tuple concurrently updated"
    ):
        return
