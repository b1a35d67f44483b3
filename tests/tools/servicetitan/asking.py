"""A process that asks ServiceTitan so often, as soon as the real client lets it."""

import asyncio
import os
import sys

from redis.asyncio import Redis

from tools.servicetitan.client import Client
from tools.servicetitan.crm.customers import Customers
from tools.servicetitan.shared_limiter import RedisLimiter


async def main(times: int) -> None:
    redis: Redis = Redis.from_url(os.environ["REDIS_URL"])
    app_key = os.environ["SERVICE_TITAN_APP_KEY"]
    tenant = int(os.environ["SERVICE_TITAN_TENANT_ID"])
    async with Client(
        api_url=os.environ["SERVICE_TITAN_API_URL"],
        auth_url=os.environ["SERVICE_TITAN_AUTH_URL"],
        client_id=os.environ["SERVICE_TITAN_CLIENT_ID"],
        client_secret=os.environ["SERVICE_TITAN_CLIENT_SECRET"],
        app_key=app_key,
        tenant_id=tenant,
        limiter=RedisLimiter(redis, app_key=app_key, tenant_id=tenant),
    ) as client:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()  # so that all begin at once, however long one took to start
        customers = Customers(client)
        await asyncio.gather(*(customers.list_customers(page_size=1) for _ in range(times)))
    await redis.aclose()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
