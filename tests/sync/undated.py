"""A list with records that no window of time shows."""

import json

from sync.visit import World
from sync.walks import Query
from tools.servicetitan.operation import Operation


class Undated:
    """ServiceTitan's list with records that have no stamp, which a sort puts last."""

    def __init__(self, world: World, undated: set[int]) -> None:
        self.world = world
        self.undated = undated

    async def fetch(self, operation: Operation, query: Query) -> bytes:
        asked = dict(query)
        whole = [(name, value) for name, value in query if name not in {"page", "pageSize"}]
        page = json.loads(await self.world.fetch(operation, [*whole, ("pageSize", "5000")]))
        dated = [one for one in page["data"] if one["id"] not in self.undated]
        others = [one for one in page["data"] if one["id"] in self.undated]
        shown = dated + ([] if "modifiedOnOrAfter" in asked else others)
        size, number = int(asked["pageSize"]), int(asked.get("page", 1))
        page["data"] = shown[(number - 1) * size : number * size]
        page["hasMore"] = number * size < len(shown)
        page["totalCount"] = len(shown) if "includeTotal" in asked else None
        return json.dumps(page).encode()
