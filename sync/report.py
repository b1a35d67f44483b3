"""What a run did, entity by entity, in words and exit code."""

from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from sql.mirror import Stored

Status = Literal["running", "completed", "partial", "failed", "interrupted", "skipped"]


@dataclass(slots=True)
class EntityReport:
    """One entity's part of a run; it changes while the run goes on."""

    name: str
    table: str
    status: Status = "running"
    fetched: int = 0
    pages: int = 0
    seconds: float = 0.0
    stored: Stored = field(default_factory=Stored)
    reason: str | None = None
    run_id: UUID | None = None
    undated: int = 0
    """Records without a stamp, which a verify of a period could not compare."""
    unplaced: int = 0
    """Records without a stamp that it compared, since nothing says that they are of another."""
    moved: int = 0
    """Records of that period in the mirror that ServiceTitan has at another time: compared too."""
    unmet: int = 0
    """Those of them that its feed did not show, so that they were not compared."""
    older: set[int] = field(default_factory=set)
    """Ids of records that a verify saw in an older version than the mirror's, and so left out."""
    whole: bool = False
    """Whether all was compared, a period or not: the list knows no times."""

    @property
    def ended_well(self) -> bool:
        return self.status in {"completed", "skipped"}


@dataclass(slots=True)
class RunReport:
    """A whole run."""

    mode: str
    entities: list[EntityReport] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def exit_code(self) -> int:
        """0 when every entity ended well; records in quarantine do not make a run bad."""
        return 0 if all(one.ended_well for one in self.entities) else 1

    def total(self) -> Stored:
        sums = Stored()
        for one in self.entities:
            sums.add(one.stored)
        return sums
