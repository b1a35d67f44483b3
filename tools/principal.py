"""Who is calling: a name, a role, the surface they came by, and the scopes their role gives."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["owner", "manager", "dispatcher", "technician", "reader", "worker"]
Surface = Literal["stdio", "http", "rest", "cli", "slack", "worker"]


@dataclass(frozen=True)
class Principal:
    """One caller. `scopes` holds `category:read`, `category:write`, or `*` for everything."""

    name: str
    role: Role
    surface: Surface
    scopes: frozenset[str]

    def may(self, scope: str) -> bool:
        return "*" in self.scopes or scope in self.scopes

    @property
    def identity(self) -> str:
        """What a preview is bound to: the same person on another surface is the same person."""
        return f"{self.role}:{self.name}"
