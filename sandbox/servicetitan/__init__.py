"""A ServiceTitan of our own: a made-up company behind an API that behaves as the real one does.

`running(...)` serves one for the length of a block; `python -m sandbox` serves one until stopped.
"""

from sandbox.servicetitan.api.box import Settings
from sandbox.servicetitan.api.running import Server, make, running, start_in_thread
from sandbox.servicetitan.company import Company

__all__ = ["Company", "Server", "Settings", "make", "running", "start_in_thread"]
