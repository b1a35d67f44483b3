"""The only composition root: from settings to the opened clients that every call uses."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from urllib.parse import urlsplit

from pydantic import SecretStr
from redis.asyncio import Redis

from agent.auth import principal
from agent.embedded import EmbeddedError, embedded_servers
from agent.log import hide
from agent.settings import Settings
from agent.standin import local_company
from sql import REFUSALS, Database, DatabaseRefused, DatabaseUnavailable
from sql.migrate import migrate
from tools.changes import Change, ConfirmationNeeded
from tools.deps import Deps
from tools.servicetitan.client import Client
from tools.servicetitan.limiter import LocalLimiter
from tools.servicetitan.shared_limiter import RedisLimiter
from tools.toolbox import NoTools

MADE_UP = "Made-up data: by these settings a sandbox answered, not a ServiceTitan account."


class ClosedGate:
    """The gate of calls that nobody made through the caller: nothing may be written."""

    async def confirm(self, change: Change) -> None:
        raise ConfirmationNeeded(change)


@asynccontextmanager
async def open_deps(
    settings: Settings, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> AsyncIterator[Deps]:
    """Start what is embedded, open every client, bring the database up to date; close it all."""
    for secret in settings.secrets():
        hide(secret)
    async with AsyncExitStack() as stack:
        database_url, redis_url = await addresses_of(stack, settings)
        if settings.starts_sandbox:
            company = await stack.enter_async_context(local_company(settings))
            settings = settings.updated(company)
        database = await stack.enter_async_context(open_database(database_url, settings))
        redis: Redis = Redis.from_url(redis_url)
        stack.push_async_callback(redis.aclose)
        client = client_of(settings, redis)
        stack.push_async_callback(client.aclose)
        yield Deps(
            st=client,
            db=database,
            redis=redis,
            zone=settings.zone,
            now=now,
            tenant_id=settings.service_titan_tenant_id or 0,
            principal=principal("perfect-catch", "worker", "worker"),
            gate=ClosedGate(),
            tools=NoTools(),
            notice=MADE_UP if settings.is_sandbox else None,
            files=settings.state_dir / "files",
        )


@asynccontextmanager
async def open_database(url: str, settings: Settings) -> AsyncIterator[Database]:
    """The database, up to date and known to mirror this company."""
    await _migrated(url, settings)
    database = await Database.connect(url, max_size=settings.database_max_connections)
    try:
        if not settings.starts_sandbox:  # while the made-up company is down it has no number
            await _claim(database, settings)
        yield database
    finally:
        await database.close()


async def _migrated(url: str, settings: Settings) -> None:
    """Bring the database up to date; one that cannot be opened is named, without its password."""
    at = urlsplit(url)
    where = f"{at.hostname or 'its socket'}:{at.port or 5432}"
    try:
        await migrate(url, timezone=settings.timezone)
    except REFUSALS as problem:
        raise DatabaseRefused(
            f"PostgreSQL at {where} does not let us in ({problem}). Correct DATABASE_URL; "
            "without one an embedded server is used."
        ) from problem
    except OSError as problem:
        raise DatabaseUnavailable(
            f"PostgreSQL does not answer at {where} ({problem}). "
            "Start it, or set another DATABASE_URL; without one an embedded server is used."
        ) from problem


class OtherCompanyError(EmbeddedError):
    """The database holds the mirror of another company."""


async def _claim(database: Database, settings: Settings) -> None:
    """A database mirrors one company: two in one would answer for each other."""
    # Kept and compared as it stands: other words would be another company.
    made_up = f"made-up, {settings.sandbox_customers} customers, seed {settings.sandbox_seed}"
    ours = f"tenant {settings.service_titan_tenant_id}"
    ours = f"{ours} ({made_up})" if settings.is_sandbox else ours
    theirs = await database.value("claim_mirror", company=ours)
    if theirs != ours:
        raise OtherCompanyError(
            f"This database mirrors {theirs}, not {ours}. Set another DATABASE_URL or STATE_DIR."
        )


async def addresses_of(stack: AsyncExitStack, settings: Settings) -> tuple[str, str]:
    """The addresses of PostgreSQL and Redis; embedded ones where no setting names them."""
    database, redis = plain(settings.database_url), plain(settings.redis_url)
    if database and redis:
        return database, redis
    servers = await stack.enter_async_context(
        embedded_servers(settings.state_dir, postgres=not database, redis=not redis)
    )
    return database or servers.database_url, redis or servers.redis_url


def client_of(settings: Settings, redis: Redis | None) -> Client:
    """The client of the ServiceTitan that these settings name; they have been checked."""
    app_key, tenant_id = (
        plain(settings.service_titan_app_key),
        settings.service_titan_tenant_id or 0,
    )
    return Client(
        api_url=settings.api_base or "",
        auth_url=settings.auth_base or "",
        client_id=settings.service_titan_client_id or "",
        client_secret=plain(settings.service_titan_client_secret),
        app_key=app_key,
        tenant_id=tenant_id,
        limiter=RedisLimiter(redis, app_key=app_key, tenant_id=tenant_id)
        if redis
        else LocalLimiter(),
    )


def plain(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
