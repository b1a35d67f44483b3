import pytest

from tests.kit.truth import Truth, when
from tests.kit.world import ZONE, World
from tools.customers import get_customer_history
from tools.deps import Deps
from tools.errors import BadArguments, NotFound
from tools.invoicing import get_outstanding_invoices
from tools.jobs import get_job_details, search_jobs


async def test_a_job_number_given_as_an_id_is_recognised(deps: Deps, truth: Truth) -> None:
    row = truth.rows("jpm/jobs")[5]

    with pytest.raises(NotFound, match=rf"is the job number of job {row['id']}\.$"):
        await get_job_details(job_id=int(row["jobNumber"]), deps=deps)


async def test_an_id_of_another_kind_is_recognised(deps: Deps, truth: Truth) -> None:
    customer = truth.rows("crm/customers")[5]["id"]

    with pytest.raises(NotFound, match=rf"{customer} is the id of customer {customer}\.$"):
        await get_job_details(job_id=customer, deps=deps)


async def test_an_unknown_business_unit_is_said(deps: Deps) -> None:
    found = await search_jobs(business_unit="Plumbing", deps=deps)

    assert (found.total, found.returned) == (0, 0)
    assert found.notice is not None
    assert "No business unit is called 'Plumbing'" in found.notice


async def test_an_unknown_job_type_is_said(deps: Deps, truth: Truth) -> None:
    found = await search_jobs(job_type="Chimney", deps=deps)

    one = next(row["name"] for row in truth.rows("jpm/job-types") if row["active"])
    assert found.notice is not None
    assert found.notice.startswith("No job type is called 'Chimney', so nothing fits. There are: ")
    assert one in found.notice


@pytest.mark.parametrize("kind", ["customer", "technician"])
async def test_nothing_of_somebody_unknown_is_not_nothing(
    deps: Deps, truth: Truth, kind: str
) -> None:
    job = truth.rows("jpm/jobs")[5]["id"]

    found = await search_jobs(**{f"{kind}_id": job}, deps=deps)

    assert found.total == 0
    assert found.notice == (
        f"There is no {kind} {job} in the mirror, so nothing fits. {job} is the id of job {job}."
    )


async def test_no_open_invoice_of_somebody_unknown_is_said(deps: Deps) -> None:
    found = await get_outstanding_invoices(customer_id=4242, deps=deps)

    assert found.notice == "There is no customer 4242 in the mirror, so nothing fits."


async def test_nothing_of_somebody_known_needs_no_word(deps: Deps, truth: Truth) -> None:
    technician = truth.rows("settings/technicians")[0]["id"]

    found = await search_jobs(technician_id=technician, term="no such words", deps=deps)

    assert (found.total, found.notice) == (0, None)


@pytest.mark.parametrize("form", ["{}", "#{}", "Job {}"])
async def test_a_job_number_is_known_in_each_form(world: World, truth: Truth, form: str) -> None:
    row = truth.rows("jpm/jobs")[5]

    as_text = await world.ask("get_job_details", job_number=form.format(row["jobNumber"]))
    as_number = await world.ask("get_job_details", job_number=int(row["jobNumber"]))

    assert as_text.id == as_number.id == row["id"]


async def test_times_are_the_companys(deps: Deps, truth: Truth) -> None:
    visit = next(row for row in truth.visits() if row["status"] == "Scheduled")

    job = await get_job_details(job_id=visit["jobId"], deps=deps)
    listed = (await search_jobs(term=job.number, limit=1, deps=deps)).items[0]

    for moment in (job.created_on, job.visits[0].start, listed.created_on, listed.next_visit):
        assert moment is not None
        assert moment.utcoffset() == moment.astimezone(ZONE).utcoffset()
    assert job.visits[0].start in {when(row["start"]) for row in truth.visits()}


@pytest.mark.parametrize("term", [" ", "   ", "\t\t", " x "])
async def test_a_term_of_blanks_is_refused(world: World, term: str) -> None:
    for tool in ("search_jobs", "search_customers"):
        with pytest.raises(BadArguments, match="term: received"):
            await world.ask(tool, term=term)


async def test_a_jobs_id_given_for_a_customer_is_recognised(deps: Deps, truth: Truth) -> None:
    job = truth.rows("jpm/jobs")[5]["id"]

    with pytest.raises(NotFound, match=rf"{job} is the id of job {job}\.$"):
        await get_customer_history(customer_id=job, deps=deps)
