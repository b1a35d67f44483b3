"""Which of ServiceTitan's limits a call counts towards, and who waits after its 429."""

import math

from tools.errors import TooBusy
from tools.servicetitan.limiter import CALLS, RULES
from tools.servicetitan.operation import BoundCall
from tools.wording import counted

OWN = 5.0
"""Seconds: a longer wait is the report's own, whose limit counts a minute. That of all calls counts
one second; a short wait may be either's."""
LONGEST_PAUSE = 900.0
"""Seconds that a 429 may hold others: one that asks for a day may be wrong, or mean one call."""


def lanes_of(call: BoundCall) -> tuple[str, ...]:
    """The limits a call counts towards, the narrowest first."""
    lane = call.operation.lane
    if lane == "report":
        return f"report:{'/'.join(call.path_params.values())}", CALLS
    return (lane, CALLS) if lane else (CALLS,)


def held_by(call: BoundCall, wait: float) -> tuple[str, ...]:
    """Who waits after this call's 429: everybody, unless it can only be the report's own.

    A 429 does not say whose limit was met. That of telecom v3 looks like that of all calls.
    """
    if call.operation.lane != "report":
        return (CALLS,)
    return lanes_of(call)[:1] if wait > OWN else lanes_of(call)


def refused(call: BoundCall, wait: float, trace_id: str | None) -> TooBusy:
    """What to say of a call that got a 429; a report is asked for once a minute."""
    told = f"ServiceTitan asks to wait {counted(math.ceil(wait), 'second')}. Nothing was changed."
    if call.operation.lane == "report":
        wait = max(wait, RULES["report"].window)
        told = (
            "ServiceTitan's rate limit refused this run of the report. Nothing was changed. "
            f"The next turn is in {counted(math.ceil(wait), 'second')}."
        )
    return TooBusy(f"{told} Try again then.", trace_id=trace_id, retry_after=wait)
