"""What a verify found: per month, how many records were missing, outdated or gone; all repaired."""

from dataclasses import asdict, dataclass

from sql import Database
from sync.report import EntityReport
from tools.wording import counted

KINDS = {"created": "missing", "updated": "outdated", "merged": "outdated", "deleted": "gone"}


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
    month = "to_char(t.st_modified_on at time zone 'UTC', 'YYYY-MM')"
    rows = await db.raw(
        f"""
select coalesce({month}, 'undated') as month, e.kind, count(distinct e.st_id) as records
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
    return [Finding(month, what, records) for (month, what), records in sums.items()]


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
    waiting = report.stored.quarantined
    kept_back = f"{report.name}: {counted(waiting, 'record')} in quarantine, for not fitting"
    notes = [kept_back] if waiting else []
    if report.undated:
        notes.append(
            f"{report.name}: {counted(report.undated, 'record')} without a modified stamp, not "
            "compared; a verify without --since compares them"
        )
    told_of = sum(one.records for one in found if one.what == "outdated")
    if rewritten := max(report.stored.updated + report.stored.merged - told_of, 0):
        notes.append(f"{report.name}: {rewritten:,} written again, though no column differed")
    if not found:
        return [f"{report.name}: equal, {counted(report.fetched, 'record')} compared", *notes]
    return [f"{report.name} {one.month}: {one.records:,} {one.what}" for one in found] + notes
