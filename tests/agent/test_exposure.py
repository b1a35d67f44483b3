import pytest

from agent.auth import ROLE_SCOPES, principal
from agent.catalogue import Catalogue, Entry
from agent.exposure import Exposure, NothingLeftError, UnknownNamesError
from tests.kit.world import World
from tools.errors import ReadOnly, UnknownTool
from tools.registry import Effect, Risk

OWNER = principal("ann", "owner", "stdio")


def entry(name: str, category: str, effect: Effect = "reads", risk: Risk = "none") -> Entry:
    return Entry(name, category, category, effect, risk, True, "A sentence.", "nowhere:nothing")  # noqa: FBT003 - a struct's fields in their order


CATALOGUE = Catalogue(
    [
        entry("search_jobs", "jobs"),
        entry("add_job_note", "jobs", "writes", "ordinary"),
        entry("search_customers", "customers"),
        entry("query_database", "database"),
    ]
)


def names(exposure: Exposure) -> set[str]:
    return {found.name for found in exposure.visible(CATALOGUE, OWNER)}


@pytest.mark.parametrize(
    ("exposure", "expected"),
    [
        (Exposure(), set(CATALOGUE)),
        (Exposure(access="read"), set(CATALOGUE) - {"add_job_note"}),
        (Exposure(toolsets=frozenset({"jobs"})), {"search_jobs", "add_job_note"}),
        (
            Exposure(allow=frozenset({"search_jobs", "customers"})),
            {"search_jobs", "search_customers"},
        ),
        (Exposure(exclude=frozenset({"jobs"})), {"search_customers", "query_database"}),
        (
            Exposure(allow=frozenset({"jobs"}), exclude=frozenset({"add_job_note"})),
            {"search_jobs"},
        ),
        (
            Exposure(access="read", allow=frozenset({"add_job_note", "search_jobs"})),
            {"search_jobs"},
        ),
        (Exposure(toolsets=frozenset({"jobs"}), allow=frozenset({"search_customers"})), set()),
    ],
)
def test_exclusion_beats_inclusion_and_read_beats_everything(
    exposure: Exposure, expected: set[str]
) -> None:
    assert names(exposure) == expected


@pytest.mark.parametrize(
    ("exposure", "setting"),
    [
        (Exposure(toolsets=frozenset({"job"})), "TOOLSETS"),
        (Exposure(allow=frozenset({"serch_jobs"})), "TOOLS_ALLOW"),
        (Exposure(exclude=frozenset({"add_jobnote"})), "TOOLS_EXCLUDE"),
    ],
)
def test_a_name_that_no_tool_has_is_an_error_at_start(exposure: Exposure, setting: str) -> None:
    with pytest.raises(UnknownNamesError, match=setting):
        exposure.check(CATALOGUE)


def test_settings_that_leave_only_the_search_are_an_error_at_start() -> None:
    catalogue = Catalogue([*CATALOGUE.values(), entry("search_tools", "catalogue")])
    everything = frozenset({"jobs", "customers", "database", "search_customers"})
    told = r"^TOOLS_EXCLUDE=customers,database,jobs \(and 1 more\) leave no tool\. A tool is there"

    Exposure(exclude=everything - {"jobs"}).check(catalogue)
    with pytest.raises(NothingLeftError, match=told):
        Exposure(exclude=everything).check(catalogue)


def test_what_is_excluded_cannot_be_called() -> None:
    with pytest.raises(UnknownTool, match="search_jobs"):
        Exposure(exclude=frozenset({"jobs"})).find(CATALOGUE, "search_jobs", OWNER)


def test_a_write_on_a_reading_server_says_so() -> None:
    with pytest.raises(ReadOnly, match="ACCESS=read"):
        Exposure(access="read").find(CATALOGUE, "add_job_note", OWNER)


def test_a_tool_outside_the_role_does_not_exist() -> None:
    technician = principal("tim", "technician", "slack")

    visible = {found.name for found in Exposure().visible(CATALOGUE, technician)}

    assert "query_database" not in visible
    with pytest.raises(UnknownTool):
        Exposure().find(CATALOGUE, "query_database", technician)


def test_every_role_has_its_scopes() -> None:
    assert all(ROLE_SCOPES.values())


@pytest.mark.parametrize(
    ("exposure", "told"),
    [
        (
            Exposure(toolsets=frozenset({"jobs", "database"}), allow=frozenset({"search_jobs"})),
            "TOOLSETS=database bring no tool. ",
        ),
        (
            Exposure(toolsets=frozenset({"jobs"}), allow=frozenset({"jobs", "search_customers"})),
            "TOOLS_ALLOW=search_customers bring no tool. ",
        ),
        (
            Exposure(access="read", allow=frozenset({"add_job_note", "search_jobs"})),
            "TOOLS_ALLOW=add_job_note bring no tool. ",
        ),
        (Exposure(toolsets=frozenset({"jobs"}), allow=frozenset({"search_jobs"})), None),
        (Exposure(exclude=frozenset({"jobs"})), None),
    ],
)
def test_a_name_that_the_other_settings_leave_out_is_told(
    exposure: Exposure, told: str | None
) -> None:
    idle = exposure.idle(CATALOGUE)

    assert (idle and idle.partition("A tool is there")[0]) == told


def test_the_start_warns_of_it(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.variant(TOOLSETS="customers,jobs", TOOLS_ALLOW="customers")

    assert [record.message for record in caplog.records] == ["tools.idle"]
    assert "TOOLSETS=jobs bring no tool. A tool is there when" in str(vars(caplog.records[0]))
