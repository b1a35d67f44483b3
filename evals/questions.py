"""The demo's walk: six questions, one write with its confirmation, and the read-back.

Every id comes out of an earlier answer; nothing about the company is written down here.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from fastmcp import Client

from evals.screen import Screen
from tools.wording import counted

DAYS_AHEAD = 7
"""How far to look for a day with visits: a weekend or a holiday has none."""
SHOWN = 6
SHORTEST = 4
"""Letters of a word that is still known by its rest."""
REVENUE = """\
select business_unit, invoices, revenue, to_char(month, 'FMMonth YYYY') as month
  from public.revenue_by_business_unit_month
 where month = (select max(month) from public.revenue_by_business_unit_month
                 where month < date_trunc('month', current_date))
 order by revenue desc"""
OPEN_ESTIMATES = """\
select estimate_id, total from public.open_estimates order by total desc, estimate_id limit 1"""

Answer = Mapping[str, Any]


class DemoError(Exception):
    """Something in the demo did not go as it must; the message says what."""


@dataclass(frozen=True)
class Guide:
    """Asks over MCP and shows what is asked."""

    client: "Client[Any]"
    screen: Screen

    async def call(self, tool: str, **arguments: Any) -> Answer:
        """The structured answer of a tool; the demo ends where a tool refuses."""
        began = time.perf_counter()
        came = await self.client.call_tool(tool, arguments, raise_on_error=False)
        self.screen.call(tool, arguments, (time.perf_counter() - began) * 1000)
        if came.is_error or came.structured_content is None:
            said = " ".join(getattr(part, "text", "") for part in came.content)
            raise DemoError(f"{tool} answered with a problem: {said}")
        return came.structured_content


async def walk(guide: Guide) -> None:
    """Ask everything, one question after the other."""
    visit, zone = await who_is_on_the_board(guide)
    await who_is_calling(guide, visit["customer"])
    await who_owes_us(guide)
    job = await what_is_this_job(guide, visit["job_id"], zone)
    await largest_open_estimate(guide)
    await revenue_last_month(guide)
    await leave_a_note(guide, job)


async def who_is_on_the_board(guide: Guide) -> tuple[Answer, ZoneInfo]:
    """Today's board, or that of the next day with visits; gives one visit and the zone."""
    guide.screen.question("Who is on the board today, and who is free?")
    board = await guide.call("get_dispatch_board")
    today = date.fromisoformat(board["day"])
    for ahead in range(1, DAYS_AHEAD + 1):
        if board["visits"]:
            break
        guide.screen.answer(f"{_day(board['day'])}: no visits")
        board = await guide.call("get_dispatch_board", day=str(today + timedelta(days=ahead)))
    visits = [visit for person in board["technicians"] for visit in person["visits"]]
    if not visits:
        raise DemoError(f"nobody is on the board from {today} on: remove STATE_DIR and run again")
    _show_board(guide.screen, board)
    chosen = next((v for v in visits if _is_plain(v["customer"] or "")), visits[0])
    return chosen, ZoneInfo(board["zone"])


def _show_board(screen: Screen, board: Answer) -> None:
    unassigned, people = len(board["unassigned"]), board["technicians"]
    screen.answer(
        f"{_day(board['day'])}: {counted(board['visits'], 'visit')}, "
        f"{counted(len(people), 'technician')} on the road, {unassigned} unassigned"
    )
    screen.columns(
        [(person["name"] or str(person["id"]), _stops(person["visits"])) for person in people]
    )
    screen.answer(f"Free: {', '.join(one['name'] for one in board['free']) or 'nobody'}")


def _stops(visits: Sequence[Answer]) -> str:
    return " · ".join(f"{visit['start'][11:16]} {visit['customer']}" for visit in visits)


async def who_is_calling(guide: Guide, name: str) -> None:
    """A customer by a name with a slip in it, and what was done for them."""
    heard = misspelt(name)
    guide.screen.question(f"{heard!r} is on the phone. Who is that, and what did we do for them?")
    found = await guide.call("search_customers", term=heard, limit=5)
    customer = next((one for one in found["items"] if one["name"] == name), None)
    if customer is None:
        raise DemoError(f"search_customers did not find {name!r} when asked for {heard!r}")
    history = await guide.call("get_customer_history", customer_id=customer["id"], limit=SHOWN)
    totals = history["totals"]
    guide.screen.answer(
        f"{name}, {customer['street']}, {customer['city']}, {customer['phone'] or 'no phone'}",
        f"{counted(totals['jobs'], 'job')}, invoiced {_money(totals['invoiced'])}, "
        f"paid {_money(totals['paid'])}, open {_money(totals['outstanding'])}",
    )
    guide.screen.columns([_event(entry) for entry in history["history"]["items"]])


def _event(entry: Answer) -> tuple[str, ...]:
    amount = _money(entry["amount"]) if entry["amount"] is not None else ""
    return ((entry["at"] or "")[:10], entry["kind"], entry["status"] or "", amount.rjust(10))


async def who_owes_us(guide: Guide) -> None:
    guide.screen.question("Who owes us money, how much, and how old is it?")
    owed = await guide.call("get_outstanding_invoices", limit=50)
    invoices = owed["invoices"]
    guide.screen.answer(
        f"{_money(owed['balance_of_all'])} is open on {counted(invoices['total'], 'invoice')}"
    )
    guide.screen.columns(
        [(age["age"], str(age["invoices"]).rjust(5), _money(age["balance"]).rjust(12))
         for age in owed["by_age"]]
    )  # fmt: skip
    oldest = invoices["items"][:3]
    guide.screen.answer("Longest overdue:")
    guide.screen.columns(
        [(f"  {one['customer']}", _money(one["balance"]).rjust(10),
          counted(one["days_overdue"], "day"))
         for one in oldest]
    )  # fmt: skip


async def what_is_this_job(guide: Guide, job_id: int, zone: ZoneInfo) -> Answer:
    guide.screen.question("What is the job on that board about, and who goes there?")
    job = await guide.call("get_job_details", job_id=job_id)
    guide.screen.answer(
        f"Job {job['number']}: {job['job_type']}, {job['business_unit']}, {job['status']}",
        f"{job['customer']}, {job['address']}",
        f"Says: {(job['summary'] or 'nothing').strip()[:100]}",
    )
    guide.screen.columns([_stop(visit, zone) for visit in job["visits"]])
    guide.screen.answer(counted(len(job["notes"]), "note"))
    return job


def _stop(visit: Answer, zone: ZoneInfo) -> tuple[str, ...]:
    start = datetime.fromisoformat(visit["start"]).astimezone(zone)
    people = ", ".join(visit["technicians"]) or "nobody yet"
    return f"  visit {visit['number']}", visit["status"] or "", f"{start:%a %d %b %H:%M}", people


async def largest_open_estimate(guide: Guide) -> None:
    guide.screen.question("Which open estimate is the largest, and what is in it?")
    found = await guide.call("query_database", query=OPEN_ESTIMATES)
    if not found["rows"]:
        guide.screen.answer("No estimate is open.")
        return
    estimate = await guide.call("get_estimate_details", estimate_id=found["rows"][0][0])
    guide.screen.answer(
        f"{estimate['name']!r} for {estimate['customer']}, job {estimate['job_number']}: "
        f"{estimate['status']}, {_money(estimate['total'])}"
    )
    guide.screen.columns([_priced(item) for item in estimate["items"][:SHOWN]])


def _priced(item: Answer) -> tuple[str, ...]:
    quantity = f"  {_number(item['quantity'])} x"
    return quantity, (item["name"] or "")[:50], _money(item["total"]).rjust(12)


async def revenue_last_month(guide: Guide) -> None:
    guide.screen.question("What did each business unit bring in last month?")
    found = await guide.call("query_database", query=REVENUE)
    rows = [dict(zip(found["columns"], row, strict=True)) for row in found["rows"]]
    guide.screen.columns(
        [(row["business_unit"] or "none", row["month"],
          counted(row["invoices"], "invoice").rjust(12),
          _money(row["revenue"]).rjust(13)) for row in rows]
    )  # fmt: skip


async def leave_a_note(guide: Guide, job: Answer) -> None:
    """The write: a preview that changes nothing, the confirmation, and the read-back."""
    screen, text = guide.screen, f"Gate code 4711, said by phone {datetime.now(UTC):%d %b %H:%M:%S}"
    screen.question(f"Put a note on job {job['number']}: {text!r}")
    preview = await guide.call("add_job_note", job_id=job["id"], text=text)
    if preview["status"] != "needs_confirmation" or not preview["confirmation"]:
        raise DemoError(f"add_job_note did not ask for a confirmation: {preview['summary']}")
    screen.answer(preview["summary"])
    screen.columns([_difference(preview["change"], key) for key in preview["change"]["after"]])
    screen.answer("The user agrees, so the same call goes out with its confirmation:")
    done = await guide.call(
        "add_job_note", job_id=job["id"], text=text, confirmation=preview["confirmation"]
    )
    if done["status"] != "done":
        raise DemoError(f"the confirmed note ended as {done['status']}: {done['summary']}")
    screen.answer(done["summary"])
    await _read_back(guide, job["id"], text)


def _difference(change: Answer, key: str) -> tuple[str, ...]:
    return f"  {key}:", str(change["before"].get(key, "nothing")), "->", str(change["after"][key])


async def _read_back(guide: Guide, job_id: int, text: str) -> None:
    guide.screen.question("Is it really there?")
    job = await guide.call("get_job_details", job_id=job_id)
    if text not in [note["text"] for note in job["notes"]]:
        raise DemoError(f"the note is not on job {job['number']} when it is read back")
    guide.screen.answer(f"Read back on job {job['number']}: {text!r}")


def misspelt(name: str) -> str:
    """The name as somebody hears it: its longest word lacks the letter in its middle."""
    longest = max(name.split(), key=len, default="")
    if len(longest) < SHORTEST:
        return name
    middle = len(longest) // 2
    return name.replace(longest, longest[:middle] + longest[middle + 1 :], 1)


def _is_plain(name: str) -> bool:
    """Whether a name is one a caller would spell: two words and more, unaccented letters."""
    words = name.split()
    return len(words) > 1 and max(map(len, words)) > len("Moore") and name.isascii()


def _money(amount: object) -> str:
    return "unknown" if amount is None else f"${Decimal(str(amount)):,.2f}"


def _number(amount: object) -> str:
    return "?" if amount is None else f"{Decimal(str(amount)).normalize():f}"


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%A %d %B %Y}"
