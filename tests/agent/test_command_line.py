import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.kit.changes import NOTE, writes
from tests.kit.program import ROOT, Ended, clean_environment, command, invoke
from tests.kit.truth import Truth
from tests.kit.world import World, environment_of


def env_of(world: World, **more: str) -> dict[str, str]:
    variables = {**environment_of(world.company, world.url), **more}
    return clean_environment(**{name: value for name, value in variables.items() if value})


def run(world: World, *words: str, **more: str) -> Ended:
    return invoke(*words, env=env_of(world, **more))


def one_sentence(ended: Ended, *, code: int) -> str:
    """What went wrong, in one line and nothing else."""
    lines = [line for line in ended.err.splitlines() if line]
    assert (ended.code, ended.out, len(lines)) == (code, "", 1), ended
    assert "Traceback" not in ended.err
    return lines[0]


async def test_tools_are_listed_as_json(world: World) -> None:
    ended = await command("tools", "list", "--json", env=env_of(world))

    rows = json.loads(ended.out)
    by_name = {row["name"]: row for row in rows}
    assert ended.code == 0
    assert len(rows) > 600
    keys = {"name", "category", "resource", "effect", "risk", "listed", "summary"}
    assert all(keys <= set(row) for row in rows)
    assert by_name["crm_get_customer"]["method"] == "GET"
    assert by_name["jpm_cancel_job"]["risk"] == "grave"


def test_a_tool_is_shown_with_its_schemas(world: World) -> None:
    ended = run(world, "tools", "show", "search_customers")

    shown = json.loads(ended.out)
    assert ended.code == 0
    assert shown["input"]["properties"]["term"]["minLength"] == 2
    assert shown["output"]["properties"]["items"]["type"] == "array"


def test_a_tool_is_called_and_its_answer_is_all_of_stdout(world: World, truth: Truth) -> None:
    customer = truth.customers()[2]

    ended = run(
        world, "tools", "call", "search_customers", "--json",
        json.dumps({"term": str(customer["id"])}),
    )  # fmt: skip

    answer = json.loads(ended.out)
    assert ended.code == 0
    assert answer["items"][0]["name"] == customer["name"]
    assert "Made-up data: by these settings a sandbox answered" in answer["notice"]


async def test_arguments_may_come_from_a_file_or_from_stdin(world: World, tmp_path: Path) -> None:
    text = json.dumps({"term": "Ann", "limit": 1})
    file = tmp_path / "arguments.json"
    file.write_text(text)
    call = ("tools", "call", "search_customers", "--json")

    from_file = await command(*call, f"@{file}", env=env_of(world))
    from_stdin = await command(*call, "-", env=env_of(world), given=text)

    assert (from_file.code, from_stdin.code) == (0, 0)
    assert json.loads(from_file.out)["items"] == json.loads(from_stdin.out)["items"]


def test_a_write_is_confirmed_by_a_second_command(writing: World, truth: Truth) -> None:
    arguments = NOTE.arguments(truth)
    first = run(writing, "tools", "call", NOTE.tool, "--json", json.dumps(arguments))
    arguments["confirmation"] = json.loads(first.out)["confirmation"]

    second = run(writing, "tools", "call", NOTE.tool, "--json", json.dumps(arguments))

    assert (first.code, second.code) == (3, 0)
    assert json.loads(second.out)["status"] == "done"
    assert NOTE.done(truth, arguments) == len(writes(writing.company)) == 1


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["no_such_tool"], "There is no tool named 'no_such_tool'"),
        (["search_customers"], "term: received nothing"),
        (["search_customers", "--json", '{"term": "x", "limit": 0}'], "limit: received 0"),
        (["search_customers", "--json", "{"], "no JSON (Expecting property name"),
        (["search_customers", "--json", "@no/such.json"], "cannot be read: No such file"),
        (["search_customers", "--json", "[1]"], "a JSON object"),
        (["get_customer_history", "--json", '{"customer_id": 4242}'], "no customer 4242"),
    ],
)
def test_a_call_that_cannot_be_made_is_one_clear_sentence(
    world: World, words: list[str], expected: str
) -> None:
    ended = run(world, "tools", "call", *words)

    told = one_sentence(ended, code=ended.code)
    assert ended.code in {1, 2}
    assert expected in told


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"ACCESS": "everything"}, r"ACCESS: received 'everything'; accepted: read, confirm or"),
        ({"TIMEZONE": "Tampa"}, r"TIMEZONE: received 'Tampa' .*accepted: a name of the IANA"),
        ({"DATABASE_URL": "mysql://u:geheim@h/d"}, r"DATABASE_URL: received \*\*\*.*accepted"),
        ({"SERVICE_TITAN_APP_KEY": ""}, r"SERVICE_TITAN_APP_KEY: missing; .*only all four work"),
        ({"SERVICE_TITAN_TENNANT_ID": "1"}, r"did you mean SERVICE_TITAN_TENANT_ID\?"),
        (
            {"TOOLSETS": "custommers"},
            r"^TOOLSETS: received 'custommers', .*\(nearest: customers.*\)\. All names: tools/",
        ),
        ({"TOOLS_ALLOW": "serch_jobs"}, r"^TOOLS_ALLOW: received 'serch_jobs', .*: search_jobs"),
        ({"TOOLS_EXCLUDE": "jpm_lst_jobs,zzz"}, r"'jpm_lst_jobs', .*: jpm_list_jobs.*'zzz', which"),
        (
            {"TOOLSETS": "customers", "TOOLS_ALLOW": "search_jobs"},
            r"^TOOLSETS=customers and TOOLS_ALLOW=search_jobs leave no tool\. A tool is there when",
        ),
        (
            {"TOOLS_ALLOW": "add_job_note", "ACCESS": "read"},
            r"^TOOLS_ALLOW=add_job_note and ACCESS=read leave no tool\. .*: change one of them$",
        ),
        ({"HOST": "192.0.2.1"}, r"HOST: received '192\.0\.2\.1', .*without API_KEYS"),
    ],
)
def test_a_bad_setting_is_one_clear_sentence(
    world: World, variables: dict[str, str], expected: str
) -> None:
    ended = run(world, "tools", "call", "get_sync_status", **variables)

    told = one_sentence(ended, code=ended.code)
    assert ended.code in {1, 2}
    assert re.search(expected, told), told
    assert len(told) < 400
    assert "geheim" not in ended.err


async def test_the_mcp_program_keeps_stdout_clean_when_it_cannot_start(world: World) -> None:
    ended = await command("mcp", env=env_of(world, ACCESS="everything"))

    assert "ACCESS: received" in one_sentence(ended, code=2)


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"SERVICE_TITAN_CLIENT_SECRET": "cs1.wrong-secret"}, "refused"),
        ({"SERVICE_TITAN_APP_KEY": "ak1.wrong-key"}, "SERVICE_TITAN_"),
        ({"SERVICE_TITAN_API_URL": "http://127.0.0.1:1"}, "could not be reached"),
        ({"SERVICE_TITAN_AUTH_URL": "http://127.0.0.1:1"}, "does not answer"),
        ({"SERVICE_TITAN_TENANT_ID": "5"}, ""),
    ],
)
def test_a_servicetitan_that_does_not_let_us_in_is_one_clear_sentence(
    world: World, variables: dict[str, str], expected: str
) -> None:
    ended = run(
        world, "tools", "call", "crm_get_customer", "--json", '{"id": 1}', LOG_LEVEL="error",
        **variables,
    )  # fmt: skip

    told = one_sentence(ended, code=1)
    assert expected in told
    assert "wrong-secret" not in ended.err
    assert "wrong-key" not in ended.err


def test_an_unreachable_database_is_one_clear_sentence(world: World) -> None:
    gone = "postgresql://postgres:geheim@127.0.0.1:1/gone"

    ended = run(world, "db", "status", DATABASE_URL=gone)

    assert "geheim" not in ended.err
    one_sentence(ended, code=1)


def test_a_wrong_database_password_is_one_clear_sentence(world: World) -> None:
    wrong = re.sub(r":[^:@/]+@", ":geheim@", world.url)

    ended = run(world, "db", "status", DATABASE_URL=wrong)

    assert "geheim" not in ended.err
    one_sentence(ended, code=1)


def test_db_status_says_where_the_database_stands(world: World) -> None:
    ended = run(world, "db", "status")

    assert (ended.code, ended.err) == (0, "")
    assert re.search(r"\b\d+\b", ended.out)


def test_check_names_what_works_and_what_does_not(world: World) -> None:
    """There is no Redis at the address of these tests: everything else is well."""
    ended = run(world, "check", COLUMNS="200")

    states: dict[str, Any] = {}
    for line in ended.out.splitlines():
        cells = [cell.strip() for cell in re.split("[│┃|]", line) if cell.strip()]
        if len(cells) == 3:
            states[cells[0]] = cells[1]
    assert ended.code == 1
    assert states["database"] == states["servicetitan"] == states["scopes"] == "ok"
    assert states["redis"] == "failed"


async def test_an_unknown_command_is_told_with_those_there_are(tmp_path: Path) -> None:
    ended = await command("dance", env=clean_environment(STATE_DIR=str(tmp_path)))

    assert (ended.code, ended.out) == (2, "")
    assert "unknown command 'dance'" in ended.err
    assert "mcp" in ended.err


@pytest.mark.parametrize(
    ("word", "instead"), [("chat", "serve"), ("workflows", "worker sync"), ("monitor", "/health")]
)
def test_a_command_that_is_not_built_says_so_and_what_there_is(word: str, instead: str) -> None:
    ended = invoke(word, env=clean_environment())

    first = ended.err.splitlines()[0]
    assert (ended.code, ended.out) == (2, "")
    assert first.startswith("Not built yet, so nothing was started: ")
    assert instead in first
    assert "usage: perfect-catch COMMAND" in ended.err


BROKEN = """
import sys
class Broken:
    def find_spec(self, name, path=None, target=None):
        if name == "tools.servicetitan.jbce":
            raise SyntaxError("half a line")
sys.meta_path.insert(0, Broken())
"""
"""Python runs a `sitecustomize` before the program; with this one a module is no Python."""


@pytest.mark.parametrize(
    "words",
    [
        ["call", "jbce_list_call_reasons"],
        ["show", "jbce_list_call_reasons"],
        ["call", "describe_tools", "--json", '{"names": ["jbce_list_call_reasons"]}'],
    ],
)
async def test_a_tool_whose_code_cannot_be_loaded_is_told_in_a_sentence(
    world: World, tmp_path: Path, words: list[str]
) -> None:
    (tmp_path / "sitecustomize.py").write_text(BROKEN)
    env = env_of(world, PYTHONPATH=f"{tmp_path}:{ROOT}")

    ended = await command("tools", *words, env=env)

    event, told = [line for line in ended.err.splitlines() if line]
    assert (ended.code, ended.out) == (1, "")
    assert "error tool.broken tool=jbce_list_call_reasons" in event
    assert told.startswith("jbce_list_call_reasons cannot be loaded by this server. Nothing was")
    assert "half a line" in event
    assert "half a line" not in told
