"""Brings company and mirror back to what they were, quicker than making them again."""

from sandbox.servicetitan import Server
from sql import Database

KEEP = """
do $$
declare item record;
begin
  create schema kept;
  create table kept.moment as select pg_current_xact_id()::text::bigint as base;
  for item in select tablename from pg_tables where schemaname = 'servicetitan' loop
    execute format('create table kept.%1$I as table servicetitan.%1$I', item.tablename);
  end loop;
end
$$
"""
# A row written since has a newer xmin; a row that is gone shows in the count.
REWIND = """
do $$
declare
  item record;
  touched boolean;
begin
  perform set_config('session_replication_role', 'replica', true);  -- no trigger, no key
  for item in
    select t.tablename as name,
           (select string_agg(quote_ident(attname), ', ') from pg_attribute
             where attrelid = format('servicetitan.%I', t.tablename)::regclass
               and attnum > 0 and not attisdropped and attgenerated = '') as columns
      from pg_tables as t where t.schemaname = 'servicetitan'
  loop
    execute format(
      'select exists (select from servicetitan.%1$I as t, kept.moment
                       where t.xmin::text::bigint > base)
          or (select count(*) from servicetitan.%1$I) <> (select count(*) from kept.%1$I)',
      item.name) into touched;
    if touched then
      execute format('delete from servicetitan.%I', item.name);
      execute format('insert into servicetitan.%1$I (%2$s) select %2$s from kept.%1$I',
                     item.name, item.columns);
    end if;
  end loop;
  truncate automation.write_previews, automation.audit_log, automation.events;
  update kept.moment set base = pg_current_xact_id()::text::bigint;
end
$$
"""


async def keep(database: Database) -> None:
    """Remember the mirror as it is now."""
    await database.raw(KEEP)


async def rewind(database: Database) -> None:
    """Make the mirror again what it was when it was kept."""
    await database.raw(REWIND)


def forget(company: Server) -> None:
    """The company as it was made; a client's token stays good, or it would be refused once."""
    tokens = company.box.tokens
    company.box.reset()
    company.box.tokens = tokens
    company.set_faults()
    company.desk.log.clear()
    company.desk.app.handlers.clear()
