import pytest

from sql.guard import NotAQuestionError, check_question

QUESTIONS = [
    "select 1",
    "select count(*) from servicetitan.st_jobs",
    "select st_created_on, updated_at from automation.settings where value like '%DELETE%'",
    "with busy as (select job_id from servicetitan.st_appointments) select * from busy",
    "select a.x from (values (1), (2)) as a(x) union all select 3",
    (
        "select sum(total) filter (where balance > 0) over (partition by customer_id) "
        "from servicetitan.st_invoices"
    ),
    "select extract(year from now()), trim(' a '), 'a' similar to 'b', current_date",
    "table public.business_units",
    (
        "select date_trunc('month', invoice_date), sum(total) from servicetitan.st_invoices "
        "group by 1 having count(*) > 2 order by 2 desc limit 5"
    ),
    "select j.* from servicetitan.st_jobs j join lateral (select 1) as one on true;",
    "select full_data ->> 'name', full_data @> '{\"a\": 1}' from servicetitan.st_customers",
]

ATTACKS = [
    "",
    "   -- only a comment",
    "select 1; select 2",
    "select 1; drop table servicetitan.st_jobs",
    "commit; drop schema servicetitan cascade",
    "delete from servicetitan.st_jobs",
    "update servicetitan.st_jobs set total = 0",
    "insert into servicetitan.st_jobs (st_id) values (1)",
    "merge into servicetitan.st_jobs t using (select 1) s on true when matched then delete",
    "truncate servicetitan.st_jobs",
    "with gone as (delete from servicetitan.st_jobs returning 1) select * from gone",
    "select * into public.copy_of_jobs from servicetitan.st_jobs",
    "create table public.t (x int)",
    "alter role perfect_catch_reader superuser",
    "grant all on servicetitan.st_jobs to public",
    "copy servicetitan.st_jobs to program 'curl example.com'",
    "copy (select 1) to '/etc/cron.d/x'",
    "do $$ begin perform 1; end $$",
    "call some_procedure()",
    "explain analyze delete from servicetitan.st_jobs",
    "set role postgres",
    "reset all",
    "set statement_timeout = 0",
    "begin read write",
    "lock table servicetitan.st_jobs",
    "listen x",
    "notify x, 'y'",
    "vacuum",
    "prepare p as select 1",
    "declare c cursor for select 1",
    "select * from servicetitan.st_jobs for update",
    "select * from servicetitan.st_jobs for share of st_jobs",
    "select pg_sleep(100)",
    'select U&"pg\\005fsleep"(100)',
    'select "pg_catalog".pg_sleep(1)',
    "select set_config('statement_timeout', '0', false)",
    "select pg_read_file('/etc/passwd')",
    "select pg_ls_dir('.')",
    "select lo_import('/etc/passwd')",
    "select lo_export(1, '/tmp/x')",
    "select lo_creat(1)",
    "select nextval('automation.events_id_seq')",
    "select setval('automation.events_id_seq', 1)",
    "select pg_terminate_backend(1)",
    "select pg_advisory_lock(1)",
    "select pg_notify('a', 'b')",
    "select dblink('host=x', 'select 1')",
    "select query_to_xml('delete from servicetitan.st_jobs', true, true, '')",
    "select table_to_xml('automation.write_previews', true, true, '')",
    "select pg_reload_conf()",
    "select current_setting('data_directory')",
    "select has_table_privilege('x', 'y')",
    "select inet_server_addr()",
    "select version()",
    "select * from pg_authid",
    "select * from pg_catalog.pg_authid",
    "select * from information_schema.role_table_grants",
    "select * from other.information_schema.tables",
    "select * from st_jobs",
    "select * from other.servicetitan.st_jobs",
    "select $1",
    "select 1 where false union select * from pg_shadow",
    "select (select pg_sleep(9))",
    "select case when true then pg_sleep(9) end",
    "select * from generate_series(1, 2) as g, pg_sleep(5)",
    "select * from rows from (pg_ls_dir('.'))",
    "select 'x'\x00; drop table t",
    "select e from (select 1 order by pg_sleep(1)) as s(e)",
    "select array(select pg_sleep(1))",
    "select not valid sql here from",
]


@pytest.mark.parametrize("statement", QUESTIONS)
def test_a_question_passes(statement: str) -> None:
    check_question(statement)


@pytest.mark.parametrize("statement", ATTACKS)
def test_what_is_not_a_plain_question_is_refused(statement: str) -> None:
    with pytest.raises(NotAQuestionError) as refused:
        check_question(statement)

    assert len(str(refused.value)) > 10
