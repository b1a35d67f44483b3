-- Schemas, settings and our own bookkeeping: events, previews, audit, quarantine, leases.

create extension if not exists pg_trgm with schema public;

create schema if not exists servicetitan;
comment on schema servicetitan is
  'Copy of the ServiceTitan records we use. Ids of other tables are plain columns, since records arrive in any order.';

create schema if not exists integrations;
comment on schema integrations is 'Records of GoHighLevel and CallRail and their links to ServiceTitan.';

create schema if not exists pricebook;
comment on schema pricebook is 'Services, materials, equipment and their prices, with sync history.';

create schema if not exists salesforce;
comment on schema salesforce is 'History of what was sent to Salesforce.';

create schema if not exists automation;
comment on schema automation is 'Our own bookkeeping: events, approvals, audit, workflows, messages.';

create table if not exists automation.schema_migrations (
  version    integer primary key,
  name       text not null,
  sha256     text not null,
  applied_at timestamptz not null default now()
);
comment on table automation.schema_migrations is
  'Migrations this database has had, with the digest of each file.';
comment on column automation.schema_migrations.version is 'Number at the start of the file name.';
comment on column automation.schema_migrations.name is 'File name without its ending.';
comment on column automation.schema_migrations.sha256 is
  'SHA-256 of the file, so that an edit is noticed.';
comment on column automation.schema_migrations.applied_at is 'When it was applied.';

create table automation.settings (
  key         text primary key,
  value       text not null,
  description text,
  updated_at  timestamptz not null default now(),
  constraint settings_timezone_is_known check (key <> 'timezone' or now() at time zone value is not null)
);
comment on table automation.settings is
  'Company settings that SQL needs to know, one row each.';
comment on column automation.settings.key is 'Name of the setting.';
comment on column automation.settings.value is 'Its value.';
comment on column automation.settings.description is 'What the setting is for.';
comment on column automation.settings.updated_at is 'When this row was last changed.';

insert into automation.settings (key, value, description)
values ('timezone', 'America/New_York', 'Time zone in which the company counts its days.')
on conflict (key) do nothing;

create function automation.company_timezone() returns text
  language sql stable
  return (select value from automation.settings where key = 'timezone');
comment on function automation.company_timezone() is 'Time zone in which the company counts its days.';

create function automation.company_day(moment timestamptz) returns date
  language sql stable
  return (moment at time zone automation.company_timezone())::date;
comment on function automation.company_day(timestamptz) is 'The company''s calendar day of a moment.';

create function automation.company_today() returns date
  language sql stable
  return automation.company_day(now());
comment on function automation.company_today() is 'Today in the company''s time zone.';

create table automation.events (
  id      bigint primary key generated always as identity,
  entity  text not null,
  st_id   bigint not null,
  kind    text not null,
  changed jsonb not null default '{}',
  run_id  uuid,
  at      timestamptz not null default now(),
  constraint events_kind_is_known check (kind in ('created', 'updated', 'deleted', 'merged'))
);
create index events_entity_id_idx on automation.events (entity, id);
create index events_entity_st_id_idx on automation.events (entity, st_id);
create index events_at_idx on automation.events (at);
comment on table automation.events is
  'Every real change of a mirrored row, in order; workflows and integrations read on from the last id they saw.';
comment on column automation.events.id is 'Position in the stream.';
comment on column automation.events.entity is 'Table the change is about, schema included.';
comment on column automation.events.st_id is 'ServiceTitan id of the changed record.';
comment on column automation.events.kind is 'What happened: created, updated, deleted or merged.';
comment on column automation.events.changed is
  'Changed columns, each with its value before and after. Untrusted text.';
comment on column automation.events.run_id is 'Sync run or tool call that wrote it.';
comment on column automation.events.at is 'When the change was committed here.';

create table automation.write_previews (
  id          text primary key,
  tool        text not null,
  arguments   jsonb not null,
  body_hash   text not null,
  before      jsonb,
  change      jsonb not null,
  principal   text not null,
  risk        text not null,
  created_at  timestamptz not null default now(),
  expires_at  timestamptz not null,
  consumed_at timestamptz,
  approved_by text,
  approved_at timestamptz,
  constraint write_previews_risk_is_known check (risk in ('ordinary', 'grave'))
);
create index write_previews_expires_at_idx on automation.write_previews (expires_at);
comment on table automation.write_previews is
  'Writes that wait for a yes; each can be carried out once, by its caller, until it expires.';
comment on column automation.write_previews.id is 'The confirmation the caller must send back.';
comment on column automation.write_previews.tool is 'Tool that would write.';
comment on column automation.write_previews.arguments is 'Arguments of the call. Untrusted text.';
comment on column automation.write_previews.body_hash is
  'Digest of what would be sent; another body needs another preview.';
comment on column automation.write_previews.before is 'The record as it is now. Untrusted text.';
comment on column automation.write_previews.change is
  'What would change, with before and after. Untrusted text.';
comment on column automation.write_previews.principal is 'Who asked.';
comment on column automation.write_previews.risk is 'How grave the write is: ordinary or grave.';
comment on column automation.write_previews.created_at is 'When this row was made.';
comment on column automation.write_previews.expires_at is
  'From this moment on the confirmation is worthless.';
comment on column automation.write_previews.consumed_at is
  'When it was carried out; a second time is refused.';
comment on column automation.write_previews.approved_by is 'Who said yes, where a person did.';
comment on column automation.write_previews.approved_at is 'When that person said yes.';

create table automation.audit_log (
  id           bigint primary key generated always as identity,
  at           timestamptz not null default now(),
  principal    text not null,
  role         text not null,
  surface      text not null,
  tool         text not null,
  effect       text not null,
  risk         text not null default 'none',
  arguments    jsonb not null default '{}',
  outcome      text not null,
  error_kind   text,
  duration_ms  numeric(12,1),
  confirmation text,
  change       jsonb
);
create index audit_log_at_idx on automation.audit_log (at);
create index audit_log_principal_at_idx on automation.audit_log (principal, at);
create index audit_log_tool_at_idx on automation.audit_log (tool, at);
comment on table automation.audit_log is
  'Who called which tool with what outcome; secrets are removed before a row is written.';
comment on column automation.audit_log.id is 'Position in the log.';
comment on column automation.audit_log.at is 'When the call ended.';
comment on column automation.audit_log.principal is 'Who called.';
comment on column automation.audit_log.role is 'Role the caller had.';
comment on column automation.audit_log.surface is
  'Way in: stdio, http, rest, slack, cli or worker.';
comment on column automation.audit_log.tool is 'Tool that was called.';
comment on column automation.audit_log.effect is 'Whether the tool reads, writes or removes.';
comment on column automation.audit_log.risk is
  'How grave the tool''s writes are: none, ordinary or grave.';
comment on column automation.audit_log.arguments is
  'Arguments with secrets removed. Untrusted text.';
comment on column automation.audit_log.outcome is
  'How it ended: done, failed, or for a write needs_confirmation, partly, not_done or unknown.';
comment on column automation.audit_log.error_kind is 'Class of the problem when it failed.';
comment on column automation.audit_log.duration_ms is 'Time the call took, in milliseconds.';
comment on column automation.audit_log.confirmation is 'Confirmation that allowed the write.';
comment on column automation.audit_log.change is
  'What a write changed, before and after. Untrusted text.';

create table automation.sync_quarantine (
  id          bigint primary key generated always as identity,
  entity      text not null,
  st_id       text,
  raw         bytea not null,
  raw_hash    bytea not null,
  reason      text not null,
  first_seen  timestamptz not null default now(),
  last_seen   timestamptz not null default now(),
  attempts    integer not null default 1,
  resolved_at timestamptz,
  constraint sync_quarantine_record_key unique nulls not distinct (entity, st_id, raw_hash)
);
create index sync_quarantine_open_idx on automation.sync_quarantine (entity, first_seen) where resolved_at is null;
comment on table automation.sync_quarantine is
  'Records that could not be stored, kept whole so that they can be replayed.';
comment on column automation.sync_quarantine.id is 'Row id of our own.';
comment on column automation.sync_quarantine.entity is
  'Table the record was meant for, schema included.';
comment on column automation.sync_quarantine.st_id is
  'The record''s id as text, however odd, where it has one. Untrusted text.';
comment on column automation.sync_quarantine.raw is 'The record''s bytes as they came.';
comment on column automation.sync_quarantine.raw_hash is '16-byte blake2b of those bytes.';
comment on column automation.sync_quarantine.reason is
  'Why it could not be stored. Untrusted text.';
comment on column automation.sync_quarantine.first_seen is 'When it was first met.';
comment on column automation.sync_quarantine.last_seen is 'When it was last met.';
comment on column automation.sync_quarantine.attempts is 'How often it was tried.';
comment on column automation.sync_quarantine.resolved_at is
  'When it was stored after all, or overtaken by a good version.';

create table automation.sync_drift (
  id         bigint primary key generated always as identity,
  entity     text not null,
  path       text not null,
  kind       text not null,
  sample     text,
  first_seen timestamptz not null default now(),
  last_seen  timestamptz not null default now(),
  constraint sync_drift_difference_key unique (entity, path, kind)
);
comment on table automation.sync_drift is
  'Differences between what ServiceTitan sends and what we know, each reported once.';
comment on column automation.sync_drift.id is 'Row id of our own.';
comment on column automation.sync_drift.entity is 'Table the record belongs to, schema included.';
comment on column automation.sync_drift.path is
  'Where in the record the difference is. Untrusted text.';
comment on column automation.sync_drift.kind is
  'What differs: field added, field removed, type changed or new value.';
comment on column automation.sync_drift.sample is
  'An example of the new value, shortened. Untrusted text.';
comment on column automation.sync_drift.first_seen is 'When it was first met.';
comment on column automation.sync_drift.last_seen is 'When it was last met.';

create table automation.worker_heartbeats (
  worker     text primary key,
  kind       text not null,
  host       text,
  pid        integer,
  started_at timestamptz not null default now(),
  beat_at    timestamptz not null default now(),
  state      jsonb not null default '{}'
);
comment on table automation.worker_heartbeats is
  'Workers that run or ran, with their last sign of life.';
comment on column automation.worker_heartbeats.worker is 'Name of the worker, unique per process.';
comment on column automation.worker_heartbeats.kind is
  'What it does: sync, workflows, monitor or all.';
comment on column automation.worker_heartbeats.host is 'Machine it runs on.';
comment on column automation.worker_heartbeats.pid is 'Process id on that machine.';
comment on column automation.worker_heartbeats.started_at is 'When it started.';
comment on column automation.worker_heartbeats.beat_at is 'Its last sign of life.';
comment on column automation.worker_heartbeats.state is 'What it was doing then.';

create table automation.sync_leases (
  entity     text primary key,
  holder     text not null,
  fence      bigint not null default 1,
  expires_at timestamptz not null
);
comment on table automation.sync_leases is
  'Who may write an entity now; a holder with an old fence number is refused at commit.';
comment on column automation.sync_leases.entity is 'Table the lease is about, schema included.';
comment on column automation.sync_leases.holder is 'Worker that holds it.';
comment on column automation.sync_leases.fence is 'Grows by one with every new holder.';
comment on column automation.sync_leases.expires_at is
  'From this moment on another worker may take it.';

create table servicetitan.st_sync_log (
  id                uuid primary key default gen_random_uuid(),
  sync_type         varchar(50) not null,
  entity_type       varchar(100),
  module            varchar(100),
  status            varchar(50) not null,
  records_processed integer not null default 0,
  records_succeeded integer not null default 0,
  records_failed    integer not null default 0,
  records_fetched   integer not null default 0,
  records_created   integer not null default 0,
  records_updated   integer not null default 0,
  records_deleted   integer not null default 0,
  records_unchanged integer not null default 0,
  started_at        timestamptz not null default now(),
  completed_at      timestamptz,
  duration_ms       integer,
  error_message     text,
  error_details     jsonb,
  triggered_by      varchar(100),
  parameters        jsonb
);
create index st_sync_log_entity_type_started_at_idx on servicetitan.st_sync_log (entity_type, started_at desc);
create index st_sync_log_started_at_idx on servicetitan.st_sync_log (started_at desc);
comment on table servicetitan.st_sync_log is
  'One row per sync run and entity: what it did and how it ended.';
comment on column servicetitan.st_sync_log.id is 'Row id of our own.';
comment on column servicetitan.st_sync_log.sync_type is
  'Kind of run: full, incremental, contacts, backfill or verify.';
comment on column servicetitan.st_sync_log.entity_type is 'What was synced, such as customers.';
comment on column servicetitan.st_sync_log.module is
  'ServiceTitan API module the records came from.';
comment on column servicetitan.st_sync_log.status is
  'How it stands: running, completed, failed, partial or interrupted.';
comment on column servicetitan.st_sync_log.records_processed is 'Records looked at.';
comment on column servicetitan.st_sync_log.records_succeeded is
  'Records stored or found unchanged.';
comment on column servicetitan.st_sync_log.records_failed is 'Records put in quarantine.';
comment on column servicetitan.st_sync_log.records_fetched is 'Records received from ServiceTitan.';
comment on column servicetitan.st_sync_log.records_created is 'Rows that are new.';
comment on column servicetitan.st_sync_log.records_updated is 'Rows that changed.';
comment on column servicetitan.st_sync_log.records_deleted is 'Rows marked as deleted.';
comment on column servicetitan.st_sync_log.records_unchanged is 'Rows that were already right.';
comment on column servicetitan.st_sync_log.started_at is 'When the run began.';
comment on column servicetitan.st_sync_log.completed_at is 'When the run ended.';
comment on column servicetitan.st_sync_log.duration_ms is 'How long it took, in milliseconds.';
comment on column servicetitan.st_sync_log.error_message is
  'What went wrong, in one sentence. Untrusted text.';
comment on column servicetitan.st_sync_log.error_details is
  'More about what went wrong. Untrusted text.';
comment on column servicetitan.st_sync_log.triggered_by is 'Who or what started it.';
comment on column servicetitan.st_sync_log.parameters is 'Options of the run.';

create table servicetitan.sync_state (
  key                 text primary key,
  value               text,
  entity              text,
  cursor_kind         text,
  as_of               timestamptz,
  last_full_at        timestamptz,
  last_incremental_at timestamptz,
  rows                bigint,
  metadata            jsonb not null default '{}',
  updated_at          timestamptz not null default now()
);
create index sync_state_entity_idx on servicetitan.sync_state (entity);
comment on table servicetitan.sync_state is
  'Where each sync stands; one row per cursor.';
comment on column servicetitan.sync_state.key is 'Name of the cursor.';
comment on column servicetitan.sync_state.value is 'The cursor: a continuation token or a time.';
comment on column servicetitan.sync_state.entity is 'Table the cursor feeds, schema included.';
comment on column servicetitan.sync_state.cursor_kind is
  'What the value is: token, modified or snapshot.';
comment on column servicetitan.sync_state.as_of is
  'Moment at which the table was last known to hold everything ServiceTitan had.';
comment on column servicetitan.sync_state.last_full_at is 'When the last full run ended well.';
comment on column servicetitan.sync_state.last_incremental_at is
  'When the last incremental run ended well.';
comment on column servicetitan.sync_state.rows is 'Rows the table had after the last run.';
comment on column servicetitan.sync_state.metadata is 'Whatever else the sync must remember.';
comment on column servicetitan.sync_state.updated_at is 'When this row was last changed.';
