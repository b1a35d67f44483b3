"""A call that leaves long after its turn takes another: what arrives in a second is what counts."""

import time
from dataclasses import dataclass, field

from tools.servicetitan.limiter import CALLS, UNEVEN, Limiter

LEAVES = "http11.send_request_headers.started"
"""What httpcore says when it has a connection and nothing of the request was sent yet."""


@dataclass
class Departure:
    """Follows one request through httpcore, which may make a connection or wait for a free one.

    Turns are taken before that: a connection held in the queue may be closed over there meanwhile,
    and of a write it would then be unknown whether it was made.
    """

    limiter: Limiter
    turn: float = field(default_factory=time.monotonic)

    async def __call__(self, event: str, _: object) -> None:
        if event == LEAVES and time.monotonic() - self.turn > UNEVEN:
            async with self.limiter.slot(CALLS):
                self.turn = time.monotonic()
