-- The mirror of ServiceTitan as it stands after all migrations.

create extension if not exists pg_trgm with schema public;

create schema if not exists servicetitan;
comment on schema servicetitan is 'Copy of the ServiceTitan records we use; ServiceTitan is the truth.';

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
  'How it stands: running, completed, failed or partial.';
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

create table servicetitan.st_customers (
  id                   uuid primary key default gen_random_uuid(),
  st_id                bigint not null unique,
  tenant_id            bigint,
  name                 varchar(255),
  first_name           varchar(100),
  last_name            varchar(100),
  email                varchar(255),
  phone                varchar(50),
  phone_digits         text generated always as (regexp_replace(phone, '[^0-9]', '', 'g')) stored,
  phone_numbers        jsonb,
  email_addresses      jsonb,
  address_line1        varchar(255),
  address_line2        varchar(255),
  city                 varchar(100),
  state                varchar(50),
  zip                  varchar(20),
  country              varchar(100),
  latitude             numeric(9,6),
  longitude            numeric(9,6),
  customer_type        varchar(50),
  active               boolean,
  balance              numeric(18,4),
  tax_exempt           boolean,
  do_not_mail          boolean,
  do_not_service       boolean,
  national_account     boolean,
  payment_term_id      bigint,
  credit_limit         numeric(18,4),
  credit_limit_balance numeric(18,4),
  tag_type_ids         bigint[],
  custom_fields        jsonb,
  external_data        jsonb,
  created_by_id        bigint,
  ghl_contact_id       varchar(255),
  ghl_sync_status      varchar(50),
  ghl_synced_at        timestamptz,
  ghl_sync_error       text,
  local_created_at     timestamptz not null default now(),
  st_created_on        timestamptz,
  st_modified_on       timestamptz,
  local_synced_at      timestamptz not null default now(),
  full_data            jsonb not null default '{}',
  row_hash             bytea,
  deleted_at           timestamptz,
  merged_to_id         bigint
);
create index st_customers_name_trgm_idx on servicetitan.st_customers using gin (name public.gin_trgm_ops);
create index st_customers_name_lower_idx on servicetitan.st_customers (lower(name) text_pattern_ops);
create index st_customers_email_lower_idx on servicetitan.st_customers (lower(email));
create index st_customers_phone_digits_idx on servicetitan.st_customers (phone_digits);
create index st_customers_zip_idx on servicetitan.st_customers (zip);
create index st_customers_city_idx on servicetitan.st_customers (city);
create index st_customers_balance_idx on servicetitan.st_customers (balance desc) where balance > 0;
create index st_customers_st_modified_on_idx on servicetitan.st_customers (st_modified_on);
create index st_customers_ghl_contact_idx on servicetitan.st_customers (ghl_contact_id) where ghl_contact_id is not null;
create index st_customers_merged_to_idx on servicetitan.st_customers (merged_to_id) where merged_to_id is not null;
comment on table servicetitan.st_customers is
  'People and companies we work for.';
comment on column servicetitan.st_customers.id is 'Row id of our own.';
comment on column servicetitan.st_customers.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_customers.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_customers.name is
  'Name as ServiceTitan shows it. Untrusted text.';
comment on column servicetitan.st_customers.first_name is
  'First name, where the name is a person''s. Untrusted text.';
comment on column servicetitan.st_customers.last_name is
  'Last name, where the name is a person''s. Untrusted text.';
comment on column servicetitan.st_customers.email is
  'Best e-mail address among the customer''s contacts. Untrusted text.';
comment on column servicetitan.st_customers.phone is
  'Best phone number among the customer''s contacts. Untrusted text.';
comment on column servicetitan.st_customers.phone_digits is
  'Digits of the phone number, for searching. Untrusted text.';
comment on column servicetitan.st_customers.phone_numbers is
  'All active phone contacts of the customer. Untrusted text.';
comment on column servicetitan.st_customers.email_addresses is
  'All active e-mail contacts of the customer. Untrusted text.';
comment on column servicetitan.st_customers.address_line1 is
  'Street of the billing address. Untrusted text.';
comment on column servicetitan.st_customers.address_line2 is
  'Unit or suite of the billing address. Untrusted text.';
comment on column servicetitan.st_customers.city is 'City of the billing address. Untrusted text.';
comment on column servicetitan.st_customers.state is
  'State of the billing address. Untrusted text.';
comment on column servicetitan.st_customers.zip is
  'Postal code of the billing address. Untrusted text.';
comment on column servicetitan.st_customers.country is
  'Country of the billing address. Untrusted text.';
comment on column servicetitan.st_customers.latitude is
  'Latitude of the billing address, in degrees.';
comment on column servicetitan.st_customers.longitude is
  'Longitude of the billing address, in degrees.';
comment on column servicetitan.st_customers.customer_type is 'Residential or Commercial.';
comment on column servicetitan.st_customers.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_customers.balance is
  'What the customer owes, as ServiceTitan states it.';
comment on column servicetitan.st_customers.tax_exempt is 'True when no tax is charged.';
comment on column servicetitan.st_customers.do_not_mail is 'True when no mail may be sent.';
comment on column servicetitan.st_customers.do_not_service is
  'True when the company does not want to work for this customer.';
comment on column servicetitan.st_customers.national_account is 'True for a national account.';
comment on column servicetitan.st_customers.payment_term_id is 'Payment terms in ServiceTitan.';
comment on column servicetitan.st_customers.credit_limit is 'Credit the customer may use.';
comment on column servicetitan.st_customers.credit_limit_balance is 'Credit that is left.';
comment on column servicetitan.st_customers.tag_type_ids is
  'Tags on the record: st_tag_types.st_id.';
comment on column servicetitan.st_customers.custom_fields is
  'Custom fields as a list of type id, name and value. Untrusted text.';
comment on column servicetitan.st_customers.external_data is
  'Key and value pairs that integrations keep on the record. Untrusted text.';
comment on column servicetitan.st_customers.created_by_id is
  'User who created the record in ServiceTitan.';
comment on column servicetitan.st_customers.ghl_contact_id is 'Contact in GoHighLevel.';
comment on column servicetitan.st_customers.ghl_sync_status is
  'State of the copy in GoHighLevel: pending, synced or failed.';
comment on column servicetitan.st_customers.ghl_synced_at is
  'When the copy in GoHighLevel was last brought up to date.';
comment on column servicetitan.st_customers.ghl_sync_error is
  'Why the last copy to GoHighLevel failed. Untrusted text.';
comment on column servicetitan.st_customers.local_created_at is
  'When this row was first stored here.';
comment on column servicetitan.st_customers.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_customers.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_customers.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_customers.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_customers.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_customers.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';
comment on column servicetitan.st_customers.merged_to_id is
  'ServiceTitan id of the record this one was merged into.';

create table servicetitan.st_customer_contacts (
  id              uuid primary key default gen_random_uuid(),
  st_id           bigint not null unique,
  tenant_id       bigint,
  customer_id     bigint,
  type            varchar(50),
  value           text,
  value_digits    text generated always as (case when type <> 'Email' then regexp_replace(value, '[^0-9]', '', 'g') end) stored,
  memo            text,
  do_not_text     boolean,
  phone_settings  jsonb,
  preferences     jsonb,
  active          boolean,
  st_created_on   timestamptz,
  st_modified_on  timestamptz,
  local_synced_at timestamptz not null default now(),
  full_data       jsonb not null default '{}',
  row_hash        bytea,
  deleted_at      timestamptz
);
create index st_customer_contacts_customer_id_idx on servicetitan.st_customer_contacts (customer_id);
create index st_customer_contacts_value_digits_idx on servicetitan.st_customer_contacts (value_digits);
create index st_customer_contacts_value_lower_idx on servicetitan.st_customer_contacts (lower(left(value, 320)));
comment on table servicetitan.st_customer_contacts is
  'Phone numbers and e-mail addresses of customers.';
comment on column servicetitan.st_customer_contacts.id is 'Row id of our own.';
comment on column servicetitan.st_customer_contacts.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_customer_contacts.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_customer_contacts.customer_id is 'Customer: st_customers.st_id.';
comment on column servicetitan.st_customer_contacts.type is 'Phone, MobilePhone, Email or Fax.';
comment on column servicetitan.st_customer_contacts.value is
  'The number or address. Untrusted text.';
comment on column servicetitan.st_customer_contacts.value_digits is
  'Digits of a number, for searching. Untrusted text.';
comment on column servicetitan.st_customer_contacts.memo is
  'Remark on the contact. Untrusted text.';
comment on column servicetitan.st_customer_contacts.do_not_text is
  'True when no text message may be sent to this number.';
comment on column servicetitan.st_customer_contacts.phone_settings is
  'Settings of a phone contact.';
comment on column servicetitan.st_customer_contacts.preferences is
  'Which notices the contact wants.';
comment on column servicetitan.st_customer_contacts.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_customer_contacts.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_customer_contacts.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_customer_contacts.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_customer_contacts.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_customer_contacts.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_customer_contacts.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_locations (
  id              uuid primary key default gen_random_uuid(),
  st_id           bigint not null unique,
  tenant_id       bigint,
  customer_id     bigint,
  name            varchar(500),
  street          varchar(500),
  unit            varchar(100),
  city            varchar(255),
  state           varchar(100),
  zip             varchar(20),
  country         varchar(100),
  latitude        numeric(9,6),
  longitude       numeric(9,6),
  phone           varchar(50),
  email           varchar(255),
  zone_id         bigint,
  tax_zone_id     bigint,
  tax_exempt      boolean,
  active          boolean,
  tag_type_ids    bigint[],
  custom_fields   jsonb,
  external_data   jsonb,
  created_by_id   bigint,
  st_created_on   timestamptz,
  st_modified_on  timestamptz,
  local_synced_at timestamptz not null default now(),
  full_data       jsonb not null default '{}',
  row_hash        bytea,
  deleted_at      timestamptz,
  merged_to_id    bigint
);
create index st_locations_customer_id_idx on servicetitan.st_locations (customer_id);
create index st_locations_street_trgm_idx on servicetitan.st_locations using gin (street public.gin_trgm_ops);
create index st_locations_zip_idx on servicetitan.st_locations (zip);
create index st_locations_city_idx on servicetitan.st_locations (city);
create index st_locations_st_modified_on_idx on servicetitan.st_locations (st_modified_on);
comment on table servicetitan.st_locations is
  'Places where work is done; each belongs to a customer.';
comment on column servicetitan.st_locations.id is 'Row id of our own.';
comment on column servicetitan.st_locations.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_locations.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_locations.customer_id is 'Customer: st_customers.st_id.';
comment on column servicetitan.st_locations.name is 'Name of the place. Untrusted text.';
comment on column servicetitan.st_locations.street is 'Street. Untrusted text.';
comment on column servicetitan.st_locations.unit is 'Unit or suite. Untrusted text.';
comment on column servicetitan.st_locations.city is 'City. Untrusted text.';
comment on column servicetitan.st_locations.state is 'State. Untrusted text.';
comment on column servicetitan.st_locations.zip is 'Postal code. Untrusted text.';
comment on column servicetitan.st_locations.country is 'Country. Untrusted text.';
comment on column servicetitan.st_locations.latitude is 'Latitude in degrees.';
comment on column servicetitan.st_locations.longitude is 'Longitude in degrees.';
comment on column servicetitan.st_locations.phone is
  'Best phone number among the location''s contacts. Untrusted text.';
comment on column servicetitan.st_locations.email is
  'Best e-mail address among the location''s contacts. Untrusted text.';
comment on column servicetitan.st_locations.zone_id is 'Dispatch zone: st_zones.st_id.';
comment on column servicetitan.st_locations.tax_zone_id is 'Tax zone in ServiceTitan.';
comment on column servicetitan.st_locations.tax_exempt is 'True when no tax is charged here.';
comment on column servicetitan.st_locations.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_locations.tag_type_ids is
  'Tags on the record: st_tag_types.st_id.';
comment on column servicetitan.st_locations.custom_fields is
  'Custom fields as a list of type id, name and value. Untrusted text.';
comment on column servicetitan.st_locations.external_data is
  'Key and value pairs that integrations keep on the record. Untrusted text.';
comment on column servicetitan.st_locations.created_by_id is
  'User who created the record in ServiceTitan.';
comment on column servicetitan.st_locations.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_locations.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_locations.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_locations.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_locations.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_locations.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';
comment on column servicetitan.st_locations.merged_to_id is
  'ServiceTitan id of the record this one was merged into.';

create table servicetitan.st_location_contacts (
  id              uuid primary key default gen_random_uuid(),
  st_id           bigint not null unique,
  tenant_id       bigint,
  location_id     bigint,
  type            varchar(50),
  value           text,
  value_digits    text generated always as (case when type <> 'Email' then regexp_replace(value, '[^0-9]', '', 'g') end) stored,
  memo            text,
  do_not_text     boolean,
  phone_settings  jsonb,
  preferences     jsonb,
  active          boolean,
  st_created_on   timestamptz,
  st_modified_on  timestamptz,
  local_synced_at timestamptz not null default now(),
  full_data       jsonb not null default '{}',
  row_hash        bytea,
  deleted_at      timestamptz
);
create index st_location_contacts_location_id_idx on servicetitan.st_location_contacts (location_id);
create index st_location_contacts_value_digits_idx on servicetitan.st_location_contacts (value_digits);
comment on table servicetitan.st_location_contacts is
  'Phone numbers and e-mail addresses of locations.';
comment on column servicetitan.st_location_contacts.id is 'Row id of our own.';
comment on column servicetitan.st_location_contacts.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_location_contacts.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_location_contacts.location_id is
  'Service location: st_locations.st_id.';
comment on column servicetitan.st_location_contacts.type is 'Phone, MobilePhone, Email or Fax.';
comment on column servicetitan.st_location_contacts.value is
  'The number or address. Untrusted text.';
comment on column servicetitan.st_location_contacts.value_digits is
  'Digits of a number, for searching. Untrusted text.';
comment on column servicetitan.st_location_contacts.memo is
  'Remark on the contact. Untrusted text.';
comment on column servicetitan.st_location_contacts.do_not_text is
  'True when no text message may be sent to this number.';
comment on column servicetitan.st_location_contacts.phone_settings is
  'Settings of a phone contact.';
comment on column servicetitan.st_location_contacts.preferences is
  'Which notices the contact wants.';
comment on column servicetitan.st_location_contacts.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_location_contacts.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_location_contacts.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_location_contacts.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_location_contacts.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_location_contacts.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_location_contacts.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_jobs (
  id                        uuid primary key default gen_random_uuid(),
  st_id                     bigint not null unique,
  tenant_id                 bigint,
  job_number                varchar(50),
  customer_id               bigint,
  location_id               bigint,
  project_id                bigint,
  job_type_id               bigint,
  business_unit_id          bigint,
  campaign_id               bigint,
  job_status                varchar(50),
  priority                  varchar(50),
  summary                   text,
  summary_of_work           text,
  total                     numeric(18,4),
  no_charge                 boolean,
  customer_po               varchar(255),
  lead_technician_id        bigint,
  sold_by_id                bigint,
  invoice_id                bigint,
  membership_id             bigint,
  booking_id                bigint,
  lead_call_id              bigint,
  partner_lead_call_id      bigint,
  recall_for_id             bigint,
  warranty_id               bigint,
  job_generated_lead_source jsonb,
  created_from_estimate_id  bigint,
  estimate_ids              bigint[],
  equipment_ids             bigint[],
  appointment_count         integer,
  first_appointment_id      bigint,
  last_appointment_id       bigint,
  notifications_enabled     boolean,
  is_auto_dispatched        boolean,
  active                    boolean,
  tag_type_ids              bigint[],
  custom_fields             jsonb,
  external_data             jsonb,
  created_by_id             bigint,
  ghl_opportunity_id        varchar(255),
  ghl_sync_status           varchar(50),
  ghl_synced_at             timestamptz,
  ghl_sync_error            text,
  st_completed_on           timestamptz,
  st_created_on             timestamptz,
  st_modified_on            timestamptz,
  local_synced_at           timestamptz not null default now(),
  full_data                 jsonb not null default '{}',
  row_hash                  bytea,
  deleted_at                timestamptz
);
create index st_jobs_job_number_idx on servicetitan.st_jobs (job_number);
create index st_jobs_customer_id_idx on servicetitan.st_jobs (customer_id);
create index st_jobs_location_id_idx on servicetitan.st_jobs (location_id);
create index st_jobs_job_status_idx on servicetitan.st_jobs (job_status);
create index st_jobs_job_type_id_idx on servicetitan.st_jobs (job_type_id);
create index st_jobs_business_unit_id_st_completed_on_idx on servicetitan.st_jobs (business_unit_id, st_completed_on);
create index st_jobs_lead_technician_id_idx on servicetitan.st_jobs (lead_technician_id);
create index st_jobs_campaign_id_idx on servicetitan.st_jobs (campaign_id);
create index st_jobs_project_id_idx on servicetitan.st_jobs (project_id);
create index st_jobs_invoice_id_idx on servicetitan.st_jobs (invoice_id);
create index st_jobs_st_completed_on_idx on servicetitan.st_jobs (st_completed_on);
create index st_jobs_st_created_on_idx on servicetitan.st_jobs (st_created_on);
create index st_jobs_st_modified_on_idx on servicetitan.st_jobs (st_modified_on);
comment on table servicetitan.st_jobs is
  'Work orders; a job has one or more appointments and usually one invoice.';
comment on column servicetitan.st_jobs.id is 'Row id of our own.';
comment on column servicetitan.st_jobs.st_id is 'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_jobs.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_jobs.job_number is 'Number people call the job by.';
comment on column servicetitan.st_jobs.customer_id is 'Customer: st_customers.st_id.';
comment on column servicetitan.st_jobs.location_id is 'Service location: st_locations.st_id.';
comment on column servicetitan.st_jobs.project_id is 'Project: st_projects.st_id.';
comment on column servicetitan.st_jobs.job_type_id is 'Job type: st_job_types.st_id.';
comment on column servicetitan.st_jobs.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column servicetitan.st_jobs.campaign_id is 'Marketing campaign: st_campaigns.st_id.';
comment on column servicetitan.st_jobs.job_status is
  'Scheduled, Dispatched, InProgress, Hold, Completed or Canceled.';
comment on column servicetitan.st_jobs.priority is 'Low, Normal, High or Urgent.';
comment on column servicetitan.st_jobs.summary is
  'What is to be done, as the office wrote it. Untrusted text.';
comment on column servicetitan.st_jobs.summary_of_work is 'What was done. Untrusted text.';
comment on column servicetitan.st_jobs.total is
  'Amount invoiced for the job; 0 also when nothing was recorded.';
comment on column servicetitan.st_jobs.no_charge is 'True when the job is free.';
comment on column servicetitan.st_jobs.customer_po is
  'Customer''s purchase order number. Untrusted text.';
comment on column servicetitan.st_jobs.lead_technician_id is
  'First technician assigned: st_technicians.st_id.';
comment on column servicetitan.st_jobs.sold_by_id is 'Technician or employee who sold the job.';
comment on column servicetitan.st_jobs.invoice_id is 'Invoice: st_invoices.st_id.';
comment on column servicetitan.st_jobs.membership_id is
  'Membership of the customer: st_memberships.st_id.';
comment on column servicetitan.st_jobs.booking_id is
  'Booking the job came from: st_bookings.st_id.';
comment on column servicetitan.st_jobs.lead_call_id is 'Call the job came from: st_calls.st_id.';
comment on column servicetitan.st_jobs.partner_lead_call_id is 'Partner''s call the job came from.';
comment on column servicetitan.st_jobs.recall_for_id is
  'Job this one is a recall of: st_jobs.st_id.';
comment on column servicetitan.st_jobs.warranty_id is
  'Job whose warranty covers this one: st_jobs.st_id.';
comment on column servicetitan.st_jobs.job_generated_lead_source is
  'Job and employee that brought in this job.';
comment on column servicetitan.st_jobs.created_from_estimate_id is
  'Estimate the job was booked from: st_estimates.st_id.';
comment on column servicetitan.st_jobs.estimate_ids is 'Estimates of the job: st_estimates.st_id.';
comment on column servicetitan.st_jobs.equipment_ids is
  'Installed equipment the job is about: st_installed_equipment.st_id.';
comment on column servicetitan.st_jobs.appointment_count is 'Number of appointments.';
comment on column servicetitan.st_jobs.first_appointment_id is
  'First appointment: st_appointments.st_id.';
comment on column servicetitan.st_jobs.last_appointment_id is
  'Last appointment: st_appointments.st_id.';
comment on column servicetitan.st_jobs.notifications_enabled is
  'True when the customer gets notices about the job.';
comment on column servicetitan.st_jobs.is_auto_dispatched is
  'True when ServiceTitan dispatched it by itself.';
comment on column servicetitan.st_jobs.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_jobs.tag_type_ids is 'Tags on the record: st_tag_types.st_id.';
comment on column servicetitan.st_jobs.custom_fields is
  'Custom fields as a list of type id, name and value. Untrusted text.';
comment on column servicetitan.st_jobs.external_data is
  'Key and value pairs that integrations keep on the record. Untrusted text.';
comment on column servicetitan.st_jobs.created_by_id is
  'User who created the record in ServiceTitan.';
comment on column servicetitan.st_jobs.ghl_opportunity_id is 'Opportunity in GoHighLevel.';
comment on column servicetitan.st_jobs.ghl_sync_status is
  'State of the copy in GoHighLevel: pending, synced or failed.';
comment on column servicetitan.st_jobs.ghl_synced_at is
  'When the copy in GoHighLevel was last brought up to date.';
comment on column servicetitan.st_jobs.ghl_sync_error is
  'Why the last copy to GoHighLevel failed. Untrusted text.';
comment on column servicetitan.st_jobs.st_completed_on is 'When the job was completed.';
comment on column servicetitan.st_jobs.st_created_on is 'When ServiceTitan created the record.';
comment on column servicetitan.st_jobs.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_jobs.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_jobs.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_jobs.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_jobs.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_job_notes (
  id              uuid primary key default gen_random_uuid(),
  st_id           bigint not null unique,
  tenant_id       bigint,
  job_id          bigint,
  text            text,
  is_pinned       boolean,
  active          boolean,
  created_by_id   bigint,
  st_created_on   timestamptz,
  st_modified_on  timestamptz,
  local_synced_at timestamptz not null default now(),
  full_data       jsonb not null default '{}',
  row_hash        bytea,
  deleted_at      timestamptz
);
create index st_job_notes_job_id_st_created_on_idx on servicetitan.st_job_notes (job_id, st_created_on);
comment on table servicetitan.st_job_notes is
  'Notes the office and technicians wrote on jobs.';
comment on column servicetitan.st_job_notes.id is 'Row id of our own.';
comment on column servicetitan.st_job_notes.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_job_notes.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_job_notes.job_id is 'Job: st_jobs.st_id.';
comment on column servicetitan.st_job_notes.text is 'The note. Untrusted text.';
comment on column servicetitan.st_job_notes.is_pinned is 'True when the note stays on top.';
comment on column servicetitan.st_job_notes.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_job_notes.created_by_id is
  'User who created the record in ServiceTitan.';
comment on column servicetitan.st_job_notes.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_job_notes.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_job_notes.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_job_notes.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_job_notes.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_job_notes.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_appointments (
  id                   uuid primary key default gen_random_uuid(),
  st_id                bigint not null unique,
  tenant_id            bigint,
  job_id               bigint,
  customer_id          bigint,
  appointment_number   varchar(100),
  status               varchar(50),
  start_on             timestamptz,
  end_on               timestamptz,
  arrival_window_start timestamptz,
  arrival_window_end   timestamptz,
  special_instructions text,
  is_confirmed         boolean,
  unused               boolean,
  active               boolean,
  created_by_id        bigint,
  st_created_on        timestamptz,
  st_modified_on       timestamptz,
  local_synced_at      timestamptz not null default now(),
  full_data            jsonb not null default '{}',
  row_hash             bytea,
  deleted_at           timestamptz
);
create index st_appointments_job_id_idx on servicetitan.st_appointments (job_id);
create index st_appointments_customer_id_idx on servicetitan.st_appointments (customer_id);
create index st_appointments_start_on_end_on_idx on servicetitan.st_appointments (start_on, end_on);
create index st_appointments_status_start_on_idx on servicetitan.st_appointments (status, start_on);
create index st_appointments_st_modified_on_idx on servicetitan.st_appointments (st_modified_on);
comment on table servicetitan.st_appointments is
  'Visits: when a job''s work is planned.';
comment on column servicetitan.st_appointments.id is 'Row id of our own.';
comment on column servicetitan.st_appointments.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_appointments.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_appointments.job_id is 'Job: st_jobs.st_id.';
comment on column servicetitan.st_appointments.customer_id is 'Customer: st_customers.st_id.';
comment on column servicetitan.st_appointments.appointment_number is
  'Number of the visit within its job.';
comment on column servicetitan.st_appointments.status is
  'Scheduled, Dispatched, Working, Hold, Done or Canceled.';
comment on column servicetitan.st_appointments.start_on is 'Planned start.';
comment on column servicetitan.st_appointments.end_on is 'Planned end.';
comment on column servicetitan.st_appointments.arrival_window_start is
  'Earliest arrival promised to the customer.';
comment on column servicetitan.st_appointments.arrival_window_end is
  'Latest arrival promised to the customer.';
comment on column servicetitan.st_appointments.special_instructions is
  'Instructions for the technician. Untrusted text.';
comment on column servicetitan.st_appointments.is_confirmed is 'True when the customer confirmed.';
comment on column servicetitan.st_appointments.unused is
  'True when the visit turned out not to be needed.';
comment on column servicetitan.st_appointments.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_appointments.created_by_id is
  'User who created the record in ServiceTitan.';
comment on column servicetitan.st_appointments.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_appointments.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_appointments.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_appointments.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_appointments.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_appointments.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_appointment_assignments (
  id              uuid primary key default gen_random_uuid(),
  st_id           bigint not null unique,
  tenant_id       bigint,
  appointment_id  bigint,
  job_id          bigint,
  technician_id   bigint,
  technician_name varchar(255),
  assigned_by_id  bigint,
  assigned_on     timestamptz,
  status          varchar(50),
  is_paused       boolean,
  active          boolean,
  st_created_on   timestamptz,
  st_modified_on  timestamptz,
  local_synced_at timestamptz not null default now(),
  full_data       jsonb not null default '{}',
  row_hash        bytea,
  deleted_at      timestamptz
);
create index st_appointment_assignments_appointment_id_idx on servicetitan.st_appointment_assignments (appointment_id);
create index st_appointment_assignments_job_id_idx on servicetitan.st_appointment_assignments (job_id);
create index st_appointment_assignments_technician_id_idx on servicetitan.st_appointment_assignments (technician_id);
comment on table servicetitan.st_appointment_assignments is
  'Which technician goes to which visit.';
comment on column servicetitan.st_appointment_assignments.id is 'Row id of our own.';
comment on column servicetitan.st_appointment_assignments.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_appointment_assignments.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_appointment_assignments.appointment_id is
  'Appointment: st_appointments.st_id.';
comment on column servicetitan.st_appointment_assignments.job_id is 'Job: st_jobs.st_id.';
comment on column servicetitan.st_appointment_assignments.technician_id is
  'Technician: st_technicians.st_id.';
comment on column servicetitan.st_appointment_assignments.technician_name is
  'Name of the technician. Untrusted text.';
comment on column servicetitan.st_appointment_assignments.assigned_by_id is
  'User who assigned the technician.';
comment on column servicetitan.st_appointment_assignments.assigned_on is
  'When the technician was assigned.';
comment on column servicetitan.st_appointment_assignments.status is
  'Scheduled, Dispatched, Working or Done.';
comment on column servicetitan.st_appointment_assignments.is_paused is
  'True while the technician has paused the work.';
comment on column servicetitan.st_appointment_assignments.active is
  'False once the technician was taken off.';
comment on column servicetitan.st_appointment_assignments.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_appointment_assignments.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_appointment_assignments.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_appointment_assignments.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_appointment_assignments.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_appointment_assignments.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.job_technicians (
  id                uuid primary key default gen_random_uuid(),
  job_id            bigint not null,
  technician_id     bigint not null,
  technician_name   varchar(255),
  is_primary        boolean not null default false,
  appointment_count integer not null default 0,
  assigned_on       timestamptz,
  updated_at        timestamptz not null default now(),
  unique (job_id, technician_id)
);
create index job_technicians_technician_id_idx on servicetitan.job_technicians (technician_id);
comment on table servicetitan.job_technicians is
  'Technicians of each job, derived from the assignments of its visits by a trigger; never written by hand.';
comment on column servicetitan.job_technicians.id is 'Row id of our own.';
comment on column servicetitan.job_technicians.job_id is 'Job: st_jobs.st_id.';
comment on column servicetitan.job_technicians.technician_id is 'Technician: st_technicians.st_id.';
comment on column servicetitan.job_technicians.technician_name is
  'Name of the technician. Untrusted text.';
comment on column servicetitan.job_technicians.is_primary is
  'True for the technician assigned first.';
comment on column servicetitan.job_technicians.appointment_count is
  'Visits of the job this technician is assigned to.';
comment on column servicetitan.job_technicians.assigned_on is
  'When the technician was first assigned to the job.';
comment on column servicetitan.job_technicians.updated_at is 'When this row was last changed.';

-- Recomputes the technicians of the jobs whose assignments one statement touched.
create function servicetitan.refresh_job_technicians() returns trigger
  language plpgsql
  as $$
begin
  delete from servicetitan.job_technicians as old
   where old.job_id in (select job_id from touched)
     and not exists (
       select from servicetitan.st_appointment_assignments as a
        where a.job_id = old.job_id
          and a.technician_id = old.technician_id
          and a.active is not false
          and a.deleted_at is null
     );
  insert into servicetitan.job_technicians as jt
    (job_id, technician_id, technician_name, is_primary, appointment_count, assigned_on)
  select job_id,
         technician_id,
         technician_name,
         row_number() over (partition by job_id order by assigned_on nulls last, first_id) = 1,
         appointment_count,
         assigned_on
    from (
      select a.job_id,
             a.technician_id,
             max(a.technician_name) as technician_name,
             count(distinct a.appointment_id)::integer as appointment_count,
             min(a.assigned_on) as assigned_on,
             min(a.st_id) as first_id
        from servicetitan.st_appointment_assignments as a
       where a.job_id in (select job_id from touched)
         and a.technician_id is not null
         and a.active is not false
         and a.deleted_at is null
       group by a.job_id, a.technician_id
    ) as assigned
  on conflict (job_id, technician_id) do update
     set technician_name = excluded.technician_name,
         is_primary = excluded.is_primary,
         appointment_count = excluded.appointment_count,
         assigned_on = excluded.assigned_on,
         updated_at = now()
   where (jt.technician_name, jt.is_primary, jt.appointment_count, jt.assigned_on)
         is distinct from
         (excluded.technician_name, excluded.is_primary, excluded.appointment_count, excluded.assigned_on);
  return null;
end
$$;
comment on function servicetitan.refresh_job_technicians() is
  'Keeps job_technicians equal to the active assignments.';

create trigger assignments_inserted after insert on servicetitan.st_appointment_assignments
  referencing new table as touched
  for each statement execute function servicetitan.refresh_job_technicians();

create trigger assignments_deleted after delete on servicetitan.st_appointment_assignments
  referencing old table as touched
  for each statement execute function servicetitan.refresh_job_technicians();

create trigger assignments_updated_to after update on servicetitan.st_appointment_assignments
  referencing new table as touched
  for each statement execute function servicetitan.refresh_job_technicians();

create trigger assignments_updated_from after update on servicetitan.st_appointment_assignments
  referencing old table as touched
  for each statement execute function servicetitan.refresh_job_technicians();

create table servicetitan.st_estimates (
  id                           uuid primary key default gen_random_uuid(),
  st_id                        bigint not null unique,
  tenant_id                    bigint,
  job_id                       bigint,
  job_number                   varchar(50),
  project_id                   bigint,
  customer_id                  bigint,
  location_id                  bigint,
  business_unit_id             bigint,
  business_unit_name           varchar(255),
  name                         varchar(500),
  summary                      text,
  status                       varchar(50),
  status_value                 integer,
  review_status                varchar(50),
  sold_on                      timestamptz,
  sold_by_id                   bigint,
  is_recommended               boolean,
  is_change_order              boolean,
  proposal_tag_name            varchar(255),
  subtotal                     numeric(18,4),
  tax                          numeric(18,4),
  total                        numeric(18,4) generated always as (subtotal + coalesce(tax, 0)) stored,
  deposit_amount               numeric(18,4),
  deposit_percent              numeric(9,4),
  require_deposit_on_signature boolean,
  external_links               jsonb,
  budget_code_id               bigint,
  active                       boolean,
  st_created_on                timestamptz,
  st_modified_on               timestamptz,
  local_synced_at              timestamptz not null default now(),
  full_data                    jsonb not null default '{}',
  row_hash                     bytea,
  deleted_at                   timestamptz
);
create index st_estimates_job_id_idx on servicetitan.st_estimates (job_id);
create index st_estimates_customer_id_idx on servicetitan.st_estimates (customer_id);
create index st_estimates_location_id_idx on servicetitan.st_estimates (location_id);
create index st_estimates_open_idx on servicetitan.st_estimates (st_created_on) where status = 'Open';
create index st_estimates_sold_idx on servicetitan.st_estimates (sold_by_id, sold_on) where status = 'Sold';
create index st_estimates_sold_on_idx on servicetitan.st_estimates (sold_on);
create index st_estimates_st_modified_on_idx on servicetitan.st_estimates (st_modified_on);
comment on table servicetitan.st_estimates is
  'Quotes given to customers.';
comment on column servicetitan.st_estimates.id is 'Row id of our own.';
comment on column servicetitan.st_estimates.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_estimates.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_estimates.job_id is 'Job: st_jobs.st_id.';
comment on column servicetitan.st_estimates.job_number is 'Number of that job.';
comment on column servicetitan.st_estimates.project_id is 'Project: st_projects.st_id.';
comment on column servicetitan.st_estimates.customer_id is 'Customer: st_customers.st_id.';
comment on column servicetitan.st_estimates.location_id is 'Service location: st_locations.st_id.';
comment on column servicetitan.st_estimates.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column servicetitan.st_estimates.business_unit_name is 'Name of the business unit.';
comment on column servicetitan.st_estimates.name is 'Title of the quote. Untrusted text.';
comment on column servicetitan.st_estimates.summary is 'What the quote says. Untrusted text.';
comment on column servicetitan.st_estimates.status is 'Open, Sold or Dismissed.';
comment on column servicetitan.st_estimates.status_value is
  'ServiceTitan''s number for the status.';
comment on column servicetitan.st_estimates.review_status is
  'None, NeedsApproval, Approved or NotApproved.';
comment on column servicetitan.st_estimates.sold_on is 'When the customer accepted.';
comment on column servicetitan.st_estimates.sold_by_id is
  'Technician who sold it: st_technicians.st_id.';
comment on column servicetitan.st_estimates.is_recommended is
  'True for the option recommended to the customer.';
comment on column servicetitan.st_estimates.is_change_order is
  'True when it changes work already sold.';
comment on column servicetitan.st_estimates.proposal_tag_name is
  'Name of the option, such as good, better or best. Untrusted text.';
comment on column servicetitan.st_estimates.subtotal is 'Sum before tax.';
comment on column servicetitan.st_estimates.tax is 'Tax.';
comment on column servicetitan.st_estimates.total is 'Sum with tax.';
comment on column servicetitan.st_estimates.deposit_amount is 'Deposit asked for.';
comment on column servicetitan.st_estimates.deposit_percent is 'Deposit asked for, in percent.';
comment on column servicetitan.st_estimates.require_deposit_on_signature is
  'True when the deposit is due at signature.';
comment on column servicetitan.st_estimates.external_links is
  'Links kept on the quote. Untrusted text.';
comment on column servicetitan.st_estimates.budget_code_id is 'Budget code in ServiceTitan.';
comment on column servicetitan.st_estimates.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_estimates.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_estimates.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_estimates.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_estimates.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_estimates.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_estimates.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_estimate_items (
  id                 uuid primary key default gen_random_uuid(),
  st_id              bigint not null unique,
  tenant_id          bigint,
  estimate_id        bigint,
  sku_id             bigint,
  sku_name           varchar(255),
  sku_display_name   varchar(500),
  sku_type           varchar(50),
  sku_account        varchar(255),
  description        text,
  quantity           numeric(18,4),
  unit_rate          numeric(18,4),
  total              numeric(18,4),
  unit_cost          numeric(18,4),
  total_cost         numeric(18,4),
  sold_hours         numeric(18,4),
  item_group_name    varchar(255),
  item_group_root_id bigint,
  chargeable         boolean,
  invoice_item_id    bigint,
  membership_type_id bigint,
  budget_code_id     bigint,
  st_created_on      timestamptz,
  st_modified_on     timestamptz,
  local_synced_at    timestamptz not null default now(),
  full_data          jsonb not null default '{}',
  row_hash           bytea,
  deleted_at         timestamptz
);
create index st_estimate_items_estimate_id_idx on servicetitan.st_estimate_items (estimate_id);
create index st_estimate_items_sku_id_idx on servicetitan.st_estimate_items (sku_id);
comment on table servicetitan.st_estimate_items is
  'Lines of quotes.';
comment on column servicetitan.st_estimate_items.id is 'Row id of our own.';
comment on column servicetitan.st_estimate_items.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_estimate_items.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_estimate_items.estimate_id is 'Estimate: st_estimates.st_id.';
comment on column servicetitan.st_estimate_items.sku_id is 'Pricebook item.';
comment on column servicetitan.st_estimate_items.sku_name is 'Code of the pricebook item.';
comment on column servicetitan.st_estimate_items.sku_display_name is
  'Name of the pricebook item. Untrusted text.';
comment on column servicetitan.st_estimate_items.sku_type is 'Kind of pricebook item.';
comment on column servicetitan.st_estimate_items.sku_account is 'Account of the pricebook item.';
comment on column servicetitan.st_estimate_items.description is 'Text of the line. Untrusted text.';
comment on column servicetitan.st_estimate_items.quantity is 'How many.';
comment on column servicetitan.st_estimate_items.unit_rate is 'Price of one.';
comment on column servicetitan.st_estimate_items.total is 'Price of the line.';
comment on column servicetitan.st_estimate_items.unit_cost is 'Cost of one.';
comment on column servicetitan.st_estimate_items.total_cost is 'Cost of the line.';
comment on column servicetitan.st_estimate_items.sold_hours is 'Hours sold with the line.';
comment on column servicetitan.st_estimate_items.item_group_name is
  'Group heading the line stands under. Untrusted text.';
comment on column servicetitan.st_estimate_items.item_group_root_id is
  'Id of the group the line stands under.';
comment on column servicetitan.st_estimate_items.chargeable is
  'False when the line costs the customer nothing.';
comment on column servicetitan.st_estimate_items.invoice_item_id is
  'Invoice line: st_invoice_items.st_id.';
comment on column servicetitan.st_estimate_items.membership_type_id is
  'Membership type: st_membership_types.st_id.';
comment on column servicetitan.st_estimate_items.budget_code_id is 'Budget code in ServiceTitan.';
comment on column servicetitan.st_estimate_items.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_estimate_items.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_estimate_items.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_estimate_items.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_estimate_items.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_estimate_items.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_invoices (
  id                          uuid primary key default gen_random_uuid(),
  st_id                       bigint not null unique,
  tenant_id                   bigint,
  invoice_number              varchar(100),
  job_id                      bigint,
  job_number                  varchar(50),
  project_id                  bigint,
  customer_id                 bigint,
  location_id                 bigint,
  business_unit_id            bigint,
  membership_id               bigint,
  invoice_type_id             bigint,
  invoice_type                varchar(100),
  invoice_configuration       varchar(50),
  status                      varchar(50),
  sent_status                 varchar(50),
  review_status               varchar(50),
  invoice_date                date,
  due_date                    date,
  paid_on                     timestamptz,
  deposited_on                timestamptz,
  subtotal                    numeric(18,4),
  tax                         numeric(18,4),
  discount_total              numeric(18,4),
  total                       numeric(18,4),
  balance                     numeric(18,4),
  paid_amount                 numeric(18,4) generated always as (total - balance) stored,
  tax_zone_id                 bigint,
  term_name                   varchar(100),
  summary                     text,
  created_by                  varchar(255),
  assigned_to_id              bigint,
  employee_id                 bigint,
  adjustment_to_id            bigint,
  commission_eligibility_date date,
  batch_id                    bigint,
  batch_number                varchar(100),
  import_id                   varchar(255),
  export_id                   varchar(255),
  budget_code_id              bigint,
  royalty                     jsonb,
  custom_fields               jsonb,
  active                      boolean,
  st_created_on               timestamptz,
  st_modified_on              timestamptz,
  local_synced_at             timestamptz not null default now(),
  full_data                   jsonb not null default '{}',
  row_hash                    bytea,
  deleted_at                  timestamptz
);
create index st_invoices_invoice_number_idx on servicetitan.st_invoices (invoice_number);
create index st_invoices_customer_id_idx on servicetitan.st_invoices (customer_id);
create index st_invoices_job_id_idx on servicetitan.st_invoices (job_id);
create index st_invoices_location_id_idx on servicetitan.st_invoices (location_id);
create index st_invoices_project_id_idx on servicetitan.st_invoices (project_id);
create index st_invoices_business_unit_id_invoice_date_idx on servicetitan.st_invoices (business_unit_id, invoice_date);
create index st_invoices_invoice_date_idx on servicetitan.st_invoices (invoice_date);
create index st_invoices_due_idx on servicetitan.st_invoices (due_date) where balance > 0;
create index st_invoices_balance_idx on servicetitan.st_invoices (balance desc) where balance > 0;
create index st_invoices_st_modified_on_idx on servicetitan.st_invoices (st_modified_on);
comment on table servicetitan.st_invoices is
  'Bills to customers.';
comment on column servicetitan.st_invoices.id is 'Row id of our own.';
comment on column servicetitan.st_invoices.st_id is 'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_invoices.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_invoices.invoice_number is 'Number people call the invoice by.';
comment on column servicetitan.st_invoices.job_id is 'Job: st_jobs.st_id.';
comment on column servicetitan.st_invoices.job_number is 'Number of that job.';
comment on column servicetitan.st_invoices.project_id is 'Project: st_projects.st_id.';
comment on column servicetitan.st_invoices.customer_id is 'Customer: st_customers.st_id.';
comment on column servicetitan.st_invoices.location_id is 'Service location: st_locations.st_id.';
comment on column servicetitan.st_invoices.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column servicetitan.st_invoices.membership_id is
  'Membership of the customer: st_memberships.st_id.';
comment on column servicetitan.st_invoices.invoice_type_id is 'Invoice type in ServiceTitan.';
comment on column servicetitan.st_invoices.invoice_type is 'Name of the invoice type.';
comment on column servicetitan.st_invoices.invoice_configuration is
  'JobInvoice, ProjectInvoice, CounterSales, MembershipInvoice and so on.';
comment on column servicetitan.st_invoices.status is
  'Accounting state: Pending, Posted or Exported.';
comment on column servicetitan.st_invoices.sent_status is 'NotSent, Sent or Opened.';
comment on column servicetitan.st_invoices.review_status is
  'NeedsReview, OnHold, Reviewed and so on.';
comment on column servicetitan.st_invoices.invoice_date is 'Date on the invoice.';
comment on column servicetitan.st_invoices.due_date is 'Date the money is due.';
comment on column servicetitan.st_invoices.paid_on is 'When it was paid in full.';
comment on column servicetitan.st_invoices.deposited_on is 'When the money was deposited.';
comment on column servicetitan.st_invoices.subtotal is 'Sum before tax.';
comment on column servicetitan.st_invoices.tax is 'Tax.';
comment on column servicetitan.st_invoices.discount_total is 'Discounts given.';
comment on column servicetitan.st_invoices.total is 'Sum with tax.';
comment on column servicetitan.st_invoices.balance is 'What is still to be paid.';
comment on column servicetitan.st_invoices.paid_amount is 'What has been paid.';
comment on column servicetitan.st_invoices.tax_zone_id is 'Tax zone in ServiceTitan.';
comment on column servicetitan.st_invoices.term_name is 'Payment terms.';
comment on column servicetitan.st_invoices.summary is 'Text of the invoice. Untrusted text.';
comment on column servicetitan.st_invoices.created_by is 'User who created it. Untrusted text.';
comment on column servicetitan.st_invoices.assigned_to_id is 'User the invoice is assigned to.';
comment on column servicetitan.st_invoices.employee_id is 'Employee: st_employees.st_id.';
comment on column servicetitan.st_invoices.adjustment_to_id is
  'Invoice this one adjusts: st_invoices.st_id.';
comment on column servicetitan.st_invoices.commission_eligibility_date is
  'From when commission is due.';
comment on column servicetitan.st_invoices.batch_id is 'Accounting batch in ServiceTitan.';
comment on column servicetitan.st_invoices.batch_number is 'Number of that batch.';
comment on column servicetitan.st_invoices.import_id is 'Id given by an import.';
comment on column servicetitan.st_invoices.export_id is
  'Id given by the accounting system at export.';
comment on column servicetitan.st_invoices.budget_code_id is 'Budget code in ServiceTitan.';
comment on column servicetitan.st_invoices.royalty is 'Royalty state and dates.';
comment on column servicetitan.st_invoices.custom_fields is
  'Custom fields as a list of type id, name and value. Untrusted text.';
comment on column servicetitan.st_invoices.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_invoices.st_created_on is 'When ServiceTitan created the record.';
comment on column servicetitan.st_invoices.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_invoices.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_invoices.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_invoices.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_invoices.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_invoice_items (
  id                     uuid primary key default gen_random_uuid(),
  st_id                  bigint not null unique,
  tenant_id              bigint,
  invoice_id             bigint,
  estimate_item_id       bigint,
  sku_id                 bigint,
  sku_name               varchar(255),
  display_name           varchar(500),
  type                   varchar(50),
  description            text,
  quantity               numeric(18,4),
  cost                   numeric(18,4),
  total_cost             numeric(18,4),
  price                  numeric(18,4),
  member_price           numeric(18,4),
  total                  numeric(18,4),
  sold_hours             numeric(18,4),
  taxable                boolean,
  is_chargeable          boolean,
  inventory              boolean,
  add_on                 boolean,
  sort_order             integer,
  item_group_name        varchar(255),
  item_group_root_id     bigint,
  membership_type_id     bigint,
  installed_equipment_id bigint,
  technician_id          bigint,
  business_unit_id       bigint,
  service_date           timestamptz,
  budget_code_id         bigint,
  active                 boolean,
  st_created_on          timestamptz,
  st_modified_on         timestamptz,
  local_synced_at        timestamptz not null default now(),
  full_data              jsonb not null default '{}',
  row_hash               bytea,
  deleted_at             timestamptz
);
create index st_invoice_items_invoice_id_idx on servicetitan.st_invoice_items (invoice_id);
create index st_invoice_items_sku_id_idx on servicetitan.st_invoice_items (sku_id);
create index st_invoice_items_technician_id_idx on servicetitan.st_invoice_items (technician_id);
comment on table servicetitan.st_invoice_items is
  'Lines of invoices.';
comment on column servicetitan.st_invoice_items.id is 'Row id of our own.';
comment on column servicetitan.st_invoice_items.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_invoice_items.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_invoice_items.invoice_id is 'Invoice: st_invoices.st_id.';
comment on column servicetitan.st_invoice_items.estimate_item_id is
  'Quote line it came from: st_estimate_items.st_id.';
comment on column servicetitan.st_invoice_items.sku_id is 'Pricebook item.';
comment on column servicetitan.st_invoice_items.sku_name is 'Code of the pricebook item.';
comment on column servicetitan.st_invoice_items.display_name is
  'Name of the pricebook item. Untrusted text.';
comment on column servicetitan.st_invoice_items.type is
  'Service, Material, Equipment, PriceModifier or Unspecified.';
comment on column servicetitan.st_invoice_items.description is 'Text of the line. Untrusted text.';
comment on column servicetitan.st_invoice_items.quantity is 'How many.';
comment on column servicetitan.st_invoice_items.cost is 'Cost of one.';
comment on column servicetitan.st_invoice_items.total_cost is 'Cost of the line.';
comment on column servicetitan.st_invoice_items.price is 'Price of one.';
comment on column servicetitan.st_invoice_items.member_price is 'Price of one for members.';
comment on column servicetitan.st_invoice_items.total is 'Price of the line.';
comment on column servicetitan.st_invoice_items.sold_hours is 'Hours sold with the line.';
comment on column servicetitan.st_invoice_items.taxable is 'True when tax is charged.';
comment on column servicetitan.st_invoice_items.is_chargeable is
  'False when the line costs the customer nothing.';
comment on column servicetitan.st_invoice_items.inventory is 'True when the item is kept in stock.';
comment on column servicetitan.st_invoice_items.add_on is 'True when sold beside the main work.';
comment on column servicetitan.st_invoice_items.sort_order is 'Place of the line on the invoice.';
comment on column servicetitan.st_invoice_items.item_group_name is
  'Group heading the line stands under. Untrusted text.';
comment on column servicetitan.st_invoice_items.item_group_root_id is
  'Id of the group the line stands under.';
comment on column servicetitan.st_invoice_items.membership_type_id is
  'Membership type: st_membership_types.st_id.';
comment on column servicetitan.st_invoice_items.installed_equipment_id is
  'Installed equipment: st_installed_equipment.st_id.';
comment on column servicetitan.st_invoice_items.technician_id is
  'Technician: st_technicians.st_id.';
comment on column servicetitan.st_invoice_items.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column servicetitan.st_invoice_items.service_date is 'When the service was given.';
comment on column servicetitan.st_invoice_items.budget_code_id is 'Budget code in ServiceTitan.';
comment on column servicetitan.st_invoice_items.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_invoice_items.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_invoice_items.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_invoice_items.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_invoice_items.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_invoice_items.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_invoice_items.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_payments (
  id                  uuid primary key default gen_random_uuid(),
  st_id               bigint not null unique,
  tenant_id           bigint,
  customer_id         bigint,
  business_unit_id    bigint,
  reference_number    varchar(100),
  payment_type        varchar(50),
  payment_type_id     varchar(50),
  status              varchar(50),
  amount              numeric(18,4),
  unapplied_amount    numeric(18,4),
  payment_date        date,
  memo                text,
  check_number        varchar(100),
  auth_code           varchar(100),
  created_by          varchar(255),
  refunded_payment_id bigint,
  deposit_id          bigint,
  batch_id            bigint,
  batch_number        varchar(100),
  gl_account_id       bigint,
  custom_fields       jsonb,
  active              boolean,
  st_created_on       timestamptz,
  st_modified_on      timestamptz,
  local_synced_at     timestamptz not null default now(),
  full_data           jsonb not null default '{}',
  row_hash            bytea,
  deleted_at          timestamptz
);
create index st_payments_customer_id_idx on servicetitan.st_payments (customer_id);
create index st_payments_payment_date_idx on servicetitan.st_payments (payment_date);
create index st_payments_unapplied_idx on servicetitan.st_payments (customer_id) where unapplied_amount > 0;
create index st_payments_st_modified_on_idx on servicetitan.st_payments (st_modified_on);
comment on table servicetitan.st_payments is
  'Money received from customers; what it paid is in st_payment_applications.';
comment on column servicetitan.st_payments.id is 'Row id of our own.';
comment on column servicetitan.st_payments.st_id is 'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_payments.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_payments.customer_id is 'Customer: st_customers.st_id.';
comment on column servicetitan.st_payments.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column servicetitan.st_payments.reference_number is
  'Number on the payment. Untrusted text.';
comment on column servicetitan.st_payments.payment_type is
  'Kind of payment, such as Check or Visa.';
comment on column servicetitan.st_payments.payment_type_id is 'ServiceTitan''s id of that kind.';
comment on column servicetitan.st_payments.status is
  'Accounting state: Pending, Posted or Exported.';
comment on column servicetitan.st_payments.amount is 'Amount received.';
comment on column servicetitan.st_payments.unapplied_amount is 'Part that has paid no invoice yet.';
comment on column servicetitan.st_payments.payment_date is 'Day it was received.';
comment on column servicetitan.st_payments.memo is 'Remark on the payment. Untrusted text.';
comment on column servicetitan.st_payments.check_number is 'Number of the check. Untrusted text.';
comment on column servicetitan.st_payments.auth_code is 'Card authorisation code.';
comment on column servicetitan.st_payments.created_by is 'User who entered it. Untrusted text.';
comment on column servicetitan.st_payments.refunded_payment_id is
  'Payment this one refunds: st_payments.st_id.';
comment on column servicetitan.st_payments.deposit_id is 'Bank deposit in ServiceTitan.';
comment on column servicetitan.st_payments.batch_id is 'Accounting batch in ServiceTitan.';
comment on column servicetitan.st_payments.batch_number is 'Number of that batch.';
comment on column servicetitan.st_payments.gl_account_id is 'Ledger account in ServiceTitan.';
comment on column servicetitan.st_payments.custom_fields is
  'Custom fields as a list of type id, name and value. Untrusted text.';
comment on column servicetitan.st_payments.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_payments.st_created_on is 'When ServiceTitan created the record.';
comment on column servicetitan.st_payments.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_payments.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_payments.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_payments.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_payments.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_payment_applications (
  id              uuid primary key default gen_random_uuid(),
  st_id           bigint not null,
  tenant_id       bigint,
  payment_id      bigint,
  invoice_id      bigint,
  invoice_number  varchar(100),
  amount          numeric(18,4),
  applied_on      timestamptz,
  applied_by      varchar(255),
  st_created_on   timestamptz,
  st_modified_on  timestamptz,
  local_synced_at timestamptz not null default now(),
  full_data       jsonb not null default '{}',
  row_hash        bytea,
  deleted_at      timestamptz,
  unique (payment_id, st_id)
);
create index st_payment_applications_invoice_id_idx on servicetitan.st_payment_applications (invoice_id);
comment on table servicetitan.st_payment_applications is
  'Which payment paid how much of which invoice.';
comment on column servicetitan.st_payment_applications.id is 'Row id of our own.';
comment on column servicetitan.st_payment_applications.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_payment_applications.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_payment_applications.payment_id is 'Payment: st_payments.st_id.';
comment on column servicetitan.st_payment_applications.invoice_id is 'Invoice: st_invoices.st_id.';
comment on column servicetitan.st_payment_applications.invoice_number is 'Number of that invoice.';
comment on column servicetitan.st_payment_applications.amount is
  'Amount of the payment used for the invoice.';
comment on column servicetitan.st_payment_applications.applied_on is 'When it was applied.';
comment on column servicetitan.st_payment_applications.applied_by is
  'User who applied it. Untrusted text.';
comment on column servicetitan.st_payment_applications.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_payment_applications.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_payment_applications.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_payment_applications.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_payment_applications.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_payment_applications.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_technicians (
  id                 uuid primary key default gen_random_uuid(),
  st_id              bigint not null unique,
  tenant_id          bigint,
  user_id            bigint,
  name               varchar(255),
  first_name         varchar(100),
  last_name          varchar(100),
  email              varchar(255),
  phone              varchar(50),
  mobile_phone       varchar(50),
  business_unit_id   bigint,
  main_zone_id       bigint,
  zone_ids           bigint[],
  role_ids           bigint[],
  team               varchar(100),
  login_name         varchar(255),
  license_type       varchar(50),
  is_managed_tech    boolean,
  status             varchar(50),
  positions          text[],
  skills             jsonb,
  daily_goal         numeric(18,4),
  burden_rate        numeric(18,4),
  hourly_rate        numeric(18,4),
  commission_rate    numeric(18,4),
  sold_by_rate       numeric(18,4),
  payroll_id         varchar(100),
  payroll_profile_id bigint,
  shift_start        varchar(50),
  shift_end          varchar(50),
  hire_date          date,
  home               jsonb,
  bio                text,
  memo               text,
  custom_fields      jsonb,
  active             boolean,
  st_created_on      timestamptz,
  st_modified_on     timestamptz,
  local_synced_at    timestamptz not null default now(),
  full_data          jsonb not null default '{}',
  row_hash           bytea,
  deleted_at         timestamptz
);
create index st_technicians_business_unit_id_idx on servicetitan.st_technicians (business_unit_id);
create index st_technicians_name_lower_idx on servicetitan.st_technicians (lower(name));
create index st_technicians_active_idx on servicetitan.st_technicians (active);
comment on table servicetitan.st_technicians is
  'People who do the work in the field.';
comment on column servicetitan.st_technicians.id is 'Row id of our own.';
comment on column servicetitan.st_technicians.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_technicians.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_technicians.user_id is 'User account in ServiceTitan.';
comment on column servicetitan.st_technicians.name is
  'Name as ServiceTitan shows it. Untrusted text.';
comment on column servicetitan.st_technicians.first_name is 'First name. Untrusted text.';
comment on column servicetitan.st_technicians.last_name is 'Last name. Untrusted text.';
comment on column servicetitan.st_technicians.email is 'E-mail address. Untrusted text.';
comment on column servicetitan.st_technicians.phone is 'Phone number. Untrusted text.';
comment on column servicetitan.st_technicians.mobile_phone is
  'Mobile phone number. Untrusted text.';
comment on column servicetitan.st_technicians.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column servicetitan.st_technicians.main_zone_id is 'Home zone: st_zones.st_id.';
comment on column servicetitan.st_technicians.zone_ids is 'Zones served: st_zones.st_id.';
comment on column servicetitan.st_technicians.role_ids is 'Roles in ServiceTitan.';
comment on column servicetitan.st_technicians.team is 'Name of the team.';
comment on column servicetitan.st_technicians.login_name is 'Login name. Untrusted text.';
comment on column servicetitan.st_technicians.license_type is
  'NonManagedTech, ManagedTech or ManagedInstaller.';
comment on column servicetitan.st_technicians.is_managed_tech is
  'True when the technician uses the field app and may sell.';
comment on column servicetitan.st_technicians.status is 'Idle, Dispatched, Working or Meal.';
comment on column servicetitan.st_technicians.positions is
  'Positions held, such as Service or Installer.';
comment on column servicetitan.st_technicians.skills is 'Skills, each with id and name.';
comment on column servicetitan.st_technicians.daily_goal is 'Revenue expected per day.';
comment on column servicetitan.st_technicians.burden_rate is 'Cost per hour on top of pay.';
comment on column servicetitan.st_technicians.hourly_rate is 'Pay per hour.';
comment on column servicetitan.st_technicians.commission_rate is 'Commission on work done.';
comment on column servicetitan.st_technicians.sold_by_rate is 'Commission on work sold.';
comment on column servicetitan.st_technicians.payroll_id is 'Id in the payroll system.';
comment on column servicetitan.st_technicians.payroll_profile_id is
  'Payroll profile in ServiceTitan.';
comment on column servicetitan.st_technicians.shift_start is 'Start of the usual working day.';
comment on column servicetitan.st_technicians.shift_end is 'End of the usual working day.';
comment on column servicetitan.st_technicians.hire_date is 'First day at the company.';
comment on column servicetitan.st_technicians.home is
  'Home address with its position. Untrusted text.';
comment on column servicetitan.st_technicians.bio is
  'Text customers see about the technician. Untrusted text.';
comment on column servicetitan.st_technicians.memo is 'Remark on the technician. Untrusted text.';
comment on column servicetitan.st_technicians.custom_fields is
  'Custom fields as a list of type id, name and value. Untrusted text.';
comment on column servicetitan.st_technicians.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_technicians.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_technicians.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_technicians.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_technicians.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_technicians.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_technicians.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_employees (
  id                  uuid primary key default gen_random_uuid(),
  st_id               bigint not null unique,
  tenant_id           bigint,
  user_id             bigint,
  name                varchar(255),
  first_name          varchar(100),
  last_name           varchar(100),
  email               varchar(255),
  phone               varchar(50),
  role                varchar(100),
  role_ids            bigint[],
  manager_id          bigint,
  business_unit_id    bigint,
  login_name          varchar(255),
  account_locked      boolean,
  agent_id            integer,
  hourly_rate         numeric(18,4),
  overtime_profile_id bigint,
  hire_date           date,
  termination_date    date,
  home                jsonb,
  custom_fields       jsonb,
  active              boolean,
  st_created_on       timestamptz,
  st_modified_on      timestamptz,
  local_synced_at     timestamptz not null default now(),
  full_data           jsonb not null default '{}',
  row_hash            bytea,
  deleted_at          timestamptz
);
create index st_employees_business_unit_id_idx on servicetitan.st_employees (business_unit_id);
create index st_employees_name_lower_idx on servicetitan.st_employees (lower(name));
comment on table servicetitan.st_employees is
  'People who work in the office.';
comment on column servicetitan.st_employees.id is 'Row id of our own.';
comment on column servicetitan.st_employees.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_employees.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_employees.user_id is 'User account in ServiceTitan.';
comment on column servicetitan.st_employees.name is
  'Name as ServiceTitan shows it. Untrusted text.';
comment on column servicetitan.st_employees.first_name is 'First name. Untrusted text.';
comment on column servicetitan.st_employees.last_name is 'Last name. Untrusted text.';
comment on column servicetitan.st_employees.email is 'E-mail address. Untrusted text.';
comment on column servicetitan.st_employees.phone is 'Phone number. Untrusted text.';
comment on column servicetitan.st_employees.role is 'Role, such as Dispatch or Accounting.';
comment on column servicetitan.st_employees.role_ids is 'Roles in ServiceTitan.';
comment on column servicetitan.st_employees.manager_id is
  'Employee they report to: st_employees.st_id.';
comment on column servicetitan.st_employees.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column servicetitan.st_employees.login_name is 'Login name. Untrusted text.';
comment on column servicetitan.st_employees.account_locked is 'True when they cannot log in.';
comment on column servicetitan.st_employees.agent_id is 'Phone agent number.';
comment on column servicetitan.st_employees.hourly_rate is 'Pay per hour.';
comment on column servicetitan.st_employees.overtime_profile_id is
  'Overtime profile in ServiceTitan.';
comment on column servicetitan.st_employees.hire_date is 'First day at the company.';
comment on column servicetitan.st_employees.termination_date is 'Last day at the company.';
comment on column servicetitan.st_employees.home is 'Home address. Untrusted text.';
comment on column servicetitan.st_employees.custom_fields is
  'Custom fields as a list of type id, name and value. Untrusted text.';
comment on column servicetitan.st_employees.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_employees.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_employees.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_employees.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_employees.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_employees.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_employees.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_business_units (
  id               uuid primary key default gen_random_uuid(),
  st_id            bigint not null unique,
  tenant_id        bigint,
  name             varchar(255),
  official_name    varchar(255),
  email            varchar(255),
  phone            varchar(50),
  currency         varchar(20),
  default_tax_rate numeric(9,6),
  trade_id         bigint,
  trade            varchar(100),
  division_id      bigint,
  division         varchar(100),
  account_code     varchar(100),
  quickbooks_class varchar(100),
  address          jsonb,
  tag_type_ids     bigint[],
  external_data    jsonb,
  active           boolean,
  ghl_pipeline_id  varchar(255),
  ghl_location_id  varchar(255),
  st_created_on    timestamptz,
  st_modified_on   timestamptz,
  local_synced_at  timestamptz not null default now(),
  full_data        jsonb not null default '{}',
  row_hash         bytea,
  deleted_at       timestamptz
);
create index st_business_units_name_idx on servicetitan.st_business_units (name);
comment on table servicetitan.st_business_units is
  'Parts of the company that are accounted for separately.';
comment on column servicetitan.st_business_units.id is 'Row id of our own.';
comment on column servicetitan.st_business_units.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_business_units.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_business_units.name is 'Name of the business unit.';
comment on column servicetitan.st_business_units.official_name is 'Name printed on documents.';
comment on column servicetitan.st_business_units.email is 'E-mail address.';
comment on column servicetitan.st_business_units.phone is 'Phone number.';
comment on column servicetitan.st_business_units.currency is 'Currency code.';
comment on column servicetitan.st_business_units.default_tax_rate is
  'Tax rate used when no zone applies.';
comment on column servicetitan.st_business_units.trade_id is 'Trade in ServiceTitan.';
comment on column servicetitan.st_business_units.trade is 'Name of the trade.';
comment on column servicetitan.st_business_units.division_id is 'Division in ServiceTitan.';
comment on column servicetitan.st_business_units.division is 'Name of the division.';
comment on column servicetitan.st_business_units.account_code is 'Code in the accounting system.';
comment on column servicetitan.st_business_units.quickbooks_class is 'Class in QuickBooks.';
comment on column servicetitan.st_business_units.address is 'Address of the business unit.';
comment on column servicetitan.st_business_units.tag_type_ids is
  'Tags on the record: st_tag_types.st_id.';
comment on column servicetitan.st_business_units.external_data is
  'Key and value pairs that integrations keep on the record. Untrusted text.';
comment on column servicetitan.st_business_units.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_business_units.ghl_pipeline_id is
  'Pipeline in GoHighLevel its jobs go to.';
comment on column servicetitan.st_business_units.ghl_location_id is
  'GoHighLevel location of that pipeline.';
comment on column servicetitan.st_business_units.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_business_units.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_business_units.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_business_units.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_business_units.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_business_units.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_job_types (
  id                                        uuid primary key default gen_random_uuid(),
  st_id                                     bigint not null unique,
  tenant_id                                 bigint,
  name                                      varchar(255),
  business_unit_ids                         bigint[],
  skills                                    text[],
  tag_type_ids                              bigint[],
  priority                                  varchar(50),
  duration_seconds                          bigint,
  sold_threshold                            numeric(18,4),
  class                                     varchar(100),
  summary                                   text,
  no_charge                                 boolean,
  enforce_recurring_service_event_selection boolean,
  invoice_signatures_required               boolean,
  is_smart_dispatched                       boolean,
  default_estimate_sold_action              varchar(100),
  custom_field_type_ids                     bigint[],
  external_data                             jsonb,
  active                                    boolean,
  st_created_on                             timestamptz,
  st_modified_on                            timestamptz,
  local_synced_at                           timestamptz not null default now(),
  full_data                                 jsonb not null default '{}',
  row_hash                                  bytea,
  deleted_at                                timestamptz
);
create index st_job_types_name_idx on servicetitan.st_job_types (name);
comment on table servicetitan.st_job_types is
  'Kinds of job.';
comment on column servicetitan.st_job_types.id is 'Row id of our own.';
comment on column servicetitan.st_job_types.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_job_types.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_job_types.name is 'Name of the job type.';
comment on column servicetitan.st_job_types.business_unit_ids is
  'Business units that use it: st_business_units.st_id.';
comment on column servicetitan.st_job_types.skills is 'Skills the work needs.';
comment on column servicetitan.st_job_types.tag_type_ids is
  'Tags on the record: st_tag_types.st_id.';
comment on column servicetitan.st_job_types.priority is 'Priority new jobs get.';
comment on column servicetitan.st_job_types.duration_seconds is
  'Usual length of a visit, in seconds.';
comment on column servicetitan.st_job_types.sold_threshold is
  'From this amount on a job counts as sold.';
comment on column servicetitan.st_job_types.class is 'Class of work.';
comment on column servicetitan.st_job_types.summary is 'Text new jobs start with.';
comment on column servicetitan.st_job_types.no_charge is 'True when such jobs are free.';
comment on column servicetitan.st_job_types.enforce_recurring_service_event_selection is
  'True when a recurring service must be chosen.';
comment on column servicetitan.st_job_types.invoice_signatures_required is
  'True when invoices must be signed.';
comment on column servicetitan.st_job_types.is_smart_dispatched is
  'True when ServiceTitan may dispatch by itself.';
comment on column servicetitan.st_job_types.default_estimate_sold_action is
  'What happens when a quote is sold.';
comment on column servicetitan.st_job_types.custom_field_type_ids is
  'Custom fields such jobs have: st_custom_fields.st_id.';
comment on column servicetitan.st_job_types.external_data is
  'Key and value pairs that integrations keep on the record. Untrusted text.';
comment on column servicetitan.st_job_types.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_job_types.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_job_types.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_job_types.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_job_types.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_job_types.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_job_types.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_campaigns (
  id                  uuid primary key default gen_random_uuid(),
  st_id               bigint not null unique,
  tenant_id           bigint,
  name                varchar(255),
  category_id         bigint,
  category            varchar(100),
  source              varchar(255),
  other_source        varchar(255),
  medium              varchar(255),
  other_medium        varchar(255),
  business_unit       varchar(255),
  is_default_campaign boolean,
  phone_numbers       text[],
  active              boolean,
  st_created_on       timestamptz,
  st_modified_on      timestamptz,
  local_synced_at     timestamptz not null default now(),
  full_data           jsonb not null default '{}',
  row_hash            bytea,
  deleted_at          timestamptz
);
create index st_campaigns_name_idx on servicetitan.st_campaigns (name);
comment on table servicetitan.st_campaigns is
  'Marketing campaigns that bring calls and jobs.';
comment on column servicetitan.st_campaigns.id is 'Row id of our own.';
comment on column servicetitan.st_campaigns.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_campaigns.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_campaigns.name is 'Name of the campaign.';
comment on column servicetitan.st_campaigns.category_id is
  'Campaign category: st_campaign_categories.st_id.';
comment on column servicetitan.st_campaigns.category is 'Name of the category.';
comment on column servicetitan.st_campaigns.source is 'Where the campaign runs.';
comment on column servicetitan.st_campaigns.other_source is 'Where it runs, in free words.';
comment on column servicetitan.st_campaigns.medium is 'Medium of the campaign.';
comment on column servicetitan.st_campaigns.other_medium is 'Medium in free words.';
comment on column servicetitan.st_campaigns.business_unit is 'Name of the business unit it is for.';
comment on column servicetitan.st_campaigns.is_default_campaign is
  'True for the campaign used when none is known.';
comment on column servicetitan.st_campaigns.phone_numbers is 'Numbers that count for the campaign.';
comment on column servicetitan.st_campaigns.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_campaigns.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_campaigns.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_campaigns.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_campaigns.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_campaigns.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_campaigns.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_tag_types (
  id                                 uuid primary key default gen_random_uuid(),
  st_id                              bigint not null unique,
  tenant_id                          bigint,
  name                               varchar(255),
  code                               varchar(50),
  color                              varchar(50),
  importance                         varchar(50),
  is_conversion_opportunity          boolean,
  is_visible_on_dispatch_board       boolean,
  allow_to_use_on_timesheet_activity boolean,
  active                             boolean,
  st_created_on                      timestamptz,
  st_modified_on                     timestamptz,
  local_synced_at                    timestamptz not null default now(),
  full_data                          jsonb not null default '{}',
  row_hash                           bytea,
  deleted_at                         timestamptz
);
create index st_tag_types_name_idx on servicetitan.st_tag_types (name);
comment on table servicetitan.st_tag_types is
  'Tags that can be put on records.';
comment on column servicetitan.st_tag_types.id is 'Row id of our own.';
comment on column servicetitan.st_tag_types.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_tag_types.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_tag_types.name is 'Name of the tag.';
comment on column servicetitan.st_tag_types.code is 'Short code.';
comment on column servicetitan.st_tag_types.color is 'Colour shown.';
comment on column servicetitan.st_tag_types.importance is 'Medium or High.';
comment on column servicetitan.st_tag_types.is_conversion_opportunity is
  'True when the tag marks a chance to sell.';
comment on column servicetitan.st_tag_types.is_visible_on_dispatch_board is
  'True when dispatchers see it.';
comment on column servicetitan.st_tag_types.allow_to_use_on_timesheet_activity is
  'True when timesheets may carry it.';
comment on column servicetitan.st_tag_types.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_tag_types.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_tag_types.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_tag_types.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_tag_types.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_tag_types.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_tag_types.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_call_reasons (
  id              uuid primary key default gen_random_uuid(),
  st_id           bigint not null unique,
  tenant_id       bigint,
  name            varchar(255),
  is_lead         boolean,
  active          boolean,
  st_created_on   timestamptz,
  st_modified_on  timestamptz,
  local_synced_at timestamptz not null default now(),
  full_data       jsonb not null default '{}',
  row_hash        bytea,
  deleted_at      timestamptz
);
create index st_call_reasons_name_idx on servicetitan.st_call_reasons (name);
comment on table servicetitan.st_call_reasons is
  'Reasons a caller may have.';
comment on column servicetitan.st_call_reasons.id is 'Row id of our own.';
comment on column servicetitan.st_call_reasons.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_call_reasons.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_call_reasons.name is 'Name of the reason.';
comment on column servicetitan.st_call_reasons.is_lead is
  'True when such a call is a chance to sell.';
comment on column servicetitan.st_call_reasons.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_call_reasons.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_call_reasons.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_call_reasons.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_call_reasons.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_call_reasons.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_call_reasons.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';
