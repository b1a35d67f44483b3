import pytest

from tests.kit.truth import Truth, when
from tests.kit.world import ZONE, World
from tools.customers import get_customer_history
from tools.deps import Deps
from tools.errors import BadArguments, NotFound
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
