from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.kit.truth import Row, Truth, day_of, money, when
from tests.kit.world import TODAY, World
from tools.deps import Deps
from tools.errors import BadArguments, NotFound
from tools.jobs import Job, get_job_details, search_jobs
from tools.results import MAX_BYTES

Keep = Callable[[Row], bool]


def ids(rows: Iterable[Any]) -> list[int]:
    return [row["id"] if isinstance(row, dict) else row.id for row in rows]


async def everything(deps: Deps, **filters: Any) -> list[Job]:
    """All pages of a search, and proof that they fit together."""
    found: list[Job] = []
    cursor = None
    while True:
        page = await search_jobs(**filters, limit=60, cursor=cursor, deps=deps)
        found += page.items
        cursor = page.next
        if cursor is None:
            assert page.total == len(found) == len(set(ids(found)))
            return found


async def test_all_jobs_come_newest_first_and_once(deps: Deps, truth: Truth) -> None:
    expected = sorted(
        truth.rows("jpm/jobs"), key=lambda row: (when(row["createdOn"]), row["id"]), reverse=True
    )

    found = await everything(deps)

    assert ids(found) == ids(expected)


async def test_a_job_in_a_list_says_what_servicetitan_says(deps: Deps, truth: Truth) -> None:
    names = {row["id"]: row["name"] for row in truth.rows("crm/customers")}
    units = {row["id"]: row["name"] for row in truth.rows("settings/business-units")}
    types = {row["id"]: row["name"] for row in truth.rows("jpm/job-types")}
    jobs = truth.by_id("jpm/jobs")

    for job in (await search_jobs(limit=50, deps=deps)).items:
        row = jobs[job.id]
        assert job.number == row["jobNumber"]
        assert (job.status, job.priority) == (row["jobStatus"], row["priority"])
        assert (job.customer_id, job.customer) == (row["customerId"], names[row["customerId"]])
        assert job.business_unit == units[row["businessUnitId"]]
        assert job.job_type == types[row["jobTypeId"]]
        assert job.created_on == when(row["createdOn"])
        assert job.amount == money(row["total"])
        assert job.summary == row["summary"][:160]


async def test_the_next_visit_is_the_first_that_is_not_over(deps: Deps, truth: Truth) -> None:
    visits = truth.rows("jpm/appointments", lambda row: row["status"] not in {"Done", "Canceled"})
    expected: dict[int, datetime] = {}
    for row in sorted(visits, key=lambda row: when(row["start"]), reverse=True):
        expected[row["jobId"]] = when(row["start"])

    found = await everything(deps)

    assert {job.id: job.next_visit for job in found if job.next_visit} == expected


def in_states(*states: str) -> Keep:
    return lambda row: row["jobStatus"] in states


@pytest.mark.parametrize(
    ("filters", "keep"),
    [
        ({"statuses": ["Hold"]}, in_states("Hold")),
        ({"statuses": ["Scheduled", "Canceled"]}, in_states("Scheduled", "Canceled")),
        ({"priorities": ["Urgent"]}, lambda row: row["priority"] == "Urgent"),
        (
            {"statuses": ["Completed"], "priorities": ["Urgent", "High"]},
            lambda row: row["jobStatus"] == "Completed" and row["priority"] in {"Urgent", "High"},
        ),
        ({"statuses": []}, lambda _: False),
    ],
)
async def test_filters_keep_exactly_what_fits(
    deps: Deps, truth: Truth, filters: dict[str, Any], keep: Keep
) -> None:
    found = await everything(deps, **filters)

    assert set(ids(found)) == set(ids(truth.rows("jpm/jobs", keep)))


async def test_a_customers_jobs_are_found(deps: Deps, truth: Truth) -> None:
    for customer in {row["customerId"] for row in truth.rows("jpm/jobs")[::60]}:
        expected = truth.rows("jpm/jobs", lambda row, own=customer: row["customerId"] == own)  # type: ignore[misc]

        found = await search_jobs(customer_id=customer, deps=deps)

        assert sorted(ids(found.items)) == sorted(ids(expected))


async def test_a_technicians_jobs_are_found(deps: Deps, truth: Truth) -> None:
    sent = truth.rows("dispatch/appointment-assignments", lambda row: row["active"])
    for technician in {row["technicianId"] for row in sent}:
        expected = {row["jobId"] for row in sent if row["technicianId"] == technician}

        found = await everything(deps, technician_id=technician)

        assert set(ids(found)) == expected


async def test_jobs_of_a_business_unit_by_id_and_by_part_of_its_name(
    deps: Deps, truth: Truth
) -> None:
    for unit in truth.rows("settings/business-units"):
        part = unit["name"][1:].upper()
        same = {
            row["id"]
            for row in truth.rows("settings/business-units")
            if part in row["name"].upper()
        }
        own = truth.rows("jpm/jobs", lambda row, key=unit["id"]: row["businessUnitId"] == key)  # type: ignore[misc]
        named = truth.rows("jpm/jobs", lambda row, keys=same: row["businessUnitId"] in keys)  # type: ignore[misc]

        by_id = await everything(deps, business_unit=str(unit["id"]))
        by_name = await everything(deps, business_unit=part)

        assert set(ids(by_id)) == set(ids(own))
        assert set(ids(by_name)) == set(ids(named))


async def test_jobs_of_a_type_are_found(deps: Deps, truth: Truth) -> None:
    kind = truth.rows("jpm/job-types")[0]
    expected = truth.rows("jpm/jobs", lambda row: row["jobTypeId"] == kind["id"])

    found = await everything(deps, job_type=kind["name"].lower())

    assert set(ids(found)) == set(ids(expected))


async def test_a_job_s_own_number_finds_it_and_says_what_was_not_searched(
    deps: Deps, truth: Truth
) -> None:
    row = truth.rows("jpm/jobs")[3]

    by_words = await search_jobs(term=f"job #{row['jobNumber']}", deps=deps)
    by_id = await search_jobs(term=str(row["id"]), deps=deps)
    by_text = await search_jobs(term=row["summary"][:12], deps=deps)

    assert ids(by_words.items) == ids(by_id.items) == [row["id"]]
    assert "summaries were not searched" in str(by_words.notice)
    assert "summaries were not searched" in str(by_id.notice)
    assert by_text.notice is None
    assert row["id"] in ids(by_text.items)


async def test_words_are_looked_for_in_summary_customer_and_number(
    deps: Deps, truth: Truth
) -> None:
    some = truth.rows("jpm/jobs")[5]
    names = {row["id"]: row["name"] for row in truth.rows("crm/customers")}
    name = names[some["customerId"]]
    word = some["summary"].split()[0]
    with_word = truth.rows(
        "jpm/jobs",
        lambda row: word.lower() in f"{row['summary']}\n{names[row['customerId']]}".lower(),
    )
    of_customer = truth.rows("jpm/jobs", lambda row: names[row["customerId"]] == name)

    assert ids((await search_jobs(term=some["jobNumber"], deps=deps)).items) == [some["id"]]
    assert set(ids(await everything(deps, term=word.upper()))) == set(ids(with_word))
    assert set(ids(await everything(deps, term=name))) >= set(ids(of_customer))


@pytest.mark.parametrize("term", ["%%", "__"])
async def test_signs_of_patterns_mean_themselves(deps: Deps, term: str) -> None:
    assert (await search_jobs(term=term, deps=deps)).total == 0
    assert (await search_jobs(business_unit=term, deps=deps)).total == 0
    assert (await search_jobs(job_type=term, deps=deps)).total == 0


@pytest.mark.parametrize("field", ["created", "completed"])
async def test_spans_of_days_include_both_ends(deps: Deps, truth: Truth, field: str) -> None:
    first, last = TODAY - timedelta(days=40), TODAY - timedelta(days=3)
    jobs = truth.rows("jpm/jobs", lambda row: bool(row[f"{field}On"]))
    expected = [row["id"] for row in jobs if first <= day_of(row[f"{field}On"]) <= last]
    assert expected

    found = await everything(deps, **{f"{field}_from": first, f"{field}_to": last})

    assert set(ids(found)) == set(expected)


async def test_days_are_new_yorks_and_not_greenwichs(deps: Deps, truth: Truth) -> None:
    late = truth.rows(
        "jpm/jobs", lambda row: day_of(row["createdOn"]) != when(row["createdOn"]).date()
    )
    assert len(late) > 5

    for row in late[:8]:
        day = day_of(row["createdOn"])
        expected = truth.rows("jpm/jobs", lambda one, own=day: day_of(one["createdOn"]) == own)  # type: ignore[misc]
        found = await everything(deps, created_from=day, created_to=day)
        assert set(ids(found)) == set(ids(expected))
        assert row["id"] in ids(found)


async def test_jobs_with_a_visit_on_one_day_are_found(deps: Deps, truth: Truth) -> None:
    for day in (TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=5)):
        expected = {row["jobId"] for row in truth.visits() if day_of(row["start"]) == day}

        found = await everything(deps, visit_from=day, visit_to=day)

        assert set(ids(found)) == expected


async def test_days_may_be_open_at_either_end(deps: Deps, truth: Truth) -> None:
    later = {row["jobId"] for row in truth.visits() if day_of(row["start"]) >= TODAY}
    earlier = truth.rows("jpm/jobs", lambda row: day_of(row["createdOn"]) <= date(2025, 1, 31))

    assert set(ids(await everything(deps, visit_from=TODAY))) == later
    assert set(ids(await everything(deps, created_to=date(2025, 1, 31)))) == set(ids(earlier))


async def test_filters_together_keep_what_fits_them_all(deps: Deps, truth: Truth) -> None:
    sent = truth.rows("dispatch/appointment-assignments", lambda row: row["active"])
    technician = sent[0]["technicianId"]
    theirs = {row["jobId"] for row in sent if row["technicianId"] == technician}
    since = date(2025, 3, 1)
    expected = truth.rows(
        "jpm/jobs",
        lambda row: (
            row["id"] in theirs
            and row["jobStatus"] == "Completed"
            and day_of(row["completedOn"]) >= since
        ),
    )
    assert expected

    found = await everything(
        deps, technician_id=technician, statuses=["Completed"], completed_from=since
    )

    assert set(ids(found)) == set(ids(expected))


async def test_a_long_answer_is_cut_with_a_way_on(deps: Deps) -> None:
    page = await search_jobs(limit=200, deps=deps)

    assert sum(len(item.model_dump_json().encode()) for item in page.items) <= MAX_BYTES
    assert page.truncated
    assert page.returned < 200
    following = await search_jobs(limit=200, cursor=page.next, deps=deps)
    assert not set(ids(page.items)) & set(ids(following.items))


async def test_days_in_the_wrong_order_are_refused(world: World) -> None:
    with pytest.raises(BadArguments, match=r"created_to: .*allowed: 2026-03-02 or later"):
        await world.ask("search_jobs", created_from="2026-03-02", created_to="2026-03-01")


@pytest.mark.parametrize(
    "arguments",
    [
        {"statuses": ["Done"]},
        {"priorities": ["Critical"]},
        {"created_from": "yesterday"},
        {"created_from": "2026-02-30"},
        {"customer_id": 0},
        {"customer_id": "ann"},
        {"statuses": "Hold"},
    ],
)
async def test_a_bad_filter_is_named_with_what_is_allowed(
    world: World, arguments: dict[str, Any]
) -> None:
    with pytest.raises(BadArguments) as refused:
        await world.ask("search_jobs", **arguments)

    assert refused.value.faults[0].name.split(".")[0] in arguments


async def test_a_job_is_shown_whole(deps: Deps, truth: Truth) -> None:
    places = truth.by_id("crm/locations")
    for row in truth.rows("jpm/jobs")[::25]:
        job = await get_job_details(job_id=row["id"], deps=deps)

        assert (job.id, job.number, job.status) == (row["id"], row["jobNumber"], row["jobStatus"])
        assert job.created_on == when(row["createdOn"])
        assert job.completed_on == (when(row["completedOn"]) if row["completedOn"] else None)
        assert (job.amount, job.invoice_id) == (money(row["total"]), row["invoiceId"])
        assert places[row["locationId"]]["address"]["street"] in str(job.address)


async def test_a_job_has_its_visits_with_their_technicians(deps: Deps, truth: Truth) -> None:
    crews = truth.crews()
    names = {row["id"]: row["name"] for row in truth.rows("settings/technicians")}
    twice = truth.rows("jpm/jobs", lambda row: row["appointmentCount"] > 1)
    for row in twice[:6]:
        own = sorted(
            truth.rows("jpm/appointments", lambda visit, key=row["id"]: visit["jobId"] == key),  # type: ignore[misc]
            key=lambda visit: when(visit["start"]),
        )

        job = await get_job_details(job_id=row["id"], deps=deps)

        assert ids(job.visits) == ids(own)
        assert [visit.start for visit in job.visits] == [when(one["start"]) for one in own]
        assert [visit.end for visit in job.visits] == [when(one["end"]) for one in own]
        sent = [sorted(names[key] for key in crews.get(one["id"], ())) for one in own]
        assert [sorted(visit.technicians) for visit in job.visits] == sent


async def test_a_job_has_its_notes_pinned_first_then_newest(deps: Deps, truth: Truth) -> None:
    notes = truth.rows("jpm/jobs/notes", lambda row: row["active"])
    for key in {row["jobId"] for row in notes[::40]}:
        own = sorted(
            (row for row in notes if row["jobId"] == key),
            key=lambda row: (row["isPinned"], when(row["createdOn"]), row["id"]),
            reverse=True,
        )

        job = await get_job_details(job_id=key, deps=deps)

        assert [(note.id, note.text, note.pinned) for note in job.notes] == [
            (row["id"], row["text"], row["isPinned"]) for row in own
        ]


async def test_a_job_has_its_estimates_and_invoices(deps: Deps, truth: Truth) -> None:
    with_both = {row["jobId"] for row in truth.rows("salestech/estimates")}
    for key in sorted(with_both)[::12]:
        estimates = truth.rows("salestech/estimates", lambda row, own=key: row["jobId"] == own)  # type: ignore[misc]
        invoices = truth.rows("accounting/invoices", lambda row, own=key: row["job"]["id"] == own)  # type: ignore[misc]

        job = await get_job_details(job_id=key, deps=deps)

        assert {(one.id, one.status, one.total) for one in job.estimates} == {
            (row["id"], row["status"]["name"], money(row["subtotal"]) + money(row["tax"]))
            for row in estimates
        }
        assert [(one.id, one.total, one.balance) for one in job.invoices] == [
            (row["id"], money(row["total"]), money(row["balance"])) for row in invoices
        ]
        assert [one.due_date for one in job.invoices] == [
            day_of(row["dueDate"]) for row in invoices
        ]


async def test_a_job_number_works_as_well_as_an_id(deps: Deps, truth: Truth) -> None:
    row = truth.rows("jpm/jobs")[17]

    by_number = await get_job_details(job_number=row["jobNumber"], deps=deps)

    assert by_number == await get_job_details(job_id=row["id"], deps=deps)


@pytest.mark.parametrize("arguments", [{}, {"job_id": 1, "job_number": "100001"}])
async def test_exactly_one_of_id_and_number_is_wanted(
    deps: Deps, arguments: dict[str, Any]
) -> None:
    with pytest.raises(BadArguments, match="either job_id or job_number"):
        await get_job_details(**arguments, deps=deps)


@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize("arguments", [{"job_id": 4242}, {"job_number": "no such"}])
async def test_an_unknown_job_is_one_clear_sentence(
    deps: Deps, arguments: dict[str, Any], *, live: bool
) -> None:
    with pytest.raises(NotFound) as missing:
        await get_job_details(**arguments, live=live, deps=deps)

    assert "\n" not in str(missing.value)


async def test_live_sees_what_the_mirror_has_not_seen(writing: World, truth: Truth) -> None:
    row = next(row for row in truth.rows("jpm/jobs") if row["jobStatus"] == "Scheduled")
    visit = next(one for one in truth.visits() if one["jobId"] == row["id"])
    moved = datetime(2026, 3, 20, 18, 0, tzinfo=UTC)
    writing.company.mutate("jpm/jobs", change=[{"id": row["id"], "priority": "Urgent"}])
    changed = {"id": visit["id"], "start": "2026-03-20T18:00:00Z", "end": "2026-03-20T19:00:00Z"}
    writing.company.mutate("jpm/appointments", change=[changed])

    stale = await get_job_details(job_id=row["id"], deps=writing.deps)
    live = await get_job_details(job_id=row["id"], live=True, deps=writing.deps)
    again = await get_job_details(job_number=row["jobNumber"], deps=writing.deps)

    assert stale.priority == row["priority"] != "Urgent"
    assert live.priority == again.priority == "Urgent"
    assert [one.start for one in live.visits if one.id == visit["id"]] == [moved]
    assert live.as_of["servicetitan.st_jobs"] == writing.deps.now()
    assert live.visits == again.visits
