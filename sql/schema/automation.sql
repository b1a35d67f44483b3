-- Our own bookkeeping, workflows and messaging as they stand after all migrations.

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

create function automation.shown_and_known(
  page jsonb, known jsonb, shown jsonb, same_version boolean
) returns jsonb
  language sql immutable
  return (
    with pages as (
      select p.pair, p.at, row_number() over (partition by p.pair order by p.at) as nth
        from jsonb_array_elements(case jsonb_typeof(page) when 'array' then page else '[]' end)
             with ordinality as p (pair, at)
    ), ours as (
      select k.pair as labelled, b.bare as pair, k.at, b.bare <> k.pair as is_owned,
             row_number() over (partition by b.bare order by b.bare = k.pair, k.at) as nth
        from jsonb_array_elements(known) with ordinality as k (pair, at)
       cross join lateral (
             select case jsonb_typeof(k.pair) when 'object' then k.pair - 'applicationGuid'
                    else k.pair end as bare) as b
    ), joined as (
      select p.pair, p.at as page_at, o.labelled, o.at as known_at,
             p.pair is not null
             or o.is_owned
                and (coalesce(same_version, false)
                     or not coalesce(shown @> jsonb_build_array(o.pair), false)) as stays
        from pages p
        full join ours o on o.pair = p.pair and o.nth = p.nth
    )
    select case when bool_and(j.stays and j.labelled is not null) then known
                else coalesce(
                  jsonb_agg(coalesce(j.labelled, j.pair) order by j.page_at, j.known_at)
                    filter (where j.stays), '[]') end
      from joined j
  );
comment on function automation.shown_and_known(jsonb, jsonb, jsonb, boolean) is
  'External data of a row after a page: what it shows, and what a tool wrote for an application and no page has shown.';

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
create index events_changed_idx on automation.events (st_id) where kind <> 'created';
create index events_at_idx on automation.events using brin (at);
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
  raw_hash    bytea not null generated always as (sha256(raw)) stored,
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
comment on column automation.sync_quarantine.raw_hash is 'SHA-256 of those bytes.';
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

create table automation.workflow_definitions (
  id                          uuid primary key default gen_random_uuid(),
  name                        varchar(255) not null unique,
  description                 text,
  trigger_event               varchar(100) not null,
  trigger_conditions          jsonb not null default '{}',
  stop_conditions             jsonb not null default '[]',
  steps                       jsonb not null,
  enabled                     boolean not null default true,
  max_concurrent_per_customer integer not null default 1,
  priority                    integer not null default 0,
  tags                        text[],
  created_at                  timestamptz not null default now(),
  updated_at                  timestamptz not null default now(),
  created_by                  varchar(255),
  updated_by                  varchar(255)
);
create index workflow_definitions_trigger_event_idx on automation.workflow_definitions (trigger_event) where enabled;
comment on table automation.workflow_definitions is
  'Workflows: what sets them off, what stops them and their steps.';
comment on column automation.workflow_definitions.id is 'Row id of our own.';
comment on column automation.workflow_definitions.name is 'Name of the workflow.';
comment on column automation.workflow_definitions.description is 'What it is for.';
comment on column automation.workflow_definitions.trigger_event is
  'Kind of event that sets it off.';
comment on column automation.workflow_definitions.trigger_conditions is
  'What else must be true then.';
comment on column automation.workflow_definitions.stop_conditions is 'What ends it early.';
comment on column automation.workflow_definitions.steps is
  'Its steps in order, each a tool with arguments, delay and condition.';
comment on column automation.workflow_definitions.enabled is
  'False when it does not start any more.';
comment on column automation.workflow_definitions.max_concurrent_per_customer is
  'How many may run for one customer at a time.';
comment on column automation.workflow_definitions.priority is 'The higher one starts first.';
comment on column automation.workflow_definitions.tags is 'Words to find it by.';
comment on column automation.workflow_definitions.created_at is 'When this row was made.';
comment on column automation.workflow_definitions.updated_at is 'When this row was last changed.';
comment on column automation.workflow_definitions.created_by is 'Who made it.';
comment on column automation.workflow_definitions.updated_by is 'Who last changed it.';

create table automation.workflow_instances (
  id             uuid primary key default gen_random_uuid(),
  workflow_id    uuid not null references automation.workflow_definitions (id) on delete cascade,
  event_id       bigint,
  entity_type    varchar(50) not null,
  entity_id      bigint not null,
  customer_id    bigint,
  status         varchar(50) not null default 'active',
  current_step   integer not null default 0,
  message_count  integer not null default 0,
  started_at     timestamptz not null default now(),
  completed_at   timestamptz,
  stopped_reason varchar(255),
  next_action_at timestamptz,
  claimed_by     text,
  claimed_until  timestamptz,
  context        jsonb not null default '{}',
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now(),
  constraint workflow_instances_event_key unique (workflow_id, event_id)
);
create index workflow_instances_due_idx on automation.workflow_instances (next_action_at) where status = 'active';
create index workflow_instances_entity_type_entity_id_idx on automation.workflow_instances (entity_type, entity_id);
create index workflow_instances_customer_id_idx on automation.workflow_instances (customer_id);
comment on table automation.workflow_instances is
  'Runs of workflows.';
comment on column automation.workflow_instances.id is 'Row id of our own.';
comment on column automation.workflow_instances.workflow_id is 'Workflow it is a run of.';
comment on column automation.workflow_instances.event_id is 'Event that set it off: events.id.';
comment on column automation.workflow_instances.entity_type is
  'What it is about, such as estimate.';
comment on column automation.workflow_instances.entity_id is 'ServiceTitan id of what it is about.';
comment on column automation.workflow_instances.customer_id is 'Customer: st_customers.st_id.';
comment on column automation.workflow_instances.status is
  'active, waiting, completed, stopped or failed.';
comment on column automation.workflow_instances.current_step is 'Step it stands at.';
comment on column automation.workflow_instances.message_count is 'Messages really sent.';
comment on column automation.workflow_instances.started_at is 'When it began.';
comment on column automation.workflow_instances.completed_at is 'When it ended.';
comment on column automation.workflow_instances.stopped_reason is 'Why it ended early.';
comment on column automation.workflow_instances.next_action_at is 'When the next step is due.';
comment on column automation.workflow_instances.claimed_by is
  'Worker that carries out the step now.';
comment on column automation.workflow_instances.claimed_until is 'Until when that claim holds.';
comment on column automation.workflow_instances.context is
  'What the steps may refer to. Untrusted text.';
comment on column automation.workflow_instances.created_at is 'When this row was made.';
comment on column automation.workflow_instances.updated_at is 'When this row was last changed.';

create table automation.workflow_step_executions (
  id                   uuid primary key default gen_random_uuid(),
  workflow_instance_id uuid not null references automation.workflow_instances (id) on delete cascade,
  step_number          integer not null,
  action_type          varchar(50),
  action_description   text,
  action_input         jsonb,
  action_output        jsonb,
  status               varchar(50) not null,
  error_message        text,
  retry_count          integer not null default 0,
  scheduled_for        timestamptz,
  started_at           timestamptz,
  completed_at         timestamptz,
  duration_ms          integer,
  created_at           timestamptz not null default now(),
  constraint workflow_step_executions_step_key unique (workflow_instance_id, step_number)
);
comment on table automation.workflow_step_executions is
  'What each step of a run did; a step is written down before it acts.';
comment on column automation.workflow_step_executions.id is 'Row id of our own.';
comment on column automation.workflow_step_executions.workflow_instance_id is 'Run it belongs to.';
comment on column automation.workflow_step_executions.step_number is 'Number of the step.';
comment on column automation.workflow_step_executions.action_type is 'Tool that was called.';
comment on column automation.workflow_step_executions.action_description is 'What the step is for.';
comment on column automation.workflow_step_executions.action_input is
  'Arguments of the call. Untrusted text.';
comment on column automation.workflow_step_executions.action_output is
  'What came back. Untrusted text.';
comment on column automation.workflow_step_executions.status is
  'scheduled, running, completed, skipped, failed or unknown.';
comment on column automation.workflow_step_executions.error_message is
  'What went wrong, in one sentence. Untrusted text.';
comment on column automation.workflow_step_executions.retry_count is 'Tries after the first.';
comment on column automation.workflow_step_executions.scheduled_for is 'When it was due.';
comment on column automation.workflow_step_executions.started_at is 'When it began.';
comment on column automation.workflow_step_executions.completed_at is 'When it ended.';
comment on column automation.workflow_step_executions.duration_ms is
  'How long it took, in milliseconds.';
comment on column automation.workflow_step_executions.created_at is 'When this row was made.';

create table automation.messaging_templates (
  id                 uuid primary key default gen_random_uuid(),
  name               varchar(255) not null unique,
  description        text,
  channel            varchar(50) not null,
  subject_template   varchar(500),
  body_template      text not null,
  required_variables jsonb not null default '[]',
  active             boolean not null default true,
  category           varchar(100),
  created_at         timestamptz not null default now(),
  updated_at         timestamptz not null default now(),
  created_by         varchar(255)
);
comment on table automation.messaging_templates is
  'Texts of messages, with variables.';
comment on column automation.messaging_templates.id is 'Row id of our own.';
comment on column automation.messaging_templates.name is 'Name of the template.';
comment on column automation.messaging_templates.description is 'When to use it.';
comment on column automation.messaging_templates.channel is 'sms or email.';
comment on column automation.messaging_templates.subject_template is 'Subject of an e-mail.';
comment on column automation.messaging_templates.body_template is 'The text.';
comment on column automation.messaging_templates.required_variables is
  'Variables that must be filled.';
comment on column automation.messaging_templates.active is 'False when it is no longer used.';
comment on column automation.messaging_templates.category is 'Group it belongs to.';
comment on column automation.messaging_templates.created_at is 'When this row was made.';
comment on column automation.messaging_templates.updated_at is 'When this row was last changed.';
comment on column automation.messaging_templates.created_by is 'Who made it.';

create table automation.messaging_log (
  id                   uuid primary key default gen_random_uuid(),
  idempotency_key      varchar(255) unique,
  channel              varchar(50) not null,
  direction            varchar(20) not null,
  to_phone             varchar(50),
  to_email             varchar(255),
  from_phone           varchar(50),
  from_email           varchar(255),
  subject              varchar(500),
  body                 text not null,
  customer_id          bigint,
  job_id               bigint,
  workflow_instance_id uuid references automation.workflow_instances (id) on delete set null,
  template_id          uuid references automation.messaging_templates (id) on delete set null,
  provider             varchar(50),
  provider_message_id  varchar(255),
  provider_status      varchar(50),
  provider_error       text,
  status               varchar(50) not null,
  refused_reason       varchar(255),
  sent_at              timestamptz,
  delivered_at         timestamptz,
  opened_at            timestamptz,
  clicked_at           timestamptz,
  failed_at            timestamptz,
  cost                 numeric(18,4),
  metadata             jsonb,
  created_at           timestamptz not null default now(),
  updated_at           timestamptz not null default now()
);
create index messaging_log_customer_id_created_at_idx on automation.messaging_log (customer_id, created_at);
create index messaging_log_provider_message_id_idx on automation.messaging_log (provider_message_id);
create index messaging_log_job_id_idx on automation.messaging_log (job_id);
create index messaging_log_workflow_instance_id_idx on automation.messaging_log (workflow_instance_id);
create index messaging_log_to_phone_idx on automation.messaging_log (to_phone);
create index messaging_log_created_at_idx on automation.messaging_log (created_at);
comment on table automation.messaging_log is
  'Messages to and from customers, written down before they are sent.';
comment on column automation.messaging_log.id is 'Row id of our own.';
comment on column automation.messaging_log.idempotency_key is
  'A second message with this key is not sent.';
comment on column automation.messaging_log.channel is 'sms or email.';
comment on column automation.messaging_log.direction is 'outbound or inbound.';
comment on column automation.messaging_log.to_phone is 'Number it went to. Untrusted text.';
comment on column automation.messaging_log.to_email is 'E-mail address it went to. Untrusted text.';
comment on column automation.messaging_log.from_phone is 'Number it came from. Untrusted text.';
comment on column automation.messaging_log.from_email is
  'E-mail address it came from. Untrusted text.';
comment on column automation.messaging_log.subject is 'Subject. Untrusted text.';
comment on column automation.messaging_log.body is 'Text of the message. Untrusted text.';
comment on column automation.messaging_log.customer_id is 'Customer: st_customers.st_id.';
comment on column automation.messaging_log.job_id is 'Job: st_jobs.st_id.';
comment on column automation.messaging_log.workflow_instance_id is 'Workflow run that sent it.';
comment on column automation.messaging_log.template_id is 'Template it was made from.';
comment on column automation.messaging_log.provider is 'Service that carried it.';
comment on column automation.messaging_log.provider_message_id is 'Id that service gave it.';
comment on column automation.messaging_log.provider_status is 'State that service reports.';
comment on column automation.messaging_log.provider_error is
  'What that service complained about. Untrusted text.';
comment on column automation.messaging_log.status is
  'queued, sent, delivered, failed, refused, unknown or received.';
comment on column automation.messaging_log.refused_reason is
  'Why it was not sent: opt-out, limit or quiet hours.';
comment on column automation.messaging_log.sent_at is 'When it was sent.';
comment on column automation.messaging_log.delivered_at is 'When it arrived.';
comment on column automation.messaging_log.opened_at is 'When it was opened.';
comment on column automation.messaging_log.clicked_at is 'When a link in it was followed.';
comment on column automation.messaging_log.failed_at is 'When it failed.';
comment on column automation.messaging_log.cost is 'What sending it cost.';
comment on column automation.messaging_log.metadata is 'What else is known about it.';
comment on column automation.messaging_log.created_at is 'When this row was made.';
comment on column automation.messaging_log.updated_at is 'When this row was last changed.';

create table automation.customer_communication_preferences (
  customer_id           bigint primary key,
  sms_opted_out         boolean not null default false,
  email_opted_out       boolean not null default false,
  phone_opted_out       boolean not null default false,
  do_not_contact        boolean not null default false,
  opted_out_at          timestamptz,
  opt_out_reason        varchar(255),
  preferred_channel     varchar(50),
  max_messages_per_day  integer not null default 3,
  max_messages_per_week integer not null default 10,
  quiet_hours_start     time not null default '20:00',
  quiet_hours_end       time not null default '08:00',
  timezone              varchar(50),
  created_at            timestamptz not null default now(),
  updated_at            timestamptz not null default now()
);
comment on table automation.customer_communication_preferences is
  'What each customer wants to receive; without a row nothing is forbidden but the usual limits hold.';
comment on column automation.customer_communication_preferences.customer_id is
  'Customer: st_customers.st_id.';
comment on column automation.customer_communication_preferences.sms_opted_out is
  'True when no text messages may be sent.';
comment on column automation.customer_communication_preferences.email_opted_out is
  'True when no e-mail may be sent.';
comment on column automation.customer_communication_preferences.phone_opted_out is
  'True when the customer must not be called.';
comment on column automation.customer_communication_preferences.do_not_contact is
  'True when nothing at all may be sent.';
comment on column automation.customer_communication_preferences.opted_out_at is
  'When the customer said so.';
comment on column automation.customer_communication_preferences.opt_out_reason is
  'What the customer said. Untrusted text.';
comment on column automation.customer_communication_preferences.preferred_channel is
  'sms, email or phone.';
comment on column automation.customer_communication_preferences.max_messages_per_day is
  'Most messages in one day.';
comment on column automation.customer_communication_preferences.max_messages_per_week is
  'Most messages in seven days.';
comment on column automation.customer_communication_preferences.quiet_hours_start is
  'From then on nothing is sent.';
comment on column automation.customer_communication_preferences.quiet_hours_end is
  'From then on messages are sent again.';
comment on column automation.customer_communication_preferences.timezone is
  'The customer''s time zone, where it differs from the company''s.';
comment on column automation.customer_communication_preferences.created_at is
  'When this row was made.';
comment on column automation.customer_communication_preferences.updated_at is
  'When this row was last changed.';

create table automation.scheduling_technician_skills (
  id                    uuid primary key default gen_random_uuid(),
  technician_id         bigint not null,
  skill_name            varchar(100) not null,
  skill_level           varchar(20) not null default 'intermediate',
  certified             boolean not null default false,
  certification_name    varchar(255),
  certification_number  varchar(100),
  certification_expires date,
  notes                 text,
  created_at            timestamptz not null default now(),
  updated_at            timestamptz not null default now(),
  unique (technician_id, skill_name),
  check (skill_level in ('basic', 'intermediate', 'advanced', 'expert'))
);
create index scheduling_technician_skills_skill_name_idx on automation.scheduling_technician_skills (skill_name);
comment on table automation.scheduling_technician_skills is
  'Skills and certificates of technicians, kept by the company.';
comment on column automation.scheduling_technician_skills.id is 'Row id of our own.';
comment on column automation.scheduling_technician_skills.technician_id is
  'Technician: st_technicians.st_id.';
comment on column automation.scheduling_technician_skills.skill_name is 'Name of the skill.';
comment on column automation.scheduling_technician_skills.skill_level is
  'basic, intermediate, advanced or expert.';
comment on column automation.scheduling_technician_skills.certified is
  'True when there is a certificate.';
comment on column automation.scheduling_technician_skills.certification_name is
  'Name of the certificate.';
comment on column automation.scheduling_technician_skills.certification_number is
  'Number of the certificate.';
comment on column automation.scheduling_technician_skills.certification_expires is
  'Last day of the certificate.';
comment on column automation.scheduling_technician_skills.notes is 'Remarks. Untrusted text.';
comment on column automation.scheduling_technician_skills.created_at is 'When this row was made.';
comment on column automation.scheduling_technician_skills.updated_at is
  'When this row was last changed.';

create table automation.scheduling_rules (
  id          uuid primary key default gen_random_uuid(),
  rule_name   varchar(100) not null unique,
  description text,
  rule_type   varchar(20) not null,
  conditions  jsonb not null default '{}',
  actions     jsonb not null default '{}',
  priority    integer not null default 0,
  active      boolean not null default true,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  check (rule_type in ('constraint', 'preference', 'optimization'))
);
comment on table automation.scheduling_rules is
  'Rules that decide which technician suits a job.';
comment on column automation.scheduling_rules.id is 'Row id of our own.';
comment on column automation.scheduling_rules.rule_name is 'Name of the rule.';
comment on column automation.scheduling_rules.description is 'What it does.';
comment on column automation.scheduling_rules.rule_type is
  'constraint, preference or optimization.';
comment on column automation.scheduling_rules.conditions is 'When it applies.';
comment on column automation.scheduling_rules.actions is 'What it adds or forbids.';
comment on column automation.scheduling_rules.priority is 'The higher one is looked at first.';
comment on column automation.scheduling_rules.active is 'False when it is not used.';
comment on column automation.scheduling_rules.created_at is 'When this row was made.';
comment on column automation.scheduling_rules.updated_at is 'When this row was last changed.';

create table automation.scheduling_job_profiles (
  id                   uuid primary key default gen_random_uuid(),
  job_type_id          bigint,
  name                 varchar(255) not null unique,
  description          text,
  avg_duration_minutes integer not null,
  min_duration_minutes integer,
  max_duration_minutes integer,
  required_skills      text[] not null default '{}',
  preferred_skills     text[] not null default '{}',
  requires_equipment   boolean not null default false,
  requires_permit      boolean not null default false,
  requires_two_techs   boolean not null default false,
  active               boolean not null default true,
  created_at           timestamptz not null default now(),
  updated_at           timestamptz not null default now()
);
create index scheduling_job_profiles_job_type_id_idx on automation.scheduling_job_profiles (job_type_id);
comment on table automation.scheduling_job_profiles is
  'What jobs of a type usually need.';
comment on column automation.scheduling_job_profiles.id is 'Row id of our own.';
comment on column automation.scheduling_job_profiles.job_type_id is 'Job type: st_job_types.st_id.';
comment on column automation.scheduling_job_profiles.name is 'Name of the profile.';
comment on column automation.scheduling_job_profiles.description is 'What it is for.';
comment on column automation.scheduling_job_profiles.avg_duration_minutes is
  'Usual length in minutes.';
comment on column automation.scheduling_job_profiles.min_duration_minutes is
  'Shortest length in minutes.';
comment on column automation.scheduling_job_profiles.max_duration_minutes is
  'Longest length in minutes.';
comment on column automation.scheduling_job_profiles.required_skills is 'Skills that are needed.';
comment on column automation.scheduling_job_profiles.preferred_skills is 'Skills that help.';
comment on column automation.scheduling_job_profiles.requires_equipment is
  'True when equipment must be brought.';
comment on column automation.scheduling_job_profiles.requires_permit is
  'True when a permit is needed.';
comment on column automation.scheduling_job_profiles.requires_two_techs is
  'True when two technicians are needed.';
comment on column automation.scheduling_job_profiles.active is 'False when it is not used.';
comment on column automation.scheduling_job_profiles.created_at is 'When this row was made.';
comment on column automation.scheduling_job_profiles.updated_at is
  'When this row was last changed.';

create table automation.scheduling_zone_travel_times (
  id                   uuid primary key default gen_random_uuid(),
  from_zone_id         bigint not null,
  to_zone_id           bigint not null,
  avg_travel_minutes   integer not null,
  min_travel_minutes   integer,
  max_travel_minutes   integer,
  rush_hour_multiplier numeric(6,3) not null default 1,
  created_at           timestamptz not null default now(),
  updated_at           timestamptz not null default now(),
  unique (from_zone_id, to_zone_id)
);
comment on table automation.scheduling_zone_travel_times is
  'Usual driving times between zones.';
comment on column automation.scheduling_zone_travel_times.id is 'Row id of our own.';
comment on column automation.scheduling_zone_travel_times.from_zone_id is
  'Zone driven from: st_zones.st_id.';
comment on column automation.scheduling_zone_travel_times.to_zone_id is
  'Zone driven to: st_zones.st_id.';
comment on column automation.scheduling_zone_travel_times.avg_travel_minutes is
  'Usual time in minutes.';
comment on column automation.scheduling_zone_travel_times.min_travel_minutes is
  'Shortest time in minutes.';
comment on column automation.scheduling_zone_travel_times.max_travel_minutes is
  'Longest time in minutes.';
comment on column automation.scheduling_zone_travel_times.rush_hour_multiplier is
  'Factor in rush hour.';
comment on column automation.scheduling_zone_travel_times.created_at is 'When this row was made.';
comment on column automation.scheduling_zone_travel_times.updated_at is
  'When this row was last changed.';

create table automation.merged_records (
  entity      text not null,
  st_id       bigint not null,
  survivor_id bigint not null,
  noted_at    timestamptz not null default now(),
  primary key (entity, st_id),
  check (st_id <> survivor_id)
);
create index merged_records_survivor_idx on automation.merged_records (entity, survivor_id);
comment on table automation.merged_records is
  'Customers and locations that ServiceTitan merged into others, each with the record at the end of its chain.';
comment on column automation.merged_records.entity is 'Table of the record, schema included.';
comment on column automation.merged_records.st_id is 'The record that was merged away.';
comment on column automation.merged_records.survivor_id is
  'The record that stays: rows that name the other one point here.';
comment on column automation.merged_records.noted_at is 'When the mirror learnt of it.';

create table automation.retention (
  entity      text primary key,
  keep_days   integer not null,
  time_column text not null,
  updated_at  timestamptz not null default now(),
  check (keep_days > 0)
);
comment on table automation.retention is
  'How long rows of a table are kept; a table without a row here is kept for ever.';
comment on column automation.retention.entity is 'Table, schema included.';
comment on column automation.retention.keep_days is 'Days after which a row may go.';
comment on column automation.retention.time_column is 'Column that tells a row''s age.';
comment on column automation.retention.updated_at is 'When this row was last changed.';

create function automation.forget_old_rows() returns table (entity text, removed bigint)
  language plpgsql
  as $$
declare
  rule record;
  n bigint;
begin
  for rule in
    select r.entity, r.keep_days, r.time_column, c.oid::regclass as relation,
           case when c.oid = 'servicetitan.st_sync_log'::regclass
                then ' and exists (select from servicetitan.st_sync_log as l'
                     ' where l.entity_type = t.entity_type and l.started_at > t.started_at)'
                else '' end as except_last
      from automation.retention as r
      join pg_catalog.pg_class as c on c.oid = pg_catalog.to_regclass(r.entity)
     where c.relkind = 'r'
  loop
    execute pg_catalog.format('delete from %s as t where t.%I < now() - make_interval(days => %s)%s',
                              rule.relation, rule.time_column, rule.keep_days, rule.except_last);
    get diagnostics n = row_count;
    entity := rule.entity;
    removed := n;
    return next;
  end loop;
end
$$;
comment on function automation.forget_old_rows() is
  'Removes the rows that automation.retention says are too old, and says how many; of the sync log each entity keeps its last row.';

create view automation.orphans as
select 'servicetitan.st_customer_contacts' as child_table, 'customer_id' as child_column, 'servicetitan.st_customers' as parent_table, count(*) as dangling
  from servicetitan.st_customer_contacts as c
 where c.customer_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_customers as p where p.st_id = c.customer_id)
union all
select 'servicetitan.st_locations', 'customer_id', 'servicetitan.st_customers', count(*)
  from servicetitan.st_locations as c
 where c.customer_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_customers as p where p.st_id = c.customer_id)
union all
select 'servicetitan.st_locations', 'zone_id', 'servicetitan.st_zones', count(*)
  from servicetitan.st_locations as c
 where c.zone_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_zones as p where p.st_id = c.zone_id)
union all
select 'servicetitan.st_location_contacts', 'location_id', 'servicetitan.st_locations', count(*)
  from servicetitan.st_location_contacts as c
 where c.location_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_locations as p where p.st_id = c.location_id)
union all
select 'servicetitan.st_jobs', 'customer_id', 'servicetitan.st_customers', count(*)
  from servicetitan.st_jobs as c
 where c.customer_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_customers as p where p.st_id = c.customer_id)
union all
select 'servicetitan.st_jobs', 'location_id', 'servicetitan.st_locations', count(*)
  from servicetitan.st_jobs as c
 where c.location_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_locations as p where p.st_id = c.location_id)
union all
select 'servicetitan.st_jobs', 'job_type_id', 'servicetitan.st_job_types', count(*)
  from servicetitan.st_jobs as c
 where c.job_type_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_job_types as p where p.st_id = c.job_type_id)
union all
select 'servicetitan.st_jobs', 'business_unit_id', 'servicetitan.st_business_units', count(*)
  from servicetitan.st_jobs as c
 where c.business_unit_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_business_units as p where p.st_id = c.business_unit_id)
union all
select 'servicetitan.st_jobs', 'campaign_id', 'servicetitan.st_campaigns', count(*)
  from servicetitan.st_jobs as c
 where c.campaign_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_campaigns as p where p.st_id = c.campaign_id)
union all
select 'servicetitan.st_jobs', 'project_id', 'servicetitan.st_projects', count(*)
  from servicetitan.st_jobs as c
 where c.project_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_projects as p where p.st_id = c.project_id)
union all
select 'servicetitan.st_jobs', 'invoice_id', 'servicetitan.st_invoices', count(*)
  from servicetitan.st_jobs as c
 where c.invoice_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_invoices as p where p.st_id = c.invoice_id)
union all
select 'servicetitan.st_jobs', 'membership_id', 'servicetitan.st_memberships', count(*)
  from servicetitan.st_jobs as c
 where c.membership_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_memberships as p where p.st_id = c.membership_id)
union all
select 'servicetitan.st_job_notes', 'job_id', 'servicetitan.st_jobs', count(*)
  from servicetitan.st_job_notes as c
 where c.job_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_jobs as p where p.st_id = c.job_id)
union all
select 'servicetitan.st_job_history', 'st_id', 'servicetitan.st_jobs', count(*)
  from servicetitan.st_job_history as c
 where c.st_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_jobs as p where p.st_id = c.st_id)
union all
select 'servicetitan.st_appointments', 'job_id', 'servicetitan.st_jobs', count(*)
  from servicetitan.st_appointments as c
 where c.job_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_jobs as p where p.st_id = c.job_id)
union all
select 'servicetitan.st_appointments', 'customer_id', 'servicetitan.st_customers', count(*)
  from servicetitan.st_appointments as c
 where c.customer_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_customers as p where p.st_id = c.customer_id)
union all
select 'servicetitan.st_appointment_assignments', 'appointment_id', 'servicetitan.st_appointments', count(*)
  from servicetitan.st_appointment_assignments as c
 where c.appointment_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_appointments as p where p.st_id = c.appointment_id)
union all
select 'servicetitan.st_appointment_assignments', 'job_id', 'servicetitan.st_jobs', count(*)
  from servicetitan.st_appointment_assignments as c
 where c.job_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_jobs as p where p.st_id = c.job_id)
union all
select 'servicetitan.st_appointment_assignments', 'technician_id', 'servicetitan.st_technicians', count(*)
  from servicetitan.st_appointment_assignments as c
 where c.technician_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_technicians as p where p.st_id = c.technician_id)
union all
select 'servicetitan.st_estimates', 'job_id', 'servicetitan.st_jobs', count(*)
  from servicetitan.st_estimates as c
 where c.job_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_jobs as p where p.st_id = c.job_id)
union all
select 'servicetitan.st_estimates', 'customer_id', 'servicetitan.st_customers', count(*)
  from servicetitan.st_estimates as c
 where c.customer_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_customers as p where p.st_id = c.customer_id)
union all
select 'servicetitan.st_estimates', 'location_id', 'servicetitan.st_locations', count(*)
  from servicetitan.st_estimates as c
 where c.location_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_locations as p where p.st_id = c.location_id)
union all
select 'servicetitan.st_estimate_items', 'estimate_id', 'servicetitan.st_estimates', count(*)
  from servicetitan.st_estimate_items as c
 where c.estimate_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_estimates as p where p.st_id = c.estimate_id)
union all
select 'servicetitan.st_invoices', 'job_id', 'servicetitan.st_jobs', count(*)
  from servicetitan.st_invoices as c
 where c.job_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_jobs as p where p.st_id = c.job_id)
union all
select 'servicetitan.st_invoices', 'customer_id', 'servicetitan.st_customers', count(*)
  from servicetitan.st_invoices as c
 where c.customer_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_customers as p where p.st_id = c.customer_id)
union all
select 'servicetitan.st_invoices', 'location_id', 'servicetitan.st_locations', count(*)
  from servicetitan.st_invoices as c
 where c.location_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_locations as p where p.st_id = c.location_id)
union all
select 'servicetitan.st_invoices', 'business_unit_id', 'servicetitan.st_business_units', count(*)
  from servicetitan.st_invoices as c
 where c.business_unit_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_business_units as p where p.st_id = c.business_unit_id)
union all
select 'servicetitan.st_invoice_items', 'invoice_id', 'servicetitan.st_invoices', count(*)
  from servicetitan.st_invoice_items as c
 where c.invoice_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_invoices as p where p.st_id = c.invoice_id)
union all
select 'servicetitan.st_payments', 'customer_id', 'servicetitan.st_customers', count(*)
  from servicetitan.st_payments as c
 where c.customer_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_customers as p where p.st_id = c.customer_id)
union all
select 'servicetitan.st_payment_applications', 'payment_id', 'servicetitan.st_payments', count(*)
  from servicetitan.st_payment_applications as c
 where c.payment_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_payments as p where p.st_id = c.payment_id)
union all
select 'servicetitan.st_payment_applications', 'invoice_id', 'servicetitan.st_invoices', count(*)
  from servicetitan.st_payment_applications as c
 where c.invoice_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_invoices as p where p.st_id = c.invoice_id)
union all
select 'servicetitan.st_memberships', 'customer_id', 'servicetitan.st_customers', count(*)
  from servicetitan.st_memberships as c
 where c.customer_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_customers as p where p.st_id = c.customer_id)
union all
select 'servicetitan.st_memberships', 'membership_type_id', 'servicetitan.st_membership_types', count(*)
  from servicetitan.st_memberships as c
 where c.membership_type_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_membership_types as p where p.st_id = c.membership_type_id)
union all
select 'servicetitan.st_recurring_services', 'location_id', 'servicetitan.st_locations', count(*)
  from servicetitan.st_recurring_services as c
 where c.location_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_locations as p where p.st_id = c.location_id)
union all
select 'servicetitan.st_recurring_services', 'membership_id', 'servicetitan.st_memberships', count(*)
  from servicetitan.st_recurring_services as c
 where c.membership_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_memberships as p where p.st_id = c.membership_id)
union all
select 'servicetitan.st_recurring_service_events', 'recurring_service_id', 'servicetitan.st_recurring_services', count(*)
  from servicetitan.st_recurring_service_events as c
 where c.recurring_service_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_recurring_services as p where p.st_id = c.recurring_service_id)
union all
select 'servicetitan.st_installed_equipment', 'location_id', 'servicetitan.st_locations', count(*)
  from servicetitan.st_installed_equipment as c
 where c.location_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_locations as p where p.st_id = c.location_id)
union all
select 'servicetitan.st_installed_equipment', 'customer_id', 'servicetitan.st_customers', count(*)
  from servicetitan.st_installed_equipment as c
 where c.customer_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_customers as p where p.st_id = c.customer_id)
union all
select 'servicetitan.st_projects', 'customer_id', 'servicetitan.st_customers', count(*)
  from servicetitan.st_projects as c
 where c.customer_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_customers as p where p.st_id = c.customer_id)
union all
select 'servicetitan.st_leads', 'customer_id', 'servicetitan.st_customers', count(*)
  from servicetitan.st_leads as c
 where c.customer_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_customers as p where p.st_id = c.customer_id)
union all
select 'servicetitan.st_bookings', 'job_id', 'servicetitan.st_jobs', count(*)
  from servicetitan.st_bookings as c
 where c.job_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_jobs as p where p.st_id = c.job_id)
union all
select 'servicetitan.st_calls', 'customer_id', 'servicetitan.st_customers', count(*)
  from servicetitan.st_calls as c
 where c.customer_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_customers as p where p.st_id = c.customer_id)
union all
select 'servicetitan.st_form_submissions', 'form_id', 'servicetitan.st_forms', count(*)
  from servicetitan.st_form_submissions as c
 where c.form_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_forms as p where p.st_id = c.form_id)
union all
select 'servicetitan.st_job_timesheets', 'job_id', 'servicetitan.st_jobs', count(*)
  from servicetitan.st_job_timesheets as c
 where c.job_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_jobs as p where p.st_id = c.job_id)
union all
select 'servicetitan.st_job_timesheets', 'technician_id', 'servicetitan.st_technicians', count(*)
  from servicetitan.st_job_timesheets as c
 where c.technician_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_technicians as p where p.st_id = c.technician_id)
union all
select 'servicetitan.st_gross_pay_items', 'job_id', 'servicetitan.st_jobs', count(*)
  from servicetitan.st_gross_pay_items as c
 where c.job_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_jobs as p where p.st_id = c.job_id)
union all
select 'servicetitan.st_purchase_orders', 'vendor_id', 'servicetitan.st_vendors', count(*)
  from servicetitan.st_purchase_orders as c
 where c.vendor_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_vendors as p where p.st_id = c.vendor_id)
union all
select 'servicetitan.st_purchase_order_items', 'purchase_order_id', 'servicetitan.st_purchase_orders', count(*)
  from servicetitan.st_purchase_order_items as c
 where c.purchase_order_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_purchase_orders as p where p.st_id = c.purchase_order_id)
union all
select 'servicetitan.st_technician_shifts', 'technician_id', 'servicetitan.st_technicians', count(*)
  from servicetitan.st_technician_shifts as c
 where c.technician_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_technicians as p where p.st_id = c.technician_id)
union all
select 'servicetitan.st_non_job_appointments', 'technician_id', 'servicetitan.st_technicians', count(*)
  from servicetitan.st_non_job_appointments as c
 where c.technician_id > 0
   and c.deleted_at is null
   and not exists (select from servicetitan.st_technicians as p where p.st_id = c.technician_id)
union all
select 'pricebook.pb_categories', 'parent_id', 'pricebook.pb_categories', count(*)
  from pricebook.pb_categories as c
 where c.parent_id > 0
   and c.deleted_at is null
   and not exists (select from pricebook.pb_categories as p where p.st_id = c.parent_id);
comment on view automation.orphans is
  'Rows whose ids point at rows that are not here, counted; feeds arrive in any order, so a few may be on their way.';
comment on column automation.orphans.child_table is 'Table that holds the id.';
comment on column automation.orphans.child_column is 'Column that holds the id.';
comment on column automation.orphans.parent_table is 'Table that lacks the row.';
comment on column automation.orphans.dangling is 'How many ids point at nothing.';
