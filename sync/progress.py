"""How a run shows itself on stderr: a live table on a terminal, plain lines elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.table import Table

from sync.engine import Progress
from sync.report import EntityReport, RunReport
from tools.wording import counted

COLOURS = {
    "running": "cyan",
    "completed": "green",
    "partial": "yellow",
    "failed": "red",
    "interrupted": "yellow",
    "skipped": "dim",
}


@contextmanager
def shown(console: Console) -> Iterator[Progress]:
    """Show a run for the length of a block."""
    if console.is_terminal:
        with _live(console) as progress:
            yield progress
    else:
        yield _lines(console)


@contextmanager
def _live(console: Console) -> Iterator[Progress]:
    rows: dict[str, EntityReport] = {}
    with Live(console=console, refresh_per_second=8, transient=True) as live:

        def progress(report: EntityReport) -> None:
            rows[report.name] = report
            live.update(table_of(list(rows.values())))

        yield progress


def _lines(console: Console) -> Progress:
    def progress(report: EntityReport) -> None:
        if report.status != "running":
            console.print(line_of(report), markup=False, highlight=False, soft_wrap=True)

    return progress


def line_of(report: EntityReport) -> str:
    """One entity in one line."""
    stored = report.stored
    words = (
        f"{report.name}: {report.status}, {report.fetched} fetched, {stored.created} new, "
        f"{stored.updated + stored.merged} changed, {stored.deleted} gone, "
        f"{stored.quarantined} in quarantine, {report.seconds:.1f} s"
    )
    return f"{words}. {report.reason}" if report.reason else words


def table_of(reports: list[EntityReport]) -> Table:
    """All entities of a run, one line each."""
    table = Table(box=None, pad_edge=False)
    for heading in ("entity", "state", "fetched", "new", "changed", "gone", "bad", "seconds"):
        table.add_column(heading, justify="left" if heading in {"entity", "state"} else "right")
    for one in reports:
        stored = one.stored
        figures = (one.fetched, stored.created, stored.updated + stored.merged)
        rest = (stored.deleted, stored.quarantined)
        table.add_row(
            one.name,
            f"[{COLOURS[one.status]}]{one.status}[/]",
            *(f"{figure:,}" for figure in (*figures, *rest)),
            f"{one.seconds:.1f}",
        )
    return table


def summary(report: RunReport) -> str:
    """The run in one sentence."""
    total = report.total()
    fetched = sum(one.fetched for one in report.entities)
    rate = fetched / report.seconds if report.seconds else 0.0
    bad = [one.name for one in report.entities if not one.ended_well]
    tables = counted(len(report.entities), "table")
    words = (
        f"{report.mode} sync of {tables} in {report.seconds:.1f} s: "
        f"{counted(fetched, 'record')} ({rate:,.0f}/s), {total.created:,} new, "
        f"{total.updated + total.merged:,} changed, {total.deleted:,} gone, "
        f"{total.quarantined:,} in quarantine."
    )
    return f"{words} Not complete: {', '.join(bad)}." if bad else words
