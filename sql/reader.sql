-- What perfect_catch_reader, the role of ad-hoc queries, may read. Run after every migration.
-- Everything in the data schemas; of our own bookkeeping only what tells nothing about people's
-- requests: no previews, no raw quarantined records, no chat, no arguments of audited calls.
do $$
declare
  area text;
begin
  foreach area in array array['servicetitan', 'integrations', 'pricebook', 'salesforce', 'automation', 'public']
  loop
    if to_regnamespace(area) is not null then
      execute format('revoke create on schema %I from perfect_catch_reader', area);
      execute format('grant usage on schema %I to perfect_catch_reader', area);
      execute format('revoke all on all tables in schema %I from perfect_catch_reader', area);
      execute format('grant select on all tables in schema %I to perfect_catch_reader', area);
    end if;
  end loop;
end
$$;

do $$
declare
  secret text;
begin
  foreach secret in array array[
    'automation.write_previews', 'automation.sync_quarantine', 'automation.audit_log',
    'automation.sync_leases', 'integrations.ghl_webhook_events', 'public.chat_sessions'
  ]
  loop
    if to_regclass(secret) is not null then
      execute format('revoke select on %s from perfect_catch_reader', secret);
    end if;
  end loop;
end
$$;

grant select (id, at, principal, role, surface, tool, effect, risk, outcome, error_kind, duration_ms)
  on automation.audit_log to perfect_catch_reader;
