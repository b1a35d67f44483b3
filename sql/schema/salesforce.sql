-- The Salesforce sync log as it stands after all migrations.

create schema if not exists salesforce;
comment on schema salesforce is 'History of what was sent to Salesforce.';

create table salesforce.sync_log (
  id            uuid primary key default gen_random_uuid(),
  run_id        uuid,
  entity        varchar(50) not null,
  st_id         bigint,
  sobject       varchar(50) not null,
  external_id   varchar(255),
  salesforce_id varchar(50),
  direction     varchar(20) not null default 'to_salesforce',
  action        varchar(20),
  status        varchar(50) not null,
  data_hash     varchar(64),
  error_code    varchar(100),
  error_message text,
  started_at    timestamptz not null default now(),
  completed_at  timestamptz,
  duration_ms   integer
);
create index sync_log_entity_st_id_started_at_idx on salesforce.sync_log (entity, st_id, started_at desc);
create index sync_log_started_at_idx on salesforce.sync_log (started_at desc);
create index sync_log_failed_idx on salesforce.sync_log (started_at desc) where status = 'failed';
comment on table salesforce.sync_log is
  'What was sent to Salesforce, one row per record and try.';
comment on column salesforce.sync_log.id is 'Row id of our own.';
comment on column salesforce.sync_log.run_id is 'Run it belongs to.';
comment on column salesforce.sync_log.entity is 'What was sent, such as customer.';
comment on column salesforce.sync_log.st_id is 'ServiceTitan id of what was sent.';
comment on column salesforce.sync_log.sobject is 'Salesforce object, such as Account.';
comment on column salesforce.sync_log.external_id is 'External id it is kept under.';
comment on column salesforce.sync_log.salesforce_id is 'Id Salesforce gave it.';
comment on column salesforce.sync_log.direction is 'to_salesforce or from_salesforce.';
comment on column salesforce.sync_log.action is 'created, updated, skipped or failed.';
comment on column salesforce.sync_log.status is 'completed or failed.';
comment on column salesforce.sync_log.data_hash is
  'Digest of what was sent, so that nothing is sent twice.';
comment on column salesforce.sync_log.error_code is 'Salesforce''s code for the problem.';
comment on column salesforce.sync_log.error_message is
  'What went wrong, in one sentence. Untrusted text.';
comment on column salesforce.sync_log.started_at is 'When it began.';
comment on column salesforce.sync_log.completed_at is 'When it ended.';
comment on column salesforce.sync_log.duration_ms is 'How long it took, in milliseconds.';
