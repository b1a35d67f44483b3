"""Names that tools had before: callers, saved prompts and workflows that use them keep working."""

from collections.abc import Mapping

ALIASES: Mapping[str, str] = {}
"""Old name → new name; a tool that is renamed leaves its old name here."""


def current_name(name: str) -> str:
    """The name that a tool has today."""
    return ALIASES.get(name, name)
