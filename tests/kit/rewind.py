"""Brings company and mirror back to what they were, quicker than making them again."""

from sandbox.servicetitan import Server
from sql import Database

KEEP = """
do $$
declare item record;
begin
  create schema kept;
  create table kept.moment as select pg_current_xact_id()::text::bigint as base;
  create table kept.touched (schema text, name text);
  create function kept.touch() returns trigger language plpgsql as $touch$
  begin
    insert into kept.touched values (tg_table_schema, tg_table_name);
    return null;
  end
  $touch$;
  for item in
    select schemaname, tablename from pg_tables where schemaname in ('servicetitan', 'pricebook')
  loop
    execute format('create table kept.%2$I as table %1$I.%2$I', item.schemaname, item.tablename);
    execute format(
      'create trigger touch after insert or update or delete or truncate on %1$I.%2$I
         for each statement execute function kept.touch()', item.schemaname, item.tablename);
  end loop;
end
$$
"""
# A row written since has a newer xmin; what is missing then was changed or removed.
REWIND = """
do $$
declare item record;
begin
  perform set_config('session_replication_role', 'replica', true);  -- no trigger, no key
  for item in
    select t.schema, t.name, c.columns, k.same
      from (select distinct schema, name from kept.touched) as t,
           lateral (select format('%I.%I', t.schema, t.name)::regclass as id) as r,
           lateral (select string_agg(quote_ident(attname), ', ') as columns from pg_attribute
                     where attrelid = r.id
                       and attnum > 0 and not attisdropped and attgenerated = '') as c,
           lateral (select string_agg(format('t.%1$I = k.%1$I', attname), ' and ') as same
                      from pg_index join pg_attribute on attrelid = r.id and attnum = any (indkey)
                     where indrelid = r.id and indisprimary) as k
  loop
    execute format(
      'delete from %I.%I as t using kept.moment where t.xmin::text::bigint > base',
      item.schema, item.name);
    execute format(
      'insert into %1$I.%2$I (%3$s) select %3$s from kept.%2$I as k
        where not exists (select from %1$I.%2$I as t where %4$s)',
      item.schema, item.name, item.columns, item.same);
  end loop;
  -- A truncation would make new files for each of these and their indexes.
  delete from kept.touched;
  delete from automation.write_previews;
  delete from automation.audit_log;
  delete from automation.events;
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
