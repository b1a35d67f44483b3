"""What the demo prints: coloured on a terminal, plain lines anywhere else."""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from rich.console import Console
from rich.text import Text

INDENT = "   "


class Screen:
    """Prints one kind of line per method."""

    def __init__(self, stream: TextIO = sys.stdout) -> None:
        self._console = Console(file=stream, highlight=False, soft_wrap=True)
        self._number = 0

    def title(self, text: str) -> None:
        self._line((text, "bold"))

    def part(self, name: str, what: str, seconds: float | None = None) -> None:
        """Something that is now running or done."""
        took = f"  {seconds:.1f} s" if seconds is not None else ""
        self._line(("✓ ", "green"), (f"{name:<14}", "bold"), what, (took, "dim"))

    def question(self, text: str) -> None:
        self._number += 1
        self.blank()
        self._line((f"{self._number}. ", "bold cyan"), (text, "bold cyan"))

    def call(self, tool: str, arguments: Mapping[str, Any], milliseconds: float) -> None:
        """A call of a tool, as it went over the wire."""
        given = " ".join(json.dumps(arguments, ensure_ascii=False).replace("\\n", " ").split())
        self._line(
            (f"{INDENT}→ ", "dim"),
            (tool, "magenta"),
            f" {given}",
            (f"  {milliseconds:.0f} ms", "dim"),
        )

    def answer(self, *lines: str) -> None:
        for line in lines:
            self._line(f"{INDENT}{line}")

    def columns(self, rows: Sequence[Sequence[str]]) -> None:
        """Rows with their columns in line; a last column may be long."""
        widths = (
            [max(len(row[place]) for row in rows) for place in range(len(rows[0]))] if rows else []
        )
        for row in rows:
            cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
            self.answer("  ".join(cells).rstrip())

    def block(self, text: str) -> None:
        """Text to copy: nothing is put before or into it."""
        self._console.print(text, markup=False)

    def blank(self) -> None:
        self._console.print()

    def _line(self, *parts: str | tuple[str, str]) -> None:
        self._console.print(Text.assemble(*parts))
