"""A mend of what it costs to import the MCP library; a test tells when it can go."""

import contextlib
from importlib import import_module


def build_wire_models_when_used() -> None:
    """Spare a start the validators of every message of every protocol version.

    The SDK builds some 300 of them while it is imported, and a client speaks one version. Has to
    come before `mcp_types.methods` is imported. A newer SDK may keep their base elsewhere: then
    they are built at once, and everything works.
    """
    with contextlib.suppress(ImportError, AttributeError):
        base = import_module("mcp_types._wire_base")
        base.WireModel.model_config["defer_build"] = True
