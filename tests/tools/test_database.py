from decimal import Decimal
from typing import Any

import pytest

from tests.kit.truth import Row, Truth, money, total
from tests.kit.world import DISPATCHER, TECHNICIAN, World
from tools.database import CELL_LIMIT, ROW_LIMIT, QueryTooSlow, get_sync_status, query_database
from tools.deps import Deps
from tools.errors import BadArguments, ToolProblem, UnknownTool
from tools.results import MAX_BYTES

JOBS = "servicetitan.st_jobs"


async def ask(deps: Deps, query: str, **more: Any) -> Any:
    return await query_database(query=query, deps=deps, **more)


async def test_a_question_is_answered_exactly(deps: Deps, truth: Truth) -> None:
    answer = await ask(
        deps,
        "select count(*) as invoices, sum(balance) as open from servicetitan.st_invoices",
    )

    rows = truth.rows("accounting/invoices")
    assert answer.columns == ["invoices", "open"]
    assert [answer.rows[0][0], money(answer.rows[0][1])] == [
        len(rows),
        total(row["balance"] for row in rows),
    ]
    assert (answer.returned, answer.truncated, answer.cut) == (1, False, None)


async def test_decimals_stay_exact_and_times_keep_their_offset(deps: Deps) -> None:
    answer = await ask(
        deps,
        "select 0.1::numeric + 0.2::numeric, 12345678901234567890.12::numeric,"
        " timestamptz '2026-03-08 07:00+00', date '2026-03-08', null::text, true",
    )

    exact, large, moment, day, nothing, flag = answer.rows[0]
    assert Decimal(str(exact)) == Decimal("0.3")
    assert Decimal(str(large)) == Decimal("12345678901234567890.12")
    assert moment.endswith(("Z", "+00:00"))
    assert (day, nothing, flag) == ("2026-03-08", None, True)


async def test_every_column_of_a_mirrored_table_can_be_shown(deps: Deps) -> None:
    answer = await ask(deps, f"select *, '\\x87ff'::bytea as bytes from {JOBS} limit 1")

    assert answer.rows[0][-1] == "87ff"
    assert len(answer.rows[0]) == len(answer.columns)


async def test_nested_bytes_are_shown(deps: Deps) -> None:
    answer = await ask(deps, "select array['\\x87'::bytea, null]")

    assert answer.rows == [[["87", None]]]


async def test_what_postgresql_hints_at_is_one_sentence(deps: Deps) -> None:
    with pytest.raises(BadArguments, match="Perhaps you meant") as refused:
        await ask(deps, f"select job_numbr from {JOBS}")

    assert "\n" not in str(refused.value)
    assert ".." not in str(refused.value)


async def test_joins_and_common_table_expressions_work(deps: Deps, truth: Truth) -> None:
    answer = await ask(
        deps,
        f"with done as (select * from {JOBS} where job_status = 'Completed') "
        "select c.name, count(*) from done join servicetitan.st_customers c "
        "on c.st_id = done.customer_id group by c.st_id, c.name order by 2 desc, 1 limit 5",
    )

    done = truth.rows("jpm/jobs", lambda row: row["jobStatus"] == "Completed")
    most = max(
        sum(row["customerId"] == key for row in done) for key in {row["customerId"] for row in done}
    )
    assert answer.returned == 5
    assert answer.rows[0][1] == most


@pytest.mark.parametrize("limit", [1, 5, ROW_LIMIT])
async def test_more_rows_than_asked_for_are_said(deps: Deps, truth: Truth, limit: int) -> None:
    answer = await ask(deps, f"select st_id from {JOBS} order by 1", max_rows=limit)

    ids = sorted(row["id"] for row in truth.rows("jpm/jobs"))
    assert [row[0] for row in answer.rows] == ids[:limit]
    assert answer.truncated
    assert "there are more rows" in answer.cut


async def test_exactly_as_many_rows_as_asked_for_are_not_cut(deps: Deps) -> None:
    answer = await ask(deps, "select n from generate_series(1, 7) as n", max_rows=7)

    assert (answer.returned, answer.truncated, answer.cut) == (7, False, None)


async def test_wide_rows_are_cut_by_bytes_and_said(deps: Deps) -> None:
    answer = await ask(deps, f"select '{'x' * 1000}' from generate_series(1, 100)")

    assert 1 <= answer.returned <= MAX_BYTES // 1000
    assert answer.truncated
    assert f"{MAX_BYTES} bytes hold only" in answer.cut
    assert len(answer.model_dump_json()) < MAX_BYTES + 2_000


async def test_a_long_value_is_shortened_and_said(deps: Deps) -> None:
    answer = await ask(deps, f"select '{'é' * 5000}' as text")

    assert answer.rows[0][0] == "é" * CELL_LIMIT + "…"
    assert answer.truncated
    assert f"values over {CELL_LIMIT} characters were shortened" in answer.cut


@pytest.mark.parametrize(
    "value",
    [
        "(select jsonb_agg(full_data) from servicetitan.st_jobs)",
        "(select array_agg(summary) from servicetitan.st_jobs)",
        "(select jsonb_build_object('a', string_agg(n::text, '')) from generate_series(1, 9999) n)",
    ],
)
async def test_one_huge_value_cannot_flood_the_answer(deps: Deps, value: str) -> None:
    answer = await ask(deps, f"select {value} as v")

    assert len(answer.model_dump_json()) < 2 * MAX_BYTES
    assert answer.truncated
    assert answer.cut


async def test_a_very_wide_row_is_narrowed_and_said(deps: Deps) -> None:
    columns = ", ".join(f"'{'x' * 250}' as c{n}" for n in range(60))

    answer = await ask(deps, f"select {columns}")

    assert len(answer.model_dump_json()) < 2 * MAX_BYTES
    assert answer.returned == 1
    assert {len(value) for value in answer.rows[0]} == {21}
    assert answer.cut == "values over 20 characters were shortened"


async def test_a_slow_question_is_stopped(deps: Deps, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.database.TIMEOUT_MS", 200)

    with pytest.raises(QueryTooSlow, match="was stopped"):
        await ask(
            deps, "select count(*) from generate_series(1, 100000) a, generate_series(1, 100000) b"
        )

    assert (await ask(deps, "select 1")).rows == [[1]]


async def test_tables_and_columns_can_be_listed_by_who_reads_no_resources(deps: Deps) -> None:
    tables = await ask(
        deps,
        "select table_schema || '.' || table_name from information_schema.tables"
        " where table_schema in ('servicetitan', 'automation') order by 1",
    )
    columns = await ask(
        deps, "select column_name from information_schema.columns where table_name = 'st_jobs'"
    )

    named = {name for (name,) in tables.rows}
    assert JOBS in named
    assert "automation.write_previews" not in named
    assert "customer_id" in {name for (name,) in columns.rows}


SECRETS = [
    "select * from automation.write_previews",
    "select id from automation.write_previews",
    "select count(id) from automation.write_previews",
    "select * from automation.audit_log",
    "select arguments from automation.audit_log",
    "select change from automation.audit_log",
    "select row_to_json(a) from automation.audit_log a",
    "select a::text from automation.audit_log a",
    "select passwd from pg_catalog.pg_shadow",
    "select * from pg_catalog.pg_authid",
    "select * from information_schema.role_table_grants",
]


@pytest.mark.parametrize("query", SECRETS)
async def test_what_is_secret_cannot_be_read(deps: Deps, query: str) -> None:
    with pytest.raises(BadArguments) as refused:
        await ask(deps, query)

    assert [fault.name for fault in refused.value.faults] == ["query"]


ATTACKS = [
    "insert into servicetitan.st_jobs (st_id) values (1)",
    "update servicetitan.st_jobs set summary = 'x'",
    "delete from servicetitan.st_jobs",
    "truncate servicetitan.st_jobs",
    "drop table servicetitan.st_jobs",
    "drop schema servicetitan cascade",
    "alter table servicetitan.st_jobs add column x int",
    "create table servicetitan.x (y int)",
    "create function public.f() returns int language sql as 'select 1'",
    "grant all on servicetitan.st_jobs to public",
    "select 1; delete from servicetitan.st_jobs",
    "select 1; commit; delete from servicetitan.st_jobs",
    "commit; delete from servicetitan.st_jobs; select 1",
    "with gone as (delete from servicetitan.st_jobs returning *) select * from gone",
    "with new as (insert into servicetitan.st_jobs (st_id) values (1) returning 1) table new",
    "select * into servicetitan.copy from servicetitan.st_jobs",
    "select * from servicetitan.st_jobs for update",
    "select set_config('role', 'postgres', false)",
    "set role postgres",
    "reset role",
    "set session_replication_role = replica",
    "select pg_sleep(60)",
    "select pg_read_file('/etc/passwd')",
    "select pg_ls_dir('.')",
    "select lo_import('/etc/passwd')",
    "select lo_create(0)",
    "select pg_terminate_backend(1)",
    "select pg_advisory_lock(1)",
    "select nextval('automation.audit_log_id_seq')",
    "select query_to_xml('delete from servicetitan.st_jobs', true, true, '')",
    "select * from dblink('host=127.0.0.1', 'select 1') as t(x int)",
    "copy servicetitan.st_jobs to '/tmp/x'",
    "copy (select 1) to program 'touch /tmp/x'",
    "do $$ begin delete from servicetitan.st_jobs; end $$",
    "call something()",
    "explain analyze delete from servicetitan.st_jobs",
    "prepare x as delete from servicetitan.st_jobs",
    "execute x",
    "listen x",
    "notify x",
    "vacuum servicetitan.st_jobs",
    "lock table servicetitan.st_jobs",
    "declare c cursor for select 1",
    "begin",
    "rollback",
    "select public.refresh_everything()",
    "select servicetitan.refresh_job_technicians()",
    "table pg_catalog.pg_user",
    "select * from st_jobs",
    "select $1",
    "/* comment only */",
    "select 1 /* unfinished",
    "se\u200blect 1",
    "",
]


async def fingerprint(world: World) -> list[Row]:
    """What the database holds and who may do what in it."""
    counted = await world.deps.db.raw(
        "select schemaname || '.' || relname as name, n_tup_ins, n_tup_upd, n_tup_del"
        " from pg_stat_user_tables where schemaname = 'servicetitan' order by 1"
    )
    made = await world.deps.db.raw(
        "select oid, relname, relacl::text from pg_class where relnamespace in"
        " (select oid from pg_namespace where nspname !~ '^pg_') order by oid"
    )
    rows = await world.deps.db.raw(
        "select count(*), sum(hashtext(j::text)::bigint) from servicetitan.st_jobs j"
    )
    return [dict(row) for row in [*counted, *made, *rows]]


async def test_no_statement_changes_anything(world: World) -> None:
    before = await fingerprint(world)

    for statement in ATTACKS:
        with pytest.raises(ToolProblem) as refused:
            await world.ask("query_database", query=statement)
        assert refused.value.status == 422, statement
        assert "Traceback" not in str(refused.value)

    assert await fingerprint(world) == before


async def test_a_refusal_is_one_sentence_with_what_is_allowed(world: World) -> None:
    with pytest.raises(BadArguments, match="Allowed: one SELECT") as refused:
        await world.ask("query_database", query="select nope from servicetitan.st_jobs")

    assert 'column "nope" does not exist' in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("limit", [0, 1001, "many"])
async def test_a_limit_has_its_bounds(world: World, limit: object) -> None:
    with pytest.raises(BadArguments, match="max_rows"):
        await world.ask("query_database", query="select 1", max_rows=limit)


async def test_only_roles_with_the_scope_may_ask(world: World) -> None:
    assert (await world.ask("query_database", DISPATCHER, query="select 1")).rows == [[1]]
    with pytest.raises(UnknownTool):
        await world.ask("query_database", TECHNICIAN, query="select 1")


SOURCES = {
    "st_customers": "crm/customers",
    "st_locations": "crm/locations",
    "st_jobs": "jpm/jobs",
    "st_appointments": "jpm/appointments",
    "st_estimates": "salestech/estimates",
    "st_invoices": "accounting/invoices",
    "st_payments": "accounting/payments",
    "st_technicians": "settings/technicians",
}


async def test_the_sync_status_counts_what_the_source_has(deps: Deps, truth: Truth) -> None:
    status = await get_sync_status(detail=True, deps=deps)

    tables = {one.table.removeprefix("servicetitan."): one for one in status.tables}
    for table, path in SOURCES.items():
        one = tables[table]
        assert one.rows == len(truth.rows(path)), table
        assert (one.last_run, one.last_error) == ("completed", None)
        assert one.as_of is not None
        assert one.as_of.tzinfo is not None
    assert status.quarantined == 0
