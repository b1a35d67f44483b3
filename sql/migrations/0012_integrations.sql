-- Records of GoHighLevel, CallRail and Salesforce, and their sync logs.

create table integrations.ghl_contacts (
  id               uuid primary key default gen_random_uuid(),
  ghl_id           varchar(255) not null unique,
  ghl_location_id  varchar(255),
  st_customer_id   bigint,
  first_name       varchar(255),
  last_name        varchar(255),
  name             varchar(500),
  email            varchar(255),
  phone            varchar(50),
  address_line1    varchar(500),
  city             varchar(255),
  state            varchar(100),
  zip              varchar(20),
  country          varchar(100),
  tags             jsonb,
  source           varchar(100),
  type             varchar(50),
  custom_fields    jsonb,
  ghl_created_at   timestamptz,
  ghl_updated_at   timestamptz,
  synced_to_st     boolean,
  st_sync_error    text,
  sync_status      varchar(50),
  sync_attempts    integer not null default 0,
  st_data_hash     varchar(64),
  ghl_data_hash    varchar(64),
  local_created_at timestamptz not null default now(),
  local_synced_at  timestamptz not null default now(),
  full_data        jsonb not null default '{}'
);
create index ghl_contacts_st_customer_id_idx on integrations.ghl_contacts (st_customer_id);
create index ghl_contacts_email_lower_idx on integrations.ghl_contacts (lower(email));
create index ghl_contacts_phone_idx on integrations.ghl_contacts (phone);
create index ghl_contacts_waiting_idx on integrations.ghl_contacts (local_created_at) where synced_to_st is not true;
comment on table integrations.ghl_contacts is
  'Contacts in GoHighLevel and the customers they stand for.';
comment on column integrations.ghl_contacts.id is 'Row id of our own.';
comment on column integrations.ghl_contacts.ghl_id is 'GoHighLevel''s id.';
comment on column integrations.ghl_contacts.ghl_location_id is
  'Location (sub-account) in GoHighLevel.';
comment on column integrations.ghl_contacts.st_customer_id is
  'Customer: servicetitan.st_customers.st_id.';
comment on column integrations.ghl_contacts.first_name is 'First name. Untrusted text.';
comment on column integrations.ghl_contacts.last_name is 'Last name. Untrusted text.';
comment on column integrations.ghl_contacts.name is 'Full name. Untrusted text.';
comment on column integrations.ghl_contacts.email is 'E-mail address. Untrusted text.';
comment on column integrations.ghl_contacts.phone is 'Phone number. Untrusted text.';
comment on column integrations.ghl_contacts.address_line1 is 'Street. Untrusted text.';
comment on column integrations.ghl_contacts.city is 'City. Untrusted text.';
comment on column integrations.ghl_contacts.state is 'State. Untrusted text.';
comment on column integrations.ghl_contacts.zip is 'Postal code. Untrusted text.';
comment on column integrations.ghl_contacts.country is 'Country. Untrusted text.';
comment on column integrations.ghl_contacts.tags is 'Tags on the contact. Untrusted text.';
comment on column integrations.ghl_contacts.source is
  'Where the contact came from. Untrusted text.';
comment on column integrations.ghl_contacts.type is 'Kind of contact.';
comment on column integrations.ghl_contacts.custom_fields is
  'Custom fields as a list of type id, name and value. Untrusted text.';
comment on column integrations.ghl_contacts.ghl_created_at is 'When GoHighLevel created it.';
comment on column integrations.ghl_contacts.ghl_updated_at is 'When GoHighLevel last changed it.';
comment on column integrations.ghl_contacts.synced_to_st is
  'True when the customer in ServiceTitan is known.';
comment on column integrations.ghl_contacts.st_sync_error is 'Why that failed. Untrusted text.';
comment on column integrations.ghl_contacts.sync_status is
  'State of the row: synced, pending, failed or conflict.';
comment on column integrations.ghl_contacts.sync_attempts is 'Tries since it last worked.';
comment on column integrations.ghl_contacts.st_data_hash is
  'Digest of the customer as last sent, so that nothing is sent twice.';
comment on column integrations.ghl_contacts.ghl_data_hash is
  'Digest of the contact as last received.';
comment on column integrations.ghl_contacts.local_created_at is
  'When this row was first stored here.';
comment on column integrations.ghl_contacts.local_synced_at is 'When this row was last written.';
comment on column integrations.ghl_contacts.full_data is
  'The whole contact as GoHighLevel sent it. Untrusted text.';

create table integrations.ghl_opportunities (
  id                    uuid primary key default gen_random_uuid(),
  ghl_id                varchar(255) not null unique,
  ghl_contact_id        varchar(255),
  ghl_location_id       varchar(255),
  ghl_pipeline_id       varchar(255),
  ghl_pipeline_stage_id varchar(255),
  pipeline_name         varchar(255),
  stage_name            varchar(255),
  st_customer_id        bigint,
  st_job_id             bigint,
  st_estimate_id        bigint,
  name                  varchar(500),
  monetary_value        numeric(18,4),
  status                varchar(50),
  assigned_to           varchar(255),
  source                varchar(100),
  custom_fields         jsonb,
  ghl_created_at        timestamptz,
  ghl_updated_at        timestamptz,
  last_status_change_at timestamptz,
  closed_at             timestamptz,
  synced_to_st          boolean,
  st_sync_error         text,
  sync_status           varchar(50),
  sync_attempts         integer not null default 0,
  st_data_hash          varchar(64),
  ghl_data_hash         varchar(64),
  local_created_at      timestamptz not null default now(),
  local_synced_at       timestamptz not null default now(),
  full_data             jsonb not null default '{}'
);
create index ghl_opportunities_ghl_contact_id_idx on integrations.ghl_opportunities (ghl_contact_id);
create index ghl_opportunities_ghl_pipeline_id_ghl_pipeline_stage_id_idx on integrations.ghl_opportunities (ghl_pipeline_id, ghl_pipeline_stage_id);
create index ghl_opportunities_st_customer_id_idx on integrations.ghl_opportunities (st_customer_id);
create index ghl_opportunities_st_job_id_idx on integrations.ghl_opportunities (st_job_id);
create index ghl_opportunities_st_estimate_id_idx on integrations.ghl_opportunities (st_estimate_id);
create index ghl_opportunities_status_idx on integrations.ghl_opportunities (status);
comment on table integrations.ghl_opportunities is
  'Opportunities in GoHighLevel and the jobs and quotes they stand for.';
comment on column integrations.ghl_opportunities.id is 'Row id of our own.';
comment on column integrations.ghl_opportunities.ghl_id is 'GoHighLevel''s id.';
comment on column integrations.ghl_opportunities.ghl_contact_id is 'Contact: ghl_contacts.ghl_id.';
comment on column integrations.ghl_opportunities.ghl_location_id is
  'Location (sub-account) in GoHighLevel.';
comment on column integrations.ghl_opportunities.ghl_pipeline_id is 'Pipeline in GoHighLevel.';
comment on column integrations.ghl_opportunities.ghl_pipeline_stage_id is 'Stage in GoHighLevel.';
comment on column integrations.ghl_opportunities.pipeline_name is 'Name of the pipeline.';
comment on column integrations.ghl_opportunities.stage_name is 'Name of the stage.';
comment on column integrations.ghl_opportunities.st_customer_id is
  'Customer: servicetitan.st_customers.st_id.';
comment on column integrations.ghl_opportunities.st_job_id is 'Job: servicetitan.st_jobs.st_id.';
comment on column integrations.ghl_opportunities.st_estimate_id is
  'Estimate: servicetitan.st_estimates.st_id.';
comment on column integrations.ghl_opportunities.name is
  'Title of the opportunity. Untrusted text.';
comment on column integrations.ghl_opportunities.monetary_value is 'What it is worth.';
comment on column integrations.ghl_opportunities.status is 'open, won, lost or abandoned.';
comment on column integrations.ghl_opportunities.assigned_to is 'User in charge.';
comment on column integrations.ghl_opportunities.source is 'Where it came from. Untrusted text.';
comment on column integrations.ghl_opportunities.custom_fields is
  'Custom fields as a list of type id, name and value. Untrusted text.';
comment on column integrations.ghl_opportunities.ghl_created_at is 'When GoHighLevel created it.';
comment on column integrations.ghl_opportunities.ghl_updated_at is
  'When GoHighLevel last changed it.';
comment on column integrations.ghl_opportunities.last_status_change_at is
  'When its status last changed.';
comment on column integrations.ghl_opportunities.closed_at is 'When it was won or lost.';
comment on column integrations.ghl_opportunities.synced_to_st is
  'True when the job in ServiceTitan is known.';
comment on column integrations.ghl_opportunities.st_sync_error is
  'Why that failed. Untrusted text.';
comment on column integrations.ghl_opportunities.sync_status is
  'State of the row: synced, pending, failed or conflict.';
comment on column integrations.ghl_opportunities.sync_attempts is 'Tries since it last worked.';
comment on column integrations.ghl_opportunities.st_data_hash is
  'Digest of what was last sent, so that nothing is sent twice.';
comment on column integrations.ghl_opportunities.ghl_data_hash is
  'Digest of what was last received.';
comment on column integrations.ghl_opportunities.local_created_at is
  'When this row was first stored here.';
comment on column integrations.ghl_opportunities.local_synced_at is
  'When this row was last written.';
comment on column integrations.ghl_opportunities.full_data is
  'The whole opportunity as GoHighLevel sent it. Untrusted text.';

create table integrations.ghl_pipeline_mapping (
  id                     uuid primary key default gen_random_uuid(),
  st_job_type_id         bigint,
  st_business_unit_id    bigint,
  ghl_location_id        varchar(255) not null,
  ghl_pipeline_id        varchar(255) not null,
  ghl_pipeline_name      varchar(255),
  ghl_default_stage_id   varchar(255),
  ghl_default_stage_name varchar(255),
  is_default             boolean not null default false,
  priority               integer not null default 0,
  created_at             timestamptz not null default now(),
  updated_at             timestamptz not null default now(),
  constraint ghl_pipeline_mapping_job_key unique nulls not distinct (st_job_type_id, st_business_unit_id, ghl_location_id)
);
comment on table integrations.ghl_pipeline_mapping is
  'Which pipeline and stage a job of a type and business unit goes to; an empty id means any.';
comment on column integrations.ghl_pipeline_mapping.id is 'Row id of our own.';
comment on column integrations.ghl_pipeline_mapping.st_job_type_id is
  'Job type: st_job_types.st_id.';
comment on column integrations.ghl_pipeline_mapping.st_business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column integrations.ghl_pipeline_mapping.ghl_location_id is
  'Location (sub-account) in GoHighLevel.';
comment on column integrations.ghl_pipeline_mapping.ghl_pipeline_id is 'Pipeline in GoHighLevel.';
comment on column integrations.ghl_pipeline_mapping.ghl_pipeline_name is 'Name of the pipeline.';
comment on column integrations.ghl_pipeline_mapping.ghl_default_stage_id is
  'Stage new opportunities start in.';
comment on column integrations.ghl_pipeline_mapping.ghl_default_stage_name is 'Name of that stage.';
comment on column integrations.ghl_pipeline_mapping.is_default is
  'True for the pipeline used when nothing else fits.';
comment on column integrations.ghl_pipeline_mapping.priority is 'The higher one wins.';
comment on column integrations.ghl_pipeline_mapping.created_at is 'When this row was made.';
comment on column integrations.ghl_pipeline_mapping.updated_at is 'When this row was last changed.';

create table integrations.ghl_sync_log (
  id              uuid primary key default gen_random_uuid(),
  sync_type       varchar(50),
  direction       varchar(20),
  status          varchar(50),
  records_fetched integer not null default 0,
  records_created integer not null default 0,
  records_updated integer not null default 0,
  records_failed  integer not null default 0,
  started_at      timestamptz not null default now(),
  completed_at    timestamptz,
  duration_ms     integer,
  error_message   text,
  error_details   jsonb,
  triggered_by    varchar(100)
);
create index ghl_sync_log_started_at_idx on integrations.ghl_sync_log (started_at desc);
comment on table integrations.ghl_sync_log is
  'One row per GoHighLevel sync.';
comment on column integrations.ghl_sync_log.id is 'Row id of our own.';
comment on column integrations.ghl_sync_log.sync_type is 'Kind of run: full or incremental.';
comment on column integrations.ghl_sync_log.direction is 'st_to_ghl or ghl_to_st.';
comment on column integrations.ghl_sync_log.status is 'running, completed, failed or partial.';
comment on column integrations.ghl_sync_log.records_fetched is 'Records received.';
comment on column integrations.ghl_sync_log.records_created is 'Records created.';
comment on column integrations.ghl_sync_log.records_updated is 'Records changed.';
comment on column integrations.ghl_sync_log.records_failed is 'Records that failed.';
comment on column integrations.ghl_sync_log.started_at is 'When it began.';
comment on column integrations.ghl_sync_log.completed_at is 'When it ended.';
comment on column integrations.ghl_sync_log.duration_ms is 'How long it took, in milliseconds.';
comment on column integrations.ghl_sync_log.error_message is
  'What went wrong, in one sentence. Untrusted text.';
comment on column integrations.ghl_sync_log.error_details is
  'More about what went wrong. Untrusted text.';
comment on column integrations.ghl_sync_log.triggered_by is 'Who or what started it.';

create table integrations.ghl_webhook_events (
  id               uuid primary key default gen_random_uuid(),
  event_id         varchar(255) unique,
  event_type       varchar(100) not null,
  ghl_location_id  varchar(255),
  payload          jsonb not null,
  processed        boolean not null default false,
  processed_at     timestamptz,
  processing_error text,
  received_at      timestamptz not null default now()
);
create index ghl_webhook_events_waiting_idx on integrations.ghl_webhook_events (received_at) where not processed;
comment on table integrations.ghl_webhook_events is
  'Events GoHighLevel sent us, kept until they are dealt with.';
comment on column integrations.ghl_webhook_events.id is 'Row id of our own.';
comment on column integrations.ghl_webhook_events.event_id is
  'Id of the event, so that a repeat does nothing.';
comment on column integrations.ghl_webhook_events.event_type is 'What happened.';
comment on column integrations.ghl_webhook_events.ghl_location_id is
  'Location (sub-account) in GoHighLevel.';
comment on column integrations.ghl_webhook_events.payload is
  'The event as it came. Untrusted text.';
comment on column integrations.ghl_webhook_events.processed is 'True when it was dealt with.';
comment on column integrations.ghl_webhook_events.processed_at is 'When it was dealt with.';
comment on column integrations.ghl_webhook_events.processing_error is
  'Why that failed. Untrusted text.';
comment on column integrations.ghl_webhook_events.received_at is 'When it came.';

create table integrations.callrail_calls (
  id                      uuid primary key default gen_random_uuid(),
  callrail_id             varchar(255) not null unique,
  caller_phone            varchar(50),
  caller_digits           text generated always as (regexp_replace(caller_phone, '[^0-9]', '', 'g')) stored,
  tracking_number         varchar(50),
  call_start              timestamptz,
  call_end                timestamptz,
  duration_seconds        integer,
  recording_url           text,
  call_status             varchar(50),
  gclid                   text,
  utm_source              varchar(100),
  utm_medium              varchar(100),
  utm_campaign            varchar(255),
  utm_term                varchar(255),
  utm_content             varchar(255),
  landing_page_url        text,
  referrer_url            text,
  device_type             varchar(50),
  caller_city             varchar(255),
  caller_state            varchar(100),
  caller_zip              varchar(20),
  caller_country          varchar(100),
  st_customer_id          bigint,
  matched_at              timestamptz,
  match_confidence        varchar(20),
  match_method            varchar(50),
  converted_to_job        boolean,
  converted_to_estimate   boolean,
  estimate_sold           boolean,
  st_job_id               bigint,
  st_estimate_id          bigint,
  conversion_value        numeric(18,4),
  conversion_date         timestamptz,
  gads_conversion_sent    boolean not null default false,
  gads_conversion_sent_at timestamptz,
  gads_conversion_error   text,
  gads_retry_count        integer not null default 0,
  tags                    jsonb,
  notes                   text,
  full_data               jsonb not null default '{}',
  created_at              timestamptz not null default now(),
  updated_at              timestamptz not null default now()
);
create index callrail_calls_caller_digits_idx on integrations.callrail_calls (caller_digits);
create index callrail_calls_call_start_idx on integrations.callrail_calls (call_start);
create index callrail_calls_st_customer_id_idx on integrations.callrail_calls (st_customer_id);
create index callrail_calls_st_job_id_idx on integrations.callrail_calls (st_job_id);
create index callrail_calls_unmatched_idx on integrations.callrail_calls (call_start) where matched_at is null;
create index callrail_calls_unsent_idx on integrations.callrail_calls (conversion_date) where converted_to_job and not gads_conversion_sent and gclid is not null;
comment on table integrations.callrail_calls is
  'Calls that CallRail tracked.';
comment on column integrations.callrail_calls.id is 'Row id of our own.';
comment on column integrations.callrail_calls.callrail_id is 'CallRail''s id.';
comment on column integrations.callrail_calls.caller_phone is 'Number that called. Untrusted text.';
comment on column integrations.callrail_calls.caller_digits is
  'Digits of that number, for searching. Untrusted text.';
comment on column integrations.callrail_calls.tracking_number is 'Number that was called.';
comment on column integrations.callrail_calls.call_start is 'Start.';
comment on column integrations.callrail_calls.call_end is 'End.';
comment on column integrations.callrail_calls.duration_seconds is 'Length in seconds.';
comment on column integrations.callrail_calls.recording_url is
  'Where CallRail keeps the recording.';
comment on column integrations.callrail_calls.call_status is 'How the call ended.';
comment on column integrations.callrail_calls.gclid is 'Click id of Google Ads. Untrusted text.';
comment on column integrations.callrail_calls.utm_source is
  'Source named in the link. Untrusted text.';
comment on column integrations.callrail_calls.utm_medium is
  'Medium named in the link. Untrusted text.';
comment on column integrations.callrail_calls.utm_campaign is
  'Campaign named in the link. Untrusted text.';
comment on column integrations.callrail_calls.utm_term is
  'Search term named in the link. Untrusted text.';
comment on column integrations.callrail_calls.utm_content is
  'Content named in the link. Untrusted text.';
comment on column integrations.callrail_calls.landing_page_url is
  'Page the caller came to. Untrusted text.';
comment on column integrations.callrail_calls.referrer_url is
  'Page the caller came from. Untrusted text.';
comment on column integrations.callrail_calls.device_type is 'Device the caller used.';
comment on column integrations.callrail_calls.caller_city is 'City of the caller. Untrusted text.';
comment on column integrations.callrail_calls.caller_state is
  'State of the caller. Untrusted text.';
comment on column integrations.callrail_calls.caller_zip is
  'Postal code of the caller. Untrusted text.';
comment on column integrations.callrail_calls.caller_country is
  'Country of the caller. Untrusted text.';
comment on column integrations.callrail_calls.st_customer_id is
  'Customer: servicetitan.st_customers.st_id.';
comment on column integrations.callrail_calls.matched_at is 'When the caller was recognised.';
comment on column integrations.callrail_calls.match_confidence is 'How sure that is.';
comment on column integrations.callrail_calls.match_method is 'How the caller was recognised.';
comment on column integrations.callrail_calls.converted_to_job is 'True when a job followed.';
comment on column integrations.callrail_calls.converted_to_estimate is
  'True when a quote followed.';
comment on column integrations.callrail_calls.estimate_sold is 'True when that quote was sold.';
comment on column integrations.callrail_calls.st_job_id is 'Job: servicetitan.st_jobs.st_id.';
comment on column integrations.callrail_calls.st_estimate_id is
  'Estimate: servicetitan.st_estimates.st_id.';
comment on column integrations.callrail_calls.conversion_value is 'What it brought in.';
comment on column integrations.callrail_calls.conversion_date is 'When it brought that in.';
comment on column integrations.callrail_calls.gads_conversion_sent is
  'True when Google Ads was told.';
comment on column integrations.callrail_calls.gads_conversion_sent_at is
  'When Google Ads was told.';
comment on column integrations.callrail_calls.gads_conversion_error is
  'Why that failed. Untrusted text.';
comment on column integrations.callrail_calls.gads_retry_count is 'Tries so far.';
comment on column integrations.callrail_calls.tags is 'Tags on the call. Untrusted text.';
comment on column integrations.callrail_calls.notes is 'Remarks on the call. Untrusted text.';
comment on column integrations.callrail_calls.full_data is
  'The whole call as CallRail sent it. Untrusted text.';
comment on column integrations.callrail_calls.created_at is 'When this row was made.';
comment on column integrations.callrail_calls.updated_at is 'When this row was last changed.';

create table integrations.callrail_conversion_log (
  id                  uuid primary key default gen_random_uuid(),
  call_id             uuid not null references integrations.callrail_calls (id) on delete cascade,
  conversion_type     varchar(50) not null,
  conversion_value    numeric(18,4),
  gads_attempt_number integer not null default 1,
  gads_status         varchar(50),
  gads_response       jsonb,
  gads_error          text,
  gclid               text,
  conversion_action   varchar(100),
  attempted_at        timestamptz not null default now(),
  succeeded_at        timestamptz,
  triggered_by        varchar(100)
);
create index callrail_conversion_log_call_id_idx on integrations.callrail_conversion_log (call_id);
comment on table integrations.callrail_conversion_log is
  'Tries to tell Google Ads what a call brought in.';
comment on column integrations.callrail_conversion_log.id is 'Row id of our own.';
comment on column integrations.callrail_conversion_log.call_id is 'Call it is about.';
comment on column integrations.callrail_conversion_log.conversion_type is
  'What followed: job, estimate or sale.';
comment on column integrations.callrail_conversion_log.conversion_value is 'What it brought in.';
comment on column integrations.callrail_conversion_log.gads_attempt_number is 'Number of the try.';
comment on column integrations.callrail_conversion_log.gads_status is 'How it ended.';
comment on column integrations.callrail_conversion_log.gads_response is
  'What Google Ads answered. Untrusted text.';
comment on column integrations.callrail_conversion_log.gads_error is
  'Why it failed. Untrusted text.';
comment on column integrations.callrail_conversion_log.gclid is
  'Click id of Google Ads. Untrusted text.';
comment on column integrations.callrail_conversion_log.conversion_action is
  'Name of the conversion in Google Ads.';
comment on column integrations.callrail_conversion_log.attempted_at is 'When it was tried.';
comment on column integrations.callrail_conversion_log.succeeded_at is 'When it worked.';
comment on column integrations.callrail_conversion_log.triggered_by is 'Who or what started it.';

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
