"""A mend of what it costs to import the MCP library; a test tells when it can go."""

from mcp_types._wire_base import WireModel


def build_wire_models_when_used() -> None:
    """Spare a start the validators of every message of every protocol version.

    The SDK builds some 300 of them while it is imported, and a client speaks one version. Has to
    come before `mcp_types.methods` is imported.
    """
    WireModel.model_config["defer_build"] = True
