"""What a verify found: per month, how many records were missing, outdated or gone; all repaired.

Not so those it saw in an older version than the mirror's: a feed may lag behind what a tool wrote.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from sql import Database
from sync.report import EntityReport
from tools.wording import counted

WITHOUT = "a verify without --since and --until"
OLDER = "in an older version than the mirror's"
KINDS = {"created": "missing", "updated": "outdated", "merged": "outdated", "deleted": "gone"}
MONTH = """coalesce(to_char(t.st_modified_on at time zone (select automation.company_timezone()),
                'YYYY-MM'), 'undated')"""


@dataclass(frozen=True, slots=True)
class Finding:
    """So many records of one month (by their last change) that differed in one way."""

    month: str
    what: str
    records: int


async def findings(db: Database, report: EntityReport) -> list[Finding]:
    """The changes that the verify's run had to make, by month."""
    if report.run_id is None:
        return []
    rows = await db.raw(
        f"""
select {MONTH} as month, e.kind, count(distinct e.st_id) as records
  from automation.events e
  left join {report.table} t on t.st_id = e.st_id
 where e.run_id = $1 and e.entity = $2
 group by 1, 2
 order by 1, 2""",  # noqa: S608 - the table is one of our entities
        report.run_id,
        report.table,
    )
    sums: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (row["month"], KINDS[row["kind"]])
        sums[key] = sums.get(key, 0) + row["records"]
    for month, records in await _older(db, report):
        sums[month, OLDER] = records
    return [Finding(month, what, records) for (month, what), records in sums.items()]


async def _older(db: Database, report: EntityReport) -> list[tuple[str, int]]:
    """The months of the mirror's versions of these records."""
    if not report.older:
        return []
    rows = await db.raw(
        f"select {MONTH} as month, count(*) as records from {report.table} t"  # noqa: S608 - the same
        " where t.st_id = any($1) group by 1 order by 1",
        sorted(report.older),
    )
    return [(row["month"], row["records"]) for row in rows]


async def noted(db: Database, report: EntityReport) -> list[Finding]:
    """The findings of a run, which its row in the sync log holds from now on."""
    found = await findings(db, report)
    if report.run_id is not None:
        await db.execute("sync_log_found", id=report.run_id, found=[asdict(one) for one in found])
    return found


def told(report: EntityReport, found: list[Finding]) -> list[str]:
    """One line per month, or one that says all is equal."""
    if not report.ended_well:
        return [f"{report.name}: {report.status}. {report.reason}"]
    notes = [f"{report.name}: {note}" for note in _notes(report, found)]
    if not found:
        equal = "" if report.unmet else "equal, "
        return [f"{report.name}: {equal}{counted(report.fetched, 'record')} compared", *notes]
    return [f"{report.name} {one.month}: {one.records:,} {one.what}" for one in found] + notes


def _notes(report: EntityReport, found: list[Finding]) -> Iterator[str]:
    """What else there is to know, and what was not compared."""
    if waiting := report.stored.quarantined:
        yield f"{counted(waiting, 'record')} in quarantine, for not fitting"
    if report.whole:
        yield "compared whole, since ServiceTitan's list of them knows no times"
    if report.undated:
        yield (
            f"{counted(report.undated, 'record')} without a modified stamp, not compared; "
            f"{WITHOUT} compares them"
        )
    if report.unplaced:
        yield (
            f"{counted(report.unplaced, 'record')} without a modified stamp compared too: nothing "
            "says that they are of another time"
        )
    if report.moved:
        yield (
            f"{counted(report.moved, 'record')} of this time in the mirror ServiceTitan has under "
            "a stamp of another time (changed since, most often): compared too"
        )
    if report.unmet:
        yield (
            f"{counted(report.unmet, 'record')} of this time in the mirror ServiceTitan has, but "
            f"its feed showed under no stamp: not compared; {WITHOUT} compares them"
        )
    if report.older:
        yield (
            f"{counted(len(report.older), 'record')} left as the mirror has them, since what is "
            "older may come of a feed that lags; a verify a day after they were written takes "
            "what ServiceTitan says"
        )
    told_of = sum(one.records for one in found if one.what == "outdated")
    if rewritten := max(report.stored.updated + report.stored.merged - told_of, 0):
        yield f"{rewritten:,} written again, though no column differed"
