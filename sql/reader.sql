-- What perfect_catch_reader, the role of ad-hoc queries, may read. Run after every migration.
-- All data, and of our own bookkeeping only what tells nothing about people's requests: no
-- previews, no raw quarantined records, no chat, no arguments of audited calls. Relations that
-- belong to somebody else in a shared database are left as they are.
do $$
declare
  item regclass;
  area name;
  hidden constant text[] := array[
    'automation.write_previews', 'automation.sync_quarantine', 'automation.audit_log',
    'automation.sync_leases', 'integrations.ghl_webhook_events', 'public.chat_sessions'
  ];
begin
  for item, area in
    select c.oid, n.nspname
      from pg_catalog.pg_class as c
      join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
     where n.nspname in
           ('servicetitan', 'integrations', 'pricebook', 'salesforce', 'automation', 'public')
       and c.relkind in ('r', 'v', 'm', 'p')
       and pg_catalog.pg_has_role(c.relowner, 'usage')
  loop
    execute format('grant usage on schema %I to perfect_catch_reader', area);
    execute format('revoke all on %s from perfect_catch_reader', item);
    if item not in (select pg_catalog.to_regclass(name) from unnest(hidden) as name
                     where pg_catalog.to_regclass(name) is not null) then
      execute format('grant select on %s to perfect_catch_reader', item);
    end if;
  end loop;
  if pg_catalog.to_regclass('automation.audit_log') is not null then
    grant select
      (id, at, principal, role, surface, tool, effect, risk, outcome, error_kind, duration_ms)
      on automation.audit_log to perfect_catch_reader;
  end if;
end
$$;
