-- The mirror of ServiceTitan as it stands after all migrations.

create extension if not exists pg_trgm with schema public;

create schema if not exists servicetitan;
comment on schema servicetitan is
  'Copy of the ServiceTitan records we use. Ids of other tables are plain columns, since records arrive in any order; only lines inside a record are bound to it.';

create function servicetitan.fold(value text) returns text
  language sql immutable parallel safe
  return case
    when octet_length(value) = length(value) then lower(value)
    else translate(
      regexp_replace(lower(normalize(value, nfd)), '[\u0300-\u036f]', '', 'g'), 'đøłı', 'doli'
    )
  end;
comment on function servicetitan.fold(text) is
  'The text in lower case without accents, so that a search finds what people type.';

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
  'Kind of run: full, incremental or verify.';
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
create index st_customers_name_trgm_idx on servicetitan.st_customers using gin (servicetitan.fold(name) public.gin_trgm_ops);
create index st_customers_address_trgm_idx on servicetitan.st_customers using gin (servicetitan.fold(coalesce(address_line1, '') || ' ' || coalesce(city, '') || ' ' || coalesce(zip, '')) public.gin_trgm_ops);
create index st_customers_name_lower_idx on servicetitan.st_customers (lower(name) text_pattern_ops);
create index st_customers_email_lower_idx on servicetitan.st_customers (lower(email));
create index st_customers_phone_end_idx on servicetitan.st_customers (reverse(phone_digits) text_pattern_ops);
create index st_customers_balance_idx on servicetitan.st_customers (balance desc) where balance > 0;
create index st_customers_ghl_contact_idx on servicetitan.st_customers (ghl_contact_id) where ghl_contact_id is not null;
create index st_customers_merged_to_idx on servicetitan.st_customers (merged_to_id) where merged_to_id is not null;
create index st_customers_merged_idx on servicetitan.st_customers (st_id) where merged_to_id is not null;
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
  'Key and value pairs that integrations keep on the record; applicationGuid says whose, where a tool wrote it. Untrusted text.';
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
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
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
create index st_customer_contacts_value_end_idx on servicetitan.st_customer_contacts (reverse(value_digits) text_pattern_ops);
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
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
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
create index st_locations_merged_idx on servicetitan.st_locations (st_id) where merged_to_id is not null;
create index st_locations_street_trgm_idx on servicetitan.st_locations using gin (street public.gin_trgm_ops);
create index st_locations_zip_idx on servicetitan.st_locations (zip);
create index st_locations_city_idx on servicetitan.st_locations (city);
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
  'Key and value pairs that integrations keep on the record; applicationGuid says whose, where a tool wrote it. Untrusted text.';
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
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
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
create index st_location_contacts_value_end_idx on servicetitan.st_location_contacts (reverse(value_digits) text_pattern_ops);
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
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
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
create index st_jobs_open_idx on servicetitan.st_jobs (job_status)
  where job_status not in ('Completed', 'Canceled');
create index st_jobs_lead_technician_id_idx on servicetitan.st_jobs (lead_technician_id) where lead_technician_id is not null;
create index st_jobs_project_id_idx on servicetitan.st_jobs (project_id) where project_id is not null;
create index st_jobs_st_completed_on_idx on servicetitan.st_jobs (st_completed_on);
create index st_jobs_st_created_on_idx on servicetitan.st_jobs (st_created_on);
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
  'Key and value pairs that integrations keep on the record; applicationGuid says whose, where a tool wrote it. Untrusted text.';
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
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
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
create index st_appointments_long_idx on servicetitan.st_appointments (end_on)
  where end_on - start_on > interval '24 hours';
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
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
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
declare
  -- An array, not a join: the index is used however large the tables have grown.
  jobs constant bigint[] := array(select distinct job_id from touched where job_id is not null);
begin
  delete from servicetitan.job_technicians as stale
   where stale.job_id = any (jobs)
     and not exists (
       select from servicetitan.st_appointment_assignments as a
        where a.job_id = stale.job_id
          and a.technician_id = stale.technician_id
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
       where a.job_id = any (jobs)
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
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_estimates.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_estimate_items (
  id                 uuid primary key default gen_random_uuid(),
  st_id              bigint not null unique,
  tenant_id          bigint,
  estimate_id        bigint references servicetitan.st_estimates (st_id) deferrable initially deferred,
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
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_invoices.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_invoice_items (
  id                     uuid primary key default gen_random_uuid(),
  st_id                  bigint not null unique,
  tenant_id              bigint,
  invoice_id             bigint references servicetitan.st_invoices (st_id) deferrable initially deferred,
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
comment on column servicetitan.st_invoice_items.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_invoice_items.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_invoice_items.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_invoice_items.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_invoice_items.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_payments.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_payment_applications (
  id              uuid primary key default gen_random_uuid(),
  st_id           bigint not null,
  tenant_id       bigint,
  payment_id      bigint references servicetitan.st_payments (st_id) deferrable initially deferred,
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
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
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
  'Key and value pairs that integrations keep on the record; applicationGuid says whose, where a tool wrote it. Untrusted text.';
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
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
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
  'Key and value pairs that integrations keep on the record; applicationGuid says whose, where a tool wrote it. Untrusted text.';
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
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_call_reasons.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_membership_types (
  id                               uuid primary key default gen_random_uuid(),
  st_id                            bigint not null unique,
  tenant_id                        bigint,
  name                             varchar(255),
  display_name                     varchar(255),
  active                           boolean,
  discount                         numeric(9,4),
  discount_mode                    varchar(50),
  discounts                        jsonb,
  duration_billing                 jsonb,
  recurring_services               jsonb,
  location_target                  varchar(50),
  revenue_recognition_mode         varchar(50),
  auto_calculate_invoice_templates boolean,
  use_membership_pricing_table     boolean,
  show_membership_savings          boolean,
  billing_template_id              bigint,
  tag_type_ids                     bigint[],
  import_id                        varchar(255),
  created_by_id                    bigint,
  st_created_on                    timestamptz,
  st_modified_on                   timestamptz,
  local_synced_at                  timestamptz not null default now(),
  full_data                        jsonb not null default '{}',
  row_hash                         bytea,
  deleted_at                       timestamptz
);
comment on table servicetitan.st_membership_types is
  'Membership plans on offer.';
comment on column servicetitan.st_membership_types.id is 'Row id of our own.';
comment on column servicetitan.st_membership_types.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_membership_types.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_membership_types.name is 'Name of the plan.';
comment on column servicetitan.st_membership_types.display_name is 'Name customers see.';
comment on column servicetitan.st_membership_types.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_membership_types.discount is 'Discount members get, in percent.';
comment on column servicetitan.st_membership_types.discount_mode is 'Basic, Units or Categories.';
comment on column servicetitan.st_membership_types.discounts is
  'Discounts by category or business unit.';
comment on column servicetitan.st_membership_types.duration_billing is
  'Terms on offer with their prices.';
comment on column servicetitan.st_membership_types.recurring_services is
  'Services that belong to the plan.';
comment on column servicetitan.st_membership_types.location_target is
  'AllLocations or SingleLocation.';
comment on column servicetitan.st_membership_types.revenue_recognition_mode is
  'PointOfSale or Deferred.';
comment on column servicetitan.st_membership_types.auto_calculate_invoice_templates is
  'True when prices are worked out by ServiceTitan.';
comment on column servicetitan.st_membership_types.use_membership_pricing_table is
  'True when the member price table applies.';
comment on column servicetitan.st_membership_types.show_membership_savings is
  'True when savings are shown to customers.';
comment on column servicetitan.st_membership_types.billing_template_id is
  'Billing template in ServiceTitan.';
comment on column servicetitan.st_membership_types.tag_type_ids is
  'Tags on the record: st_tag_types.st_id.';
comment on column servicetitan.st_membership_types.import_id is 'Id given by an import.';
comment on column servicetitan.st_membership_types.created_by_id is
  'User who created the record in ServiceTitan.';
comment on column servicetitan.st_membership_types.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_membership_types.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_membership_types.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_membership_types.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_membership_types.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_membership_types.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_memberships (
  id                              uuid primary key default gen_random_uuid(),
  st_id                           bigint not null unique,
  tenant_id                       bigint,
  customer_id                     bigint,
  location_id                     bigint,
  membership_type_id              bigint,
  business_unit_id                bigint,
  status                          varchar(50),
  active                          boolean,
  from_date                       date,
  to_date                         date,
  duration_months                 integer,
  renewal_duration_months         integer,
  billing_frequency               varchar(50),
  renewal_billing_frequency       varchar(50),
  next_scheduled_bill_date        date,
  follow_up_on                    date,
  follow_up_status                varchar(50),
  cancellation_date               date,
  cancellation_invoice_id         bigint,
  cancellation_balance_invoice_id bigint,
  initial_deferred_revenue        numeric(18,4),
  billing_template_id             bigint,
  payment_method_id               bigint,
  payment_type_id                 bigint,
  recurring_location_id           bigint,
  renewed_by_id                   bigint,
  activated_from_id               bigint,
  activated_by_id                 bigint,
  sold_by_id                      bigint,
  customer_po                     varchar(255),
  memo                            text,
  import_id                       varchar(255),
  custom_fields                   jsonb,
  created_by_id                   bigint,
  st_created_on                   timestamptz,
  st_modified_on                  timestamptz,
  local_synced_at                 timestamptz not null default now(),
  full_data                       jsonb not null default '{}',
  row_hash                        bytea,
  deleted_at                      timestamptz
);
create index st_memberships_customer_id_idx on servicetitan.st_memberships (customer_id);
create index st_memberships_location_id_idx on servicetitan.st_memberships (location_id);
create index st_memberships_recurring_location_id_idx on servicetitan.st_memberships (recurring_location_id);
create index st_memberships_membership_type_id_idx on servicetitan.st_memberships (membership_type_id);
create index st_memberships_status_to_date_idx on servicetitan.st_memberships (status, to_date);
create index st_memberships_next_bill_idx on servicetitan.st_memberships (next_scheduled_bill_date) where status = 'Active';
comment on table servicetitan.st_memberships is
  'Memberships customers hold or held.';
comment on column servicetitan.st_memberships.id is 'Row id of our own.';
comment on column servicetitan.st_memberships.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_memberships.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_memberships.customer_id is 'Customer: st_customers.st_id.';
comment on column servicetitan.st_memberships.location_id is
  'Service location: st_locations.st_id.';
comment on column servicetitan.st_memberships.membership_type_id is
  'Membership type: st_membership_types.st_id.';
comment on column servicetitan.st_memberships.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column servicetitan.st_memberships.status is
  'Active, Suspended, Expired, Canceled or Deleted.';
comment on column servicetitan.st_memberships.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_memberships.from_date is 'First day.';
comment on column servicetitan.st_memberships.to_date is 'Last day; empty while it runs on.';
comment on column servicetitan.st_memberships.duration_months is 'Length in months.';
comment on column servicetitan.st_memberships.renewal_duration_months is
  'Length after renewal, in months.';
comment on column servicetitan.st_memberships.billing_frequency is
  'OneTime, Monthly, EveryOtherMonth, Quarterly, BiAnnual or Annual.';
comment on column servicetitan.st_memberships.renewal_billing_frequency is
  'Billing frequency after renewal.';
comment on column servicetitan.st_memberships.next_scheduled_bill_date is 'Day of the next bill.';
comment on column servicetitan.st_memberships.follow_up_on is 'Day to call the customer about it.';
comment on column servicetitan.st_memberships.follow_up_status is
  'NotAttempted, Unreachable, Contacted, Won or Dismissed.';
comment on column servicetitan.st_memberships.cancellation_date is 'Day it was cancelled.';
comment on column servicetitan.st_memberships.cancellation_invoice_id is
  'Invoice of the cancellation: st_invoices.st_id.';
comment on column servicetitan.st_memberships.cancellation_balance_invoice_id is
  'Invoice of what was left: st_invoices.st_id.';
comment on column servicetitan.st_memberships.initial_deferred_revenue is
  'Revenue deferred at the sale.';
comment on column servicetitan.st_memberships.billing_template_id is
  'Billing template in ServiceTitan.';
comment on column servicetitan.st_memberships.payment_method_id is
  'Stored payment method in ServiceTitan.';
comment on column servicetitan.st_memberships.payment_type_id is 'Payment type in ServiceTitan.';
comment on column servicetitan.st_memberships.recurring_location_id is
  'Location the services happen at: st_locations.st_id.';
comment on column servicetitan.st_memberships.renewed_by_id is
  'Membership that renews this one: st_memberships.st_id.';
comment on column servicetitan.st_memberships.activated_from_id is 'Invoice line it was sold with.';
comment on column servicetitan.st_memberships.activated_by_id is 'User who activated it.';
comment on column servicetitan.st_memberships.sold_by_id is 'Technician or employee who sold it.';
comment on column servicetitan.st_memberships.customer_po is
  'Customer''s purchase order number. Untrusted text.';
comment on column servicetitan.st_memberships.memo is 'Remark on the record. Untrusted text.';
comment on column servicetitan.st_memberships.import_id is 'Id given by an import.';
comment on column servicetitan.st_memberships.custom_fields is
  'Custom fields as a list of type id, name and value. Untrusted text.';
comment on column servicetitan.st_memberships.created_by_id is
  'User who created the record in ServiceTitan.';
comment on column servicetitan.st_memberships.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_memberships.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_memberships.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_memberships.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_memberships.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_memberships.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_membership_status_changes (
  id              uuid primary key default gen_random_uuid(),
  st_id           bigint not null unique,
  tenant_id       bigint,
  membership_id   bigint,
  old_status      varchar(50),
  new_status      varchar(50),
  note            text,
  created_by_id   bigint,
  st_created_on   timestamptz,
  st_modified_on  timestamptz,
  local_synced_at timestamptz not null default now(),
  full_data       jsonb not null default '{}',
  row_hash        bytea,
  deleted_at      timestamptz
);
create index st_membership_status_changes_membership_id_idx on servicetitan.st_membership_status_changes (membership_id);
comment on table servicetitan.st_membership_status_changes is
  'Each change of a membership''s status.';
comment on column servicetitan.st_membership_status_changes.id is 'Row id of our own.';
comment on column servicetitan.st_membership_status_changes.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_membership_status_changes.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_membership_status_changes.membership_id is
  'Membership of the customer: st_memberships.st_id.';
comment on column servicetitan.st_membership_status_changes.old_status is 'Status before.';
comment on column servicetitan.st_membership_status_changes.new_status is 'Status after.';
comment on column servicetitan.st_membership_status_changes.note is 'Reason given. Untrusted text.';
comment on column servicetitan.st_membership_status_changes.created_by_id is
  'User who created the record in ServiceTitan.';
comment on column servicetitan.st_membership_status_changes.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_membership_status_changes.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_membership_status_changes.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_membership_status_changes.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_membership_status_changes.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_membership_status_changes.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_recurring_service_types (
  id                  uuid primary key default gen_random_uuid(),
  st_id               bigint not null unique,
  tenant_id           bigint,
  name                varchar(255),
  active              boolean,
  recurrence_type     varchar(50),
  recurrence_interval integer,
  recurrence_months   text[],
  duration_type       varchar(50),
  duration_length     integer,
  invoice_template_id bigint,
  business_unit_id    bigint,
  job_type_id         bigint,
  campaign_id         bigint,
  priority            varchar(50),
  job_summary         text,
  import_id           varchar(255),
  created_by_id       bigint,
  st_created_on       timestamptz,
  st_modified_on      timestamptz,
  local_synced_at     timestamptz not null default now(),
  full_data           jsonb not null default '{}',
  row_hash            bytea,
  deleted_at          timestamptz
);
comment on table servicetitan.st_recurring_service_types is
  'Kinds of service that come back at intervals.';
comment on column servicetitan.st_recurring_service_types.id is 'Row id of our own.';
comment on column servicetitan.st_recurring_service_types.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_recurring_service_types.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_recurring_service_types.name is 'Name of the service.';
comment on column servicetitan.st_recurring_service_types.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_recurring_service_types.recurrence_type is
  'How it recurs, such as Weekly, Monthly or Seasonal.';
comment on column servicetitan.st_recurring_service_types.recurrence_interval is
  'Number of such periods between visits.';
comment on column servicetitan.st_recurring_service_types.recurrence_months is
  'Months in which visits fall due.';
comment on column servicetitan.st_recurring_service_types.duration_type is
  'Continuous or NumberOfVisits.';
comment on column servicetitan.st_recurring_service_types.duration_length is
  'Number of visits, where it ends after some.';
comment on column servicetitan.st_recurring_service_types.invoice_template_id is
  'Invoice template in ServiceTitan.';
comment on column servicetitan.st_recurring_service_types.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column servicetitan.st_recurring_service_types.job_type_id is
  'Job type: st_job_types.st_id.';
comment on column servicetitan.st_recurring_service_types.campaign_id is
  'Marketing campaign: st_campaigns.st_id.';
comment on column servicetitan.st_recurring_service_types.priority is
  'Low, Normal, High or Urgent.';
comment on column servicetitan.st_recurring_service_types.job_summary is
  'Text new jobs start with. Untrusted text.';
comment on column servicetitan.st_recurring_service_types.import_id is 'Id given by an import.';
comment on column servicetitan.st_recurring_service_types.created_by_id is
  'User who created the record in ServiceTitan.';
comment on column servicetitan.st_recurring_service_types.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_recurring_service_types.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_recurring_service_types.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_recurring_service_types.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_recurring_service_types.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_recurring_service_types.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_recurring_services (
  id                                      uuid primary key default gen_random_uuid(),
  st_id                                   bigint not null unique,
  tenant_id                               bigint,
  name                                    varchar(255),
  active                                  boolean,
  location_id                             bigint,
  membership_id                           bigint,
  recurring_service_type_id               bigint,
  from_date                               date,
  to_date                                 date,
  duration_type                           varchar(50),
  duration_length                         integer,
  recurrence_type                         varchar(50),
  recurrence_interval                     integer,
  recurrence_months                       text[],
  recurrence_days_of_week                 text[],
  recurrence_days_of_month                jsonb,
  recurrence_week                         varchar(50),
  recurrence_day_of_nth_week              varchar(50),
  job_start_time                          varchar(50),
  first_visit_complete                    boolean,
  allocation                              numeric(18,4),
  estimated_payroll_cost                  numeric(18,4),
  invoice_template_id                     bigint,
  invoice_template_for_following_years_id bigint,
  activated_from_id                       bigint,
  business_unit_id                        bigint,
  job_type_id                             bigint,
  campaign_id                             bigint,
  priority                                varchar(50),
  job_summary                             text,
  preferred_technician_ids                bigint[],
  tag_type_ids                            bigint[],
  memo                                    text,
  import_id                               varchar(255),
  created_by_id                           bigint,
  st_created_on                           timestamptz,
  st_modified_on                          timestamptz,
  local_synced_at                         timestamptz not null default now(),
  full_data                               jsonb not null default '{}',
  row_hash                                bytea,
  deleted_at                              timestamptz
);
create index st_recurring_services_location_id_idx on servicetitan.st_recurring_services (location_id);
create index st_recurring_services_membership_id_idx on servicetitan.st_recurring_services (membership_id);
comment on table servicetitan.st_recurring_services is
  'Recurring services set up at locations.';
comment on column servicetitan.st_recurring_services.id is 'Row id of our own.';
comment on column servicetitan.st_recurring_services.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_recurring_services.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_recurring_services.name is 'Name of the service. Untrusted text.';
comment on column servicetitan.st_recurring_services.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_recurring_services.location_id is
  'Service location: st_locations.st_id.';
comment on column servicetitan.st_recurring_services.membership_id is
  'Membership of the customer: st_memberships.st_id.';
comment on column servicetitan.st_recurring_services.recurring_service_type_id is
  'Kind of service: st_recurring_service_types.st_id.';
comment on column servicetitan.st_recurring_services.from_date is 'First day.';
comment on column servicetitan.st_recurring_services.to_date is 'Last day.';
comment on column servicetitan.st_recurring_services.duration_type is
  'Continuous or NumberOfVisits.';
comment on column servicetitan.st_recurring_services.duration_length is
  'Number of visits, where it ends after some.';
comment on column servicetitan.st_recurring_services.recurrence_type is
  'How it recurs, such as Weekly, Monthly or Seasonal.';
comment on column servicetitan.st_recurring_services.recurrence_interval is
  'Number of such periods between visits.';
comment on column servicetitan.st_recurring_services.recurrence_months is
  'Months in which visits fall due.';
comment on column servicetitan.st_recurring_services.recurrence_days_of_week is
  'Weekdays on which visits fall.';
comment on column servicetitan.st_recurring_services.recurrence_days_of_month is
  'Days of the month on which visits fall.';
comment on column servicetitan.st_recurring_services.recurrence_week is
  'Week of the month in which visits fall.';
comment on column servicetitan.st_recurring_services.recurrence_day_of_nth_week is
  'Weekday within that week.';
comment on column servicetitan.st_recurring_services.job_start_time is 'Usual start of a visit.';
comment on column servicetitan.st_recurring_services.first_visit_complete is
  'True once the first visit is done.';
comment on column servicetitan.st_recurring_services.allocation is
  'Part of the membership''s price that belongs to it.';
comment on column servicetitan.st_recurring_services.estimated_payroll_cost is
  'Expected pay for a visit.';
comment on column servicetitan.st_recurring_services.invoice_template_id is
  'Invoice template in ServiceTitan.';
comment on column servicetitan.st_recurring_services.invoice_template_for_following_years_id is
  'Invoice template from the second year on.';
comment on column servicetitan.st_recurring_services.activated_from_id is
  'Invoice line it was sold with.';
comment on column servicetitan.st_recurring_services.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column servicetitan.st_recurring_services.job_type_id is 'Job type: st_job_types.st_id.';
comment on column servicetitan.st_recurring_services.campaign_id is
  'Marketing campaign: st_campaigns.st_id.';
comment on column servicetitan.st_recurring_services.priority is 'Low, Normal, High or Urgent.';
comment on column servicetitan.st_recurring_services.job_summary is
  'Text new jobs start with. Untrusted text.';
comment on column servicetitan.st_recurring_services.preferred_technician_ids is
  'Technicians the customer prefers: st_technicians.st_id.';
comment on column servicetitan.st_recurring_services.tag_type_ids is
  'Tags on the record: st_tag_types.st_id.';
comment on column servicetitan.st_recurring_services.memo is
  'Remark on the record. Untrusted text.';
comment on column servicetitan.st_recurring_services.import_id is 'Id given by an import.';
comment on column servicetitan.st_recurring_services.created_by_id is
  'User who created the record in ServiceTitan.';
comment on column servicetitan.st_recurring_services.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_recurring_services.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_recurring_services.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_recurring_services.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_recurring_services.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_recurring_services.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_recurring_service_events (
  id                     uuid primary key default gen_random_uuid(),
  st_id                  bigint not null unique,
  tenant_id              bigint,
  recurring_service_id   bigint,
  recurring_service_name varchar(255),
  membership_id          bigint,
  membership_name        varchar(255),
  status                 varchar(50),
  due_date               date,
  job_id                 bigint,
  active                 boolean,
  created_by_id          bigint,
  st_created_on          timestamptz,
  st_modified_on         timestamptz,
  local_synced_at        timestamptz not null default now(),
  full_data              jsonb not null default '{}',
  row_hash               bytea,
  deleted_at             timestamptz
);
create index st_recurring_service_events_recurring_service_id_idx on servicetitan.st_recurring_service_events (recurring_service_id);
create index st_recurring_service_events_membership_id_idx on servicetitan.st_recurring_service_events (membership_id);
create index st_recurring_service_events_job_id_idx on servicetitan.st_recurring_service_events (job_id);
create index st_recurring_service_events_status_due_date_idx on servicetitan.st_recurring_service_events (status, due_date);
comment on table servicetitan.st_recurring_service_events is
  'Single visits that recurring services call for.';
comment on column servicetitan.st_recurring_service_events.id is 'Row id of our own.';
comment on column servicetitan.st_recurring_service_events.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_recurring_service_events.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_recurring_service_events.recurring_service_id is
  'Recurring service: st_recurring_services.st_id.';
comment on column servicetitan.st_recurring_service_events.recurring_service_name is
  'Name of that service. Untrusted text.';
comment on column servicetitan.st_recurring_service_events.membership_id is
  'Membership of the customer: st_memberships.st_id.';
comment on column servicetitan.st_recurring_service_events.membership_name is
  'Name of that membership. Untrusted text.';
comment on column servicetitan.st_recurring_service_events.status is
  'NotAttempted, Unreachable, Contacted, Won or Dismissed.';
comment on column servicetitan.st_recurring_service_events.due_date is 'Day the visit falls due.';
comment on column servicetitan.st_recurring_service_events.job_id is 'Job: st_jobs.st_id.';
comment on column servicetitan.st_recurring_service_events.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_recurring_service_events.created_by_id is
  'User who created the record in ServiceTitan.';
comment on column servicetitan.st_recurring_service_events.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_recurring_service_events.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_recurring_service_events.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_recurring_service_events.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_recurring_service_events.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_recurring_service_events.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_installed_equipment (
  id                           uuid primary key default gen_random_uuid(),
  st_id                        bigint not null unique,
  tenant_id                    bigint,
  location_id                  bigint,
  customer_id                  bigint,
  equipment_id                 bigint,
  equipment_type_id            bigint,
  equipment_type               varchar(255),
  invoice_item_id              bigint,
  name                         varchar(500),
  manufacturer                 varchar(255),
  model                        varchar(255),
  serial_number                varchar(255),
  barcode_id                   varchar(255),
  status                       varchar(50),
  memo                         text,
  cost                         numeric(18,4),
  install_date                 date,
  manufactured_on              date,
  manufacturer_warranty_start  date,
  manufacturer_warranty_end    date,
  service_warranty_start       date,
  service_warranty_end         date,
  predicted_replacement_date   date,
  predicted_replacement_months integer,
  actual_replacement_date      date,
  tags                         jsonb,
  active                       boolean,
  st_created_on                timestamptz,
  st_modified_on               timestamptz,
  local_synced_at              timestamptz not null default now(),
  full_data                    jsonb not null default '{}',
  row_hash                     bytea,
  deleted_at                   timestamptz
);
create index st_installed_equipment_location_id_idx on servicetitan.st_installed_equipment (location_id);
create index st_installed_equipment_customer_id_idx on servicetitan.st_installed_equipment (customer_id);
create index st_installed_equipment_equipment_type_id_idx on servicetitan.st_installed_equipment (equipment_type_id);
create index st_installed_equipment_manufacturer_warranty_end_idx on servicetitan.st_installed_equipment (manufacturer_warranty_end);
comment on table servicetitan.st_installed_equipment is
  'Equipment that stands at customers'' locations.';
comment on column servicetitan.st_installed_equipment.id is 'Row id of our own.';
comment on column servicetitan.st_installed_equipment.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_installed_equipment.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_installed_equipment.location_id is
  'Service location: st_locations.st_id.';
comment on column servicetitan.st_installed_equipment.customer_id is
  'Customer: st_customers.st_id.';
comment on column servicetitan.st_installed_equipment.equipment_id is
  'Pricebook equipment: pb_equipment.st_id.';
comment on column servicetitan.st_installed_equipment.equipment_type_id is
  'Type of equipment in ServiceTitan.';
comment on column servicetitan.st_installed_equipment.equipment_type is 'Name of that type.';
comment on column servicetitan.st_installed_equipment.invoice_item_id is
  'Invoice line: st_invoice_items.st_id.';
comment on column servicetitan.st_installed_equipment.name is
  'Name of the equipment. Untrusted text.';
comment on column servicetitan.st_installed_equipment.manufacturer is
  'Manufacturer. Untrusted text.';
comment on column servicetitan.st_installed_equipment.model is 'Model. Untrusted text.';
comment on column servicetitan.st_installed_equipment.serial_number is
  'Serial number. Untrusted text.';
comment on column servicetitan.st_installed_equipment.barcode_id is
  'Barcode on it. Untrusted text.';
comment on column servicetitan.st_installed_equipment.status is 'Installed or Replaced.';
comment on column servicetitan.st_installed_equipment.memo is
  'Remark on the record. Untrusted text.';
comment on column servicetitan.st_installed_equipment.cost is 'What it cost.';
comment on column servicetitan.st_installed_equipment.install_date is 'Day it was installed.';
comment on column servicetitan.st_installed_equipment.manufactured_on is 'Day it was made.';
comment on column servicetitan.st_installed_equipment.manufacturer_warranty_start is
  'First day of the manufacturer''s warranty.';
comment on column servicetitan.st_installed_equipment.manufacturer_warranty_end is
  'Last day of the manufacturer''s warranty.';
comment on column servicetitan.st_installed_equipment.service_warranty_start is
  'First day of our own warranty.';
comment on column servicetitan.st_installed_equipment.service_warranty_end is
  'Last day of our own warranty.';
comment on column servicetitan.st_installed_equipment.predicted_replacement_date is
  'Day it will probably need replacing.';
comment on column servicetitan.st_installed_equipment.predicted_replacement_months is
  'Months it is expected to last.';
comment on column servicetitan.st_installed_equipment.actual_replacement_date is
  'Day it was replaced.';
comment on column servicetitan.st_installed_equipment.tags is
  'Tags on it, each with type and memo.';
comment on column servicetitan.st_installed_equipment.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_installed_equipment.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_installed_equipment.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_installed_equipment.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_installed_equipment.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_installed_equipment.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_installed_equipment.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_projects (
  id                     uuid primary key default gen_random_uuid(),
  st_id                  bigint not null unique,
  tenant_id              bigint,
  project_number         varchar(100),
  name                   varchar(500),
  summary                text,
  status                 varchar(100),
  status_id              bigint,
  sub_status             varchar(100),
  sub_status_id          bigint,
  customer_id            bigint,
  location_id            bigint,
  project_type_id        bigint,
  project_manager_ids    bigint[],
  business_unit_ids      bigint[],
  job_ids                bigint[],
  start_date             timestamptz,
  target_completion_date timestamptz,
  actual_completion_date timestamptz,
  custom_fields          jsonb,
  external_data          jsonb,
  active                 boolean,
  st_created_on          timestamptz,
  st_modified_on         timestamptz,
  local_synced_at        timestamptz not null default now(),
  full_data              jsonb not null default '{}',
  row_hash               bytea,
  deleted_at             timestamptz
);
create index st_projects_customer_id_idx on servicetitan.st_projects (customer_id);
create index st_projects_location_id_idx on servicetitan.st_projects (location_id);
create index st_projects_status_idx on servicetitan.st_projects (status);
comment on table servicetitan.st_projects is
  'Larger undertakings that bundle jobs.';
comment on column servicetitan.st_projects.id is 'Row id of our own.';
comment on column servicetitan.st_projects.st_id is 'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_projects.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_projects.project_number is 'Number people call the project by.';
comment on column servicetitan.st_projects.name is 'Name of the project. Untrusted text.';
comment on column servicetitan.st_projects.summary is 'What it is about. Untrusted text.';
comment on column servicetitan.st_projects.status is 'Status.';
comment on column servicetitan.st_projects.status_id is 'Id of that status.';
comment on column servicetitan.st_projects.sub_status is 'Finer status.';
comment on column servicetitan.st_projects.sub_status_id is 'Id of that finer status.';
comment on column servicetitan.st_projects.customer_id is 'Customer: st_customers.st_id.';
comment on column servicetitan.st_projects.location_id is 'Service location: st_locations.st_id.';
comment on column servicetitan.st_projects.project_type_id is 'Project type in ServiceTitan.';
comment on column servicetitan.st_projects.project_manager_ids is
  'People in charge: st_employees.st_id.';
comment on column servicetitan.st_projects.business_unit_ids is
  'Business units involved: st_business_units.st_id.';
comment on column servicetitan.st_projects.job_ids is 'Jobs of the project: st_jobs.st_id.';
comment on column servicetitan.st_projects.start_date is 'Planned start.';
comment on column servicetitan.st_projects.target_completion_date is 'Planned end.';
comment on column servicetitan.st_projects.actual_completion_date is 'Actual end.';
comment on column servicetitan.st_projects.custom_fields is
  'Custom fields as a list of type id, name and value. Untrusted text.';
comment on column servicetitan.st_projects.external_data is
  'Key and value pairs that integrations keep on the record; applicationGuid says whose, where a tool wrote it. Untrusted text.';
comment on column servicetitan.st_projects.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_projects.st_created_on is 'When ServiceTitan created the record.';
comment on column servicetitan.st_projects.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_projects.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_projects.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_projects.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_projects.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_job_history (
  id              uuid primary key default gen_random_uuid(),
  st_id           bigint not null unique,
  tenant_id       bigint,
  history         jsonb,
  st_created_on   timestamptz,
  st_modified_on  timestamptz,
  local_synced_at timestamptz not null default now(),
  full_data       jsonb not null default '{}',
  row_hash        bytea,
  deleted_at      timestamptz
);
comment on table servicetitan.st_job_history is
  'What happened to each job, one row per job; job_history_entries shows one row per event.';
comment on column servicetitan.st_job_history.id is 'Row id of our own.';
comment on column servicetitan.st_job_history.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_job_history.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_job_history.history is
  'Events of the job: id, employee, kind, time and scheduling tool. Untrusted text.';
comment on column servicetitan.st_job_history.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_job_history.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_job_history.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_job_history.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_job_history.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_job_history.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

comment on column servicetitan.st_job_history.st_id is 'The job: st_jobs.st_id. The feed groups events by job.';

create view servicetitan.job_history_entries as
select h.st_id as job_id,
       (entry ->> 'id')::bigint as entry_id,
       (entry ->> 'employeeId')::bigint as employee_id,
       entry ->> 'eventType' as event_type,
       (entry ->> 'date')::timestamptz as at,
       entry ->> 'usedSchedulingTool' as scheduling_tool
  from servicetitan.st_job_history as h
 cross join lateral jsonb_array_elements(
       case when jsonb_typeof(h.history) = 'array' then h.history else '[]' end) as entry
 where h.deleted_at is null;
comment on view servicetitan.job_history_entries is 'What happened to jobs, one row per event.';
comment on column servicetitan.job_history_entries.job_id is 'Job: st_jobs.st_id.';
comment on column servicetitan.job_history_entries.entry_id is 'ServiceTitan''s id of the event.';
comment on column servicetitan.job_history_entries.employee_id is 'Person who did it.';
comment on column servicetitan.job_history_entries.event_type is 'What happened.';
comment on column servicetitan.job_history_entries.at is 'When it happened.';
comment on column servicetitan.job_history_entries.scheduling_tool is 'Scheduling tool that was used.';

create table servicetitan.st_job_canceled_logs (
  id              uuid primary key default gen_random_uuid(),
  st_id           bigint not null unique,
  tenant_id       bigint,
  job_id          bigint,
  reason_id       bigint,
  memo            text,
  active          boolean,
  created_by_id   bigint,
  st_created_on   timestamptz,
  st_modified_on  timestamptz,
  local_synced_at timestamptz not null default now(),
  full_data       jsonb not null default '{}',
  row_hash        bytea,
  deleted_at      timestamptz
);
create index st_job_canceled_logs_job_id_idx on servicetitan.st_job_canceled_logs (job_id);
comment on table servicetitan.st_job_canceled_logs is
  'Cancellations of jobs with their reasons.';
comment on column servicetitan.st_job_canceled_logs.id is 'Row id of our own.';
comment on column servicetitan.st_job_canceled_logs.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_job_canceled_logs.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_job_canceled_logs.job_id is 'Job: st_jobs.st_id.';
comment on column servicetitan.st_job_canceled_logs.reason_id is
  'Reason: st_job_cancel_reasons.st_id.';
comment on column servicetitan.st_job_canceled_logs.memo is 'Remark on the record. Untrusted text.';
comment on column servicetitan.st_job_canceled_logs.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_job_canceled_logs.created_by_id is
  'User who created the record in ServiceTitan.';
comment on column servicetitan.st_job_canceled_logs.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_job_canceled_logs.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_job_canceled_logs.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_job_canceled_logs.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_job_canceled_logs.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_job_canceled_logs.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_leads (
  id                   uuid primary key default gen_random_uuid(),
  st_id                bigint not null unique,
  tenant_id            bigint,
  status               varchar(50),
  priority             varchar(50),
  customer_id          bigint,
  location_id          bigint,
  business_unit_id     bigint,
  job_type_id          bigint,
  campaign_id          bigint,
  call_reason_id       bigint,
  call_id              bigint,
  manual_call_id       bigint,
  booking_id           bigint,
  dismissing_reason_id bigint,
  summary              text,
  lead_customer_name   varchar(255),
  lead_phone           varchar(50),
  lead_email           varchar(255),
  lead_street          varchar(500),
  lead_unit            varchar(100),
  lead_city            varchar(255),
  lead_state           varchar(100),
  lead_zip             varchar(20),
  lead_country         varchar(100),
  lead_url             text,
  capture_source       varchar(255),
  follow_up_date       timestamptz,
  tag_type_ids         bigint[],
  active               boolean,
  created_by_id        bigint,
  st_created_on        timestamptz,
  st_modified_on       timestamptz,
  local_synced_at      timestamptz not null default now(),
  full_data            jsonb not null default '{}',
  row_hash             bytea,
  deleted_at           timestamptz
);
create index st_leads_customer_id_idx on servicetitan.st_leads (customer_id);
create index st_leads_location_id_idx on servicetitan.st_leads (location_id);
create index st_leads_open_idx on servicetitan.st_leads (follow_up_date) where status = 'Open';
create index st_leads_campaign_id_idx on servicetitan.st_leads (campaign_id);
create index st_leads_st_created_on_idx on servicetitan.st_leads (st_created_on);
comment on table servicetitan.st_leads is
  'Chances to win work.';
comment on column servicetitan.st_leads.id is 'Row id of our own.';
comment on column servicetitan.st_leads.st_id is 'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_leads.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_leads.status is 'Open, Dismissed or Converted.';
comment on column servicetitan.st_leads.priority is 'Low, Normal, High or Urgent.';
comment on column servicetitan.st_leads.customer_id is 'Customer: st_customers.st_id.';
comment on column servicetitan.st_leads.location_id is 'Service location: st_locations.st_id.';
comment on column servicetitan.st_leads.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column servicetitan.st_leads.job_type_id is 'Job type: st_job_types.st_id.';
comment on column servicetitan.st_leads.campaign_id is 'Marketing campaign: st_campaigns.st_id.';
comment on column servicetitan.st_leads.call_reason_id is
  'Reason for the call: st_call_reasons.st_id.';
comment on column servicetitan.st_leads.call_id is 'Call it came from: st_calls.st_id.';
comment on column servicetitan.st_leads.manual_call_id is 'Call entered by hand.';
comment on column servicetitan.st_leads.booking_id is 'Booking it came from: st_bookings.st_id.';
comment on column servicetitan.st_leads.dismissing_reason_id is 'Why it was dismissed.';
comment on column servicetitan.st_leads.summary is 'What the person wants. Untrusted text.';
comment on column servicetitan.st_leads.lead_customer_name is 'Name given. Untrusted text.';
comment on column servicetitan.st_leads.lead_phone is 'Phone number given. Untrusted text.';
comment on column servicetitan.st_leads.lead_email is 'E-mail address given. Untrusted text.';
comment on column servicetitan.st_leads.lead_street is 'Street given. Untrusted text.';
comment on column servicetitan.st_leads.lead_unit is 'Unit or suite given. Untrusted text.';
comment on column servicetitan.st_leads.lead_city is 'City given. Untrusted text.';
comment on column servicetitan.st_leads.lead_state is 'State given. Untrusted text.';
comment on column servicetitan.st_leads.lead_zip is 'Postal code given. Untrusted text.';
comment on column servicetitan.st_leads.lead_country is 'Country given. Untrusted text.';
comment on column servicetitan.st_leads.lead_url is 'Page the lead came from. Untrusted text.';
comment on column servicetitan.st_leads.capture_source is 'How it was captured.';
comment on column servicetitan.st_leads.follow_up_date is 'When to call back.';
comment on column servicetitan.st_leads.tag_type_ids is 'Tags on the record: st_tag_types.st_id.';
comment on column servicetitan.st_leads.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_leads.created_by_id is
  'User who created the record in ServiceTitan.';
comment on column servicetitan.st_leads.st_created_on is 'When ServiceTitan created the record.';
comment on column servicetitan.st_leads.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_leads.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_leads.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_leads.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_leads.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_bookings (
  id                         uuid primary key default gen_random_uuid(),
  st_id                      bigint not null unique,
  tenant_id                  bigint,
  source                     varchar(255),
  external_id                varchar(255),
  booking_provider_id        bigint,
  status                     varchar(50),
  name                       varchar(255),
  address_line1              varchar(500),
  address_line2              varchar(100),
  city                       varchar(255),
  state                      varchar(100),
  zip                        varchar(20),
  country                    varchar(100),
  customer_type              varchar(50),
  start_on                   timestamptz,
  summary                    text,
  campaign_id                bigint,
  business_unit_id           bigint,
  job_type_id                bigint,
  job_id                     bigint,
  priority                   varchar(50),
  is_first_time_client       boolean,
  is_send_confirmation_email boolean,
  dismissing_reason_id       bigint,
  uploaded_images            jsonb,
  active                     boolean,
  st_created_on              timestamptz,
  st_modified_on             timestamptz,
  local_synced_at            timestamptz not null default now(),
  full_data                  jsonb not null default '{}',
  row_hash                   bytea,
  deleted_at                 timestamptz
);
create index st_bookings_status_idx on servicetitan.st_bookings (status);
create index st_bookings_job_id_idx on servicetitan.st_bookings (job_id);
create index st_bookings_st_created_on_idx on servicetitan.st_bookings (st_created_on);
comment on table servicetitan.st_bookings is
  'Requests for a visit from web forms and partners.';
comment on column servicetitan.st_bookings.id is 'Row id of our own.';
comment on column servicetitan.st_bookings.st_id is 'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_bookings.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_bookings.source is 'Where it came from.';
comment on column servicetitan.st_bookings.external_id is 'Id it had there.';
comment on column servicetitan.st_bookings.booking_provider_id is 'Provider that sent it.';
comment on column servicetitan.st_bookings.status is 'New, Converted, Dismissed or Accepted.';
comment on column servicetitan.st_bookings.name is 'Name given. Untrusted text.';
comment on column servicetitan.st_bookings.address_line1 is 'Street given. Untrusted text.';
comment on column servicetitan.st_bookings.address_line2 is 'Unit or suite given. Untrusted text.';
comment on column servicetitan.st_bookings.city is 'City given. Untrusted text.';
comment on column servicetitan.st_bookings.state is 'State given. Untrusted text.';
comment on column servicetitan.st_bookings.zip is 'Postal code given. Untrusted text.';
comment on column servicetitan.st_bookings.country is 'Country given. Untrusted text.';
comment on column servicetitan.st_bookings.customer_type is 'Residential or Commercial.';
comment on column servicetitan.st_bookings.start_on is 'Time asked for.';
comment on column servicetitan.st_bookings.summary is 'What the person wants. Untrusted text.';
comment on column servicetitan.st_bookings.campaign_id is 'Marketing campaign: st_campaigns.st_id.';
comment on column servicetitan.st_bookings.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column servicetitan.st_bookings.job_type_id is 'Job type: st_job_types.st_id.';
comment on column servicetitan.st_bookings.job_id is 'Job: st_jobs.st_id.';
comment on column servicetitan.st_bookings.priority is 'Low, Normal, High or Urgent.';
comment on column servicetitan.st_bookings.is_first_time_client is 'True when the person says so.';
comment on column servicetitan.st_bookings.is_send_confirmation_email is
  'True when a confirmation was asked for.';
comment on column servicetitan.st_bookings.dismissing_reason_id is 'Why it was dismissed.';
comment on column servicetitan.st_bookings.uploaded_images is 'Pictures sent along.';
comment on column servicetitan.st_bookings.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_bookings.st_created_on is 'When ServiceTitan created the record.';
comment on column servicetitan.st_bookings.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_bookings.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_bookings.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_bookings.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_bookings.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_calls (
  id               uuid primary key default gen_random_uuid(),
  st_id            bigint not null unique,
  tenant_id        bigint,
  direction        varchar(50),
  call_type        varchar(50),
  status           varchar(50),
  received_on      timestamptz,
  duration_seconds bigint,
  from_phone       varchar(50),
  to_phone         varchar(50),
  from_digits      text generated always as (regexp_replace(from_phone, '[^0-9]', '', 'g')) stored,
  customer_id      bigint,
  location_id      bigint,
  job_id           bigint,
  job_number       varchar(50),
  lead_id          bigint,
  campaign_id      bigint,
  reason_id        bigint,
  agent_id         bigint,
  agent_name       varchar(255),
  recording_url    text,
  voice_mail_url   text,
  excuse_memo      text,
  tag              text,
  created_by_id    bigint,
  active           boolean,
  st_created_on    timestamptz,
  st_modified_on   timestamptz,
  local_synced_at  timestamptz not null default now(),
  full_data        jsonb not null default '{}',
  row_hash         bytea,
  deleted_at       timestamptz
);
create index st_calls_customer_id_idx on servicetitan.st_calls (customer_id);
create index st_calls_location_id_idx on servicetitan.st_calls (location_id);
create index st_calls_job_id_idx on servicetitan.st_calls (job_id);
create index st_calls_campaign_id_received_on_idx on servicetitan.st_calls (campaign_id, received_on);
create index st_calls_received_on_idx on servicetitan.st_calls (received_on);
create index st_calls_from_digits_idx on servicetitan.st_calls (from_digits);
comment on table servicetitan.st_calls is
  'Phone calls.';
comment on column servicetitan.st_calls.id is 'Row id of our own.';
comment on column servicetitan.st_calls.st_id is 'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_calls.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_calls.direction is 'Inbound or Outbound.';
comment on column servicetitan.st_calls.call_type is
  'Abandoned, Unbooked, Excused, Booked or NotLead.';
comment on column servicetitan.st_calls.status is 'Ringing, Answered, Completed or Initiated.';
comment on column servicetitan.st_calls.received_on is 'When it came in.';
comment on column servicetitan.st_calls.duration_seconds is 'Length in seconds.';
comment on column servicetitan.st_calls.from_phone is 'Number that called. Untrusted text.';
comment on column servicetitan.st_calls.to_phone is 'Number that was called. Untrusted text.';
comment on column servicetitan.st_calls.from_digits is
  'Digits of the calling number, for searching. Untrusted text.';
comment on column servicetitan.st_calls.customer_id is 'Customer: st_customers.st_id.';
comment on column servicetitan.st_calls.location_id is 'Service location: st_locations.st_id.';
comment on column servicetitan.st_calls.job_id is 'Job: st_jobs.st_id.';
comment on column servicetitan.st_calls.job_number is 'Number of that job.';
comment on column servicetitan.st_calls.lead_id is 'Lead it led to: st_leads.st_id.';
comment on column servicetitan.st_calls.campaign_id is 'Marketing campaign: st_campaigns.st_id.';
comment on column servicetitan.st_calls.reason_id is 'Reason for the call: st_call_reasons.st_id.';
comment on column servicetitan.st_calls.agent_id is 'Person who took it.';
comment on column servicetitan.st_calls.agent_name is 'Name of that person. Untrusted text.';
comment on column servicetitan.st_calls.recording_url is 'Where ServiceTitan keeps the recording.';
comment on column servicetitan.st_calls.voice_mail_url is
  'Where ServiceTitan keeps the voice mail.';
comment on column servicetitan.st_calls.excuse_memo is
  'Why it did not count as a lead. Untrusted text.';
comment on column servicetitan.st_calls.tag is 'Tag on the call. Untrusted text.';
comment on column servicetitan.st_calls.created_by_id is
  'User who created the record in ServiceTitan.';
comment on column servicetitan.st_calls.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_calls.st_created_on is 'When ServiceTitan created the record.';
comment on column servicetitan.st_calls.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_calls.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_calls.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_calls.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_calls.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_forms (
  id                    uuid primary key default gen_random_uuid(),
  st_id                 bigint not null unique,
  tenant_id             bigint,
  name                  varchar(255),
  published             boolean,
  has_conditional_logic boolean,
  has_triggers          boolean,
  active                boolean,
  created_by_id         bigint,
  st_created_on         timestamptz,
  st_modified_on        timestamptz,
  local_synced_at       timestamptz not null default now(),
  full_data             jsonb not null default '{}',
  row_hash              bytea,
  deleted_at            timestamptz
);
comment on table servicetitan.st_forms is
  'Forms technicians can fill in.';
comment on column servicetitan.st_forms.id is 'Row id of our own.';
comment on column servicetitan.st_forms.st_id is 'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_forms.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_forms.name is 'Name of the form.';
comment on column servicetitan.st_forms.published is 'True when technicians see it.';
comment on column servicetitan.st_forms.has_conditional_logic is
  'True when answers decide what is asked next.';
comment on column servicetitan.st_forms.has_triggers is 'True when answers set something off.';
comment on column servicetitan.st_forms.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_forms.created_by_id is
  'User who created the record in ServiceTitan.';
comment on column servicetitan.st_forms.st_created_on is 'When ServiceTitan created the record.';
comment on column servicetitan.st_forms.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_forms.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_forms.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_forms.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_forms.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_form_submissions (
  id              uuid primary key default gen_random_uuid(),
  st_id           bigint not null unique,
  tenant_id       bigint,
  form_id         bigint,
  form_name       varchar(255),
  status          varchar(50),
  submitted_on    timestamptz,
  owners          jsonb,
  job_id          bigint,
  units           jsonb,
  created_by_id   bigint,
  st_created_on   timestamptz,
  st_modified_on  timestamptz,
  local_synced_at timestamptz not null default now(),
  full_data       jsonb not null default '{}',
  row_hash        bytea,
  deleted_at      timestamptz
);
create index st_form_submissions_form_id_idx on servicetitan.st_form_submissions (form_id);
create index st_form_submissions_job_id_idx on servicetitan.st_form_submissions (job_id);
create index st_form_submissions_submitted_on_idx on servicetitan.st_form_submissions (submitted_on);
comment on table servicetitan.st_form_submissions is
  'Filled-in forms.';
comment on column servicetitan.st_form_submissions.id is 'Row id of our own.';
comment on column servicetitan.st_form_submissions.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_form_submissions.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_form_submissions.form_id is 'Form: st_forms.st_id.';
comment on column servicetitan.st_form_submissions.form_name is 'Name of that form.';
comment on column servicetitan.st_form_submissions.status is 'Started or Completed.';
comment on column servicetitan.st_form_submissions.submitted_on is 'When it was handed in.';
comment on column servicetitan.st_form_submissions.owners is
  'What it is about, each with type and id.';
comment on column servicetitan.st_form_submissions.job_id is 'Job: st_jobs.st_id.';
comment on column servicetitan.st_form_submissions.units is
  'The answers, as a free tree. Untrusted text.';
comment on column servicetitan.st_form_submissions.created_by_id is
  'User who created the record in ServiceTitan.';
comment on column servicetitan.st_form_submissions.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_form_submissions.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_form_submissions.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_form_submissions.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_form_submissions.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_form_submissions.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_timesheet_codes (
  id                       uuid primary key default gen_random_uuid(),
  st_id                    bigint not null unique,
  tenant_id                bigint,
  code                     varchar(100),
  description              text,
  type                     varchar(50),
  applicable_employee_type varchar(50),
  rate_info                jsonb,
  active                   boolean,
  st_created_on            timestamptz,
  st_modified_on           timestamptz,
  local_synced_at          timestamptz not null default now(),
  full_data                jsonb not null default '{}',
  row_hash                 bytea,
  deleted_at               timestamptz
);
comment on table servicetitan.st_timesheet_codes is
  'Codes for time that is not spent on jobs.';
comment on column servicetitan.st_timesheet_codes.id is 'Row id of our own.';
comment on column servicetitan.st_timesheet_codes.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_timesheet_codes.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_timesheet_codes.code is 'Short code.';
comment on column servicetitan.st_timesheet_codes.description is 'What it stands for.';
comment on column servicetitan.st_timesheet_codes.type is
  'Unpaid, Paid, ClockInOut or PaidTimeOff.';
comment on column servicetitan.st_timesheet_codes.applicable_employee_type is
  'Technician, Employee or All.';
comment on column servicetitan.st_timesheet_codes.rate_info is 'How the time is paid.';
comment on column servicetitan.st_timesheet_codes.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_timesheet_codes.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_timesheet_codes.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_timesheet_codes.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_timesheet_codes.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_timesheet_codes.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_timesheet_codes.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_activity_types (
  id                          uuid primary key default gen_random_uuid(),
  st_id                       bigint not null unique,
  tenant_id                   bigint,
  code                        varchar(100),
  description                 text,
  category_id                 bigint,
  business_unit_id            bigint,
  labor_type_id               bigint,
  displayed_technician_status varchar(50),
  is_archived                 boolean,
  is_default                  boolean,
  default_memo                text,
  active                      boolean,
  st_created_on               timestamptz,
  st_modified_on              timestamptz,
  local_synced_at             timestamptz not null default now(),
  full_data                   jsonb not null default '{}',
  row_hash                    bytea,
  deleted_at                  timestamptz
);
comment on table servicetitan.st_activity_types is
  'Kinds of timesheet activity.';
comment on column servicetitan.st_activity_types.id is 'Row id of our own.';
comment on column servicetitan.st_activity_types.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_activity_types.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_activity_types.code is 'Short code.';
comment on column servicetitan.st_activity_types.description is 'What it stands for.';
comment on column servicetitan.st_activity_types.category_id is
  'Activity category in ServiceTitan.';
comment on column servicetitan.st_activity_types.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column servicetitan.st_activity_types.labor_type_id is 'Labour type in ServiceTitan.';
comment on column servicetitan.st_activity_types.displayed_technician_status is
  'Status shown while it runs.';
comment on column servicetitan.st_activity_types.is_archived is 'True when it is no longer used.';
comment on column servicetitan.st_activity_types.is_default is
  'True for the one used when none is chosen.';
comment on column servicetitan.st_activity_types.default_memo is 'Text it starts with.';
comment on column servicetitan.st_activity_types.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_activity_types.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_activity_types.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_activity_types.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_activity_types.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_activity_types.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_activity_types.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_job_timesheets (
  id              uuid primary key default gen_random_uuid(),
  st_id           bigint not null unique,
  tenant_id       bigint,
  job_id          bigint,
  appointment_id  bigint,
  technician_id   bigint,
  dispatched_on   timestamptz,
  arrived_on      timestamptz,
  canceled_on     timestamptz,
  done_on         timestamptz,
  active          boolean,
  st_created_on   timestamptz,
  st_modified_on  timestamptz,
  local_synced_at timestamptz not null default now(),
  full_data       jsonb not null default '{}',
  row_hash        bytea,
  deleted_at      timestamptz
);
create index st_job_timesheets_job_id_idx on servicetitan.st_job_timesheets (job_id);
create index st_job_timesheets_appointment_id_idx on servicetitan.st_job_timesheets (appointment_id);
create index st_job_timesheets_technician_id_dispatched_on_idx on servicetitan.st_job_timesheets (technician_id, dispatched_on);
comment on table servicetitan.st_job_timesheets is
  'When technicians were sent to, reached and finished visits.';
comment on column servicetitan.st_job_timesheets.id is 'Row id of our own.';
comment on column servicetitan.st_job_timesheets.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_job_timesheets.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_job_timesheets.job_id is 'Job: st_jobs.st_id.';
comment on column servicetitan.st_job_timesheets.appointment_id is
  'Appointment: st_appointments.st_id.';
comment on column servicetitan.st_job_timesheets.technician_id is
  'Technician: st_technicians.st_id.';
comment on column servicetitan.st_job_timesheets.dispatched_on is 'When the technician was sent.';
comment on column servicetitan.st_job_timesheets.arrived_on is 'When the technician arrived.';
comment on column servicetitan.st_job_timesheets.canceled_on is 'When it was called off.';
comment on column servicetitan.st_job_timesheets.done_on is 'When the technician finished.';
comment on column servicetitan.st_job_timesheets.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_job_timesheets.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_job_timesheets.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_job_timesheets.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_job_timesheets.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_job_timesheets.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_job_timesheets.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_timesheet_activities (
  id               uuid primary key default gen_random_uuid(),
  st_id            bigint not null unique,
  tenant_id        bigint,
  employee_id      bigint,
  employee_type    varchar(50),
  activity_type_id bigint,
  start_time       timestamptz,
  end_time         timestamptz,
  job_id           bigint,
  appointment_id   bigint,
  project_id       bigint,
  project_label    varchar(255),
  labor_type_id    bigint,
  budget_code_id   bigint,
  memo             text,
  tag_type_ids     bigint[],
  start_coordinate jsonb,
  end_coordinate   jsonb,
  modified_by_id   bigint,
  active           boolean,
  st_created_on    timestamptz,
  st_modified_on   timestamptz,
  local_synced_at  timestamptz not null default now(),
  full_data        jsonb not null default '{}',
  row_hash         bytea,
  deleted_at       timestamptz
);
create index st_timesheet_activities_employee_id_start_time_idx on servicetitan.st_timesheet_activities (employee_id, start_time);
create index st_timesheet_activities_job_id_idx on servicetitan.st_timesheet_activities (job_id);
comment on table servicetitan.st_timesheet_activities is
  'Stretches of time people worked, by kind of activity.';
comment on column servicetitan.st_timesheet_activities.id is 'Row id of our own.';
comment on column servicetitan.st_timesheet_activities.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_timesheet_activities.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_timesheet_activities.employee_id is
  'Person: st_technicians.st_id or st_employees.st_id.';
comment on column servicetitan.st_timesheet_activities.employee_type is 'Technician or Employee.';
comment on column servicetitan.st_timesheet_activities.activity_type_id is
  'Kind: st_activity_types.st_id.';
comment on column servicetitan.st_timesheet_activities.start_time is 'When it began.';
comment on column servicetitan.st_timesheet_activities.end_time is
  'When it ended; empty while it runs.';
comment on column servicetitan.st_timesheet_activities.job_id is 'Job: st_jobs.st_id.';
comment on column servicetitan.st_timesheet_activities.appointment_id is
  'Appointment: st_appointments.st_id.';
comment on column servicetitan.st_timesheet_activities.project_id is 'Project: st_projects.st_id.';
comment on column servicetitan.st_timesheet_activities.project_label is
  'Label of the project. Untrusted text.';
comment on column servicetitan.st_timesheet_activities.labor_type_id is
  'Labour type in ServiceTitan.';
comment on column servicetitan.st_timesheet_activities.budget_code_id is
  'Budget code in ServiceTitan.';
comment on column servicetitan.st_timesheet_activities.memo is
  'Remark on the record. Untrusted text.';
comment on column servicetitan.st_timesheet_activities.tag_type_ids is
  'Tags on the record: st_tag_types.st_id.';
comment on column servicetitan.st_timesheet_activities.start_coordinate is 'Position at the start.';
comment on column servicetitan.st_timesheet_activities.end_coordinate is 'Position at the end.';
comment on column servicetitan.st_timesheet_activities.modified_by_id is
  'User who last changed it.';
comment on column servicetitan.st_timesheet_activities.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_timesheet_activities.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_timesheet_activities.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_timesheet_activities.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_timesheet_activities.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_timesheet_activities.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_timesheet_activities.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_gross_pay_items (
  id                        uuid primary key default gen_random_uuid(),
  st_id                     bigint not null unique,
  tenant_id                 bigint,
  employee_id               bigint,
  employee_type             varchar(50),
  employee_payroll_id       varchar(100),
  payroll_id                bigint,
  pay_date                  date,
  gross_pay_item_type       varchar(50),
  activity                  varchar(255),
  activity_code_id          bigint,
  activity_code             varchar(100),
  amount                    numeric(18,4),
  amount_adjustment         numeric(18,4),
  started_on                timestamptz,
  ended_on                  timestamptz,
  paid_duration_hours       numeric(12,4),
  paid_time_type            varchar(50),
  job_id                    bigint,
  job_number                varchar(50),
  job_type_name             varchar(255),
  project_id                bigint,
  project_number            varchar(100),
  invoice_id                bigint,
  invoice_number            varchar(100),
  invoice_item_id           bigint,
  customer_id               bigint,
  customer_name             varchar(255),
  location_id               bigint,
  location_name             varchar(500),
  business_unit_name        varchar(255),
  payout_business_unit_name varchar(255),
  zone_name                 varchar(255),
  tax_zone_name             varchar(255),
  labor_type_id             bigint,
  labor_type_code           varchar(100),
  is_prevailing_wage_job    boolean,
  source_entity_id          bigint,
  budget_code_id            bigint,
  memo                      text,
  active                    boolean,
  st_created_on             timestamptz,
  st_modified_on            timestamptz,
  local_synced_at           timestamptz not null default now(),
  full_data                 jsonb not null default '{}',
  row_hash                  bytea,
  deleted_at                timestamptz
);
create index st_gross_pay_items_employee_id_pay_date_idx on servicetitan.st_gross_pay_items (employee_id, pay_date);
create index st_gross_pay_items_job_id_idx on servicetitan.st_gross_pay_items (job_id);
create index st_gross_pay_items_customer_id_idx on servicetitan.st_gross_pay_items (customer_id);
create index st_gross_pay_items_location_id_idx on servicetitan.st_gross_pay_items (location_id);
create index st_gross_pay_items_payroll_id_idx on servicetitan.st_gross_pay_items (payroll_id);
comment on table servicetitan.st_gross_pay_items is
  'Amounts of pay, each for a stretch of time or a bonus.';
comment on column servicetitan.st_gross_pay_items.id is 'Row id of our own.';
comment on column servicetitan.st_gross_pay_items.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_gross_pay_items.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_gross_pay_items.employee_id is
  'Person: st_technicians.st_id or st_employees.st_id.';
comment on column servicetitan.st_gross_pay_items.employee_type is 'Technician or Employee.';
comment on column servicetitan.st_gross_pay_items.employee_payroll_id is
  'Id in the payroll system.';
comment on column servicetitan.st_gross_pay_items.payroll_id is 'Pay period: st_payrolls.st_id.';
comment on column servicetitan.st_gross_pay_items.pay_date is 'Day it counts for.';
comment on column servicetitan.st_gross_pay_items.gross_pay_item_type is
  'InvoiceRelatedBonus, TimesheetTime, CustomBonus, Salary or Reimbursement.';
comment on column servicetitan.st_gross_pay_items.activity is 'Activity paid for.';
comment on column servicetitan.st_gross_pay_items.activity_code_id is
  'Activity code in ServiceTitan.';
comment on column servicetitan.st_gross_pay_items.activity_code is 'That code.';
comment on column servicetitan.st_gross_pay_items.amount is 'Amount paid.';
comment on column servicetitan.st_gross_pay_items.amount_adjustment is 'Change made to the amount.';
comment on column servicetitan.st_gross_pay_items.started_on is 'Start of the time paid for.';
comment on column servicetitan.st_gross_pay_items.ended_on is 'End of the time paid for.';
comment on column servicetitan.st_gross_pay_items.paid_duration_hours is 'Hours paid for.';
comment on column servicetitan.st_gross_pay_items.paid_time_type is
  'Regular, Overtime, DoubleOvertime or PaidTimeOff.';
comment on column servicetitan.st_gross_pay_items.job_id is 'Job: st_jobs.st_id.';
comment on column servicetitan.st_gross_pay_items.job_number is 'Number of that job.';
comment on column servicetitan.st_gross_pay_items.job_type_name is 'Name of the job type.';
comment on column servicetitan.st_gross_pay_items.project_id is 'Project: st_projects.st_id.';
comment on column servicetitan.st_gross_pay_items.project_number is 'Number of that project.';
comment on column servicetitan.st_gross_pay_items.invoice_id is 'Invoice: st_invoices.st_id.';
comment on column servicetitan.st_gross_pay_items.invoice_number is 'Number of that invoice.';
comment on column servicetitan.st_gross_pay_items.invoice_item_id is
  'Invoice line: st_invoice_items.st_id.';
comment on column servicetitan.st_gross_pay_items.customer_id is 'Customer: st_customers.st_id.';
comment on column servicetitan.st_gross_pay_items.customer_name is
  'Name of the customer. Untrusted text.';
comment on column servicetitan.st_gross_pay_items.location_id is
  'Service location: st_locations.st_id.';
comment on column servicetitan.st_gross_pay_items.location_name is
  'Name of the location. Untrusted text.';
comment on column servicetitan.st_gross_pay_items.business_unit_name is
  'Business unit the work belongs to.';
comment on column servicetitan.st_gross_pay_items.payout_business_unit_name is
  'Business unit that pays.';
comment on column servicetitan.st_gross_pay_items.zone_name is 'Zone of the location.';
comment on column servicetitan.st_gross_pay_items.tax_zone_name is 'Tax zone of the location.';
comment on column servicetitan.st_gross_pay_items.labor_type_id is 'Labour type in ServiceTitan.';
comment on column servicetitan.st_gross_pay_items.labor_type_code is 'Code of the labour type.';
comment on column servicetitan.st_gross_pay_items.is_prevailing_wage_job is
  'True when a set wage applies.';
comment on column servicetitan.st_gross_pay_items.source_entity_id is
  'Record the amount came from.';
comment on column servicetitan.st_gross_pay_items.budget_code_id is 'Budget code in ServiceTitan.';
comment on column servicetitan.st_gross_pay_items.memo is 'Remark on the record. Untrusted text.';
comment on column servicetitan.st_gross_pay_items.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_gross_pay_items.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_gross_pay_items.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_gross_pay_items.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_gross_pay_items.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_gross_pay_items.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_gross_pay_items.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_payrolls (
  id                  uuid primary key default gen_random_uuid(),
  st_id               bigint not null unique,
  tenant_id           bigint,
  employee_id         bigint,
  employee_type       varchar(50),
  status              varchar(50),
  started_on          timestamptz,
  ended_on            timestamptz,
  burden_rate         numeric(18,4),
  manager_approved_on timestamptz,
  active              boolean,
  st_created_on       timestamptz,
  st_modified_on      timestamptz,
  local_synced_at     timestamptz not null default now(),
  full_data           jsonb not null default '{}',
  row_hash            bytea,
  deleted_at          timestamptz
);
create index st_payrolls_employee_id_started_on_idx on servicetitan.st_payrolls (employee_id, started_on);
comment on table servicetitan.st_payrolls is
  'Pay periods of each person.';
comment on column servicetitan.st_payrolls.id is 'Row id of our own.';
comment on column servicetitan.st_payrolls.st_id is 'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_payrolls.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_payrolls.employee_id is
  'Person: st_technicians.st_id or st_employees.st_id.';
comment on column servicetitan.st_payrolls.employee_type is 'Technician or Employee.';
comment on column servicetitan.st_payrolls.status is 'Pending, Expired, Approved, Paid or Locked.';
comment on column servicetitan.st_payrolls.started_on is 'Start of the period.';
comment on column servicetitan.st_payrolls.ended_on is 'End of the period.';
comment on column servicetitan.st_payrolls.burden_rate is 'Cost per hour on top of pay.';
comment on column servicetitan.st_payrolls.manager_approved_on is 'When a manager approved it.';
comment on column servicetitan.st_payrolls.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_payrolls.st_created_on is 'When ServiceTitan created the record.';
comment on column servicetitan.st_payrolls.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_payrolls.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_payrolls.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_payrolls.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_payrolls.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_vendors (
  id                            uuid primary key default gen_random_uuid(),
  st_id                         bigint not null unique,
  tenant_id                     bigint,
  name                          varchar(255),
  active                        boolean,
  contact_first_name            varchar(100),
  contact_last_name             varchar(100),
  phone                         varchar(50),
  email                         varchar(255),
  fax                           varchar(50),
  street                        varchar(500),
  unit                          varchar(100),
  city                          varchar(255),
  state                         varchar(100),
  zip                           varchar(20),
  country                       varchar(100),
  delivery_option               varchar(50),
  default_tax_rate              numeric(9,6),
  is_truck_replenishment        boolean,
  is_mobile_creation_restricted boolean,
  memo                          text,
  custom_fields                 jsonb,
  external_data                 jsonb,
  st_created_on                 timestamptz,
  st_modified_on                timestamptz,
  local_synced_at               timestamptz not null default now(),
  full_data                     jsonb not null default '{}',
  row_hash                      bytea,
  deleted_at                    timestamptz
);
create index st_vendors_name_lower_idx on servicetitan.st_vendors (lower(name));
comment on table servicetitan.st_vendors is
  'Companies we buy from.';
comment on column servicetitan.st_vendors.id is 'Row id of our own.';
comment on column servicetitan.st_vendors.st_id is 'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_vendors.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_vendors.name is 'Name of the vendor. Untrusted text.';
comment on column servicetitan.st_vendors.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_vendors.contact_first_name is
  'First name of the contact. Untrusted text.';
comment on column servicetitan.st_vendors.contact_last_name is
  'Last name of the contact. Untrusted text.';
comment on column servicetitan.st_vendors.phone is 'Phone number. Untrusted text.';
comment on column servicetitan.st_vendors.email is 'E-mail address. Untrusted text.';
comment on column servicetitan.st_vendors.fax is 'Fax number. Untrusted text.';
comment on column servicetitan.st_vendors.street is 'Street. Untrusted text.';
comment on column servicetitan.st_vendors.unit is 'Unit or suite. Untrusted text.';
comment on column servicetitan.st_vendors.city is 'City. Untrusted text.';
comment on column servicetitan.st_vendors.state is 'State. Untrusted text.';
comment on column servicetitan.st_vendors.zip is 'Postal code. Untrusted text.';
comment on column servicetitan.st_vendors.country is 'Country. Untrusted text.';
comment on column servicetitan.st_vendors.delivery_option is 'How orders are sent.';
comment on column servicetitan.st_vendors.default_tax_rate is 'Tax rate on its goods.';
comment on column servicetitan.st_vendors.is_truck_replenishment is 'True when it refills trucks.';
comment on column servicetitan.st_vendors.is_mobile_creation_restricted is
  'True when technicians may not order from it.';
comment on column servicetitan.st_vendors.memo is 'Remark on the record. Untrusted text.';
comment on column servicetitan.st_vendors.custom_fields is
  'Custom fields as a list of type id, name and value. Untrusted text.';
comment on column servicetitan.st_vendors.external_data is
  'Key and value pairs that integrations keep on the record; applicationGuid says whose, where a tool wrote it. Untrusted text.';
comment on column servicetitan.st_vendors.st_created_on is 'When ServiceTitan created the record.';
comment on column servicetitan.st_vendors.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_vendors.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_vendors.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_vendors.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_vendors.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_warehouses (
  id                    uuid primary key default gen_random_uuid(),
  st_id                 bigint not null unique,
  tenant_id             bigint,
  name                  varchar(255),
  active                boolean,
  address               jsonb,
  inventory_template_id bigint,
  external_data         jsonb,
  st_created_on         timestamptz,
  st_modified_on        timestamptz,
  local_synced_at       timestamptz not null default now(),
  full_data             jsonb not null default '{}',
  row_hash              bytea,
  deleted_at            timestamptz
);
comment on table servicetitan.st_warehouses is
  'Warehouses.';
comment on column servicetitan.st_warehouses.id is 'Row id of our own.';
comment on column servicetitan.st_warehouses.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_warehouses.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_warehouses.name is 'Name of the warehouse.';
comment on column servicetitan.st_warehouses.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_warehouses.address is 'Its address.';
comment on column servicetitan.st_warehouses.inventory_template_id is
  'Stock template in ServiceTitan.';
comment on column servicetitan.st_warehouses.external_data is
  'Key and value pairs that integrations keep on the record; applicationGuid says whose, where a tool wrote it. Untrusted text.';
comment on column servicetitan.st_warehouses.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_warehouses.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_warehouses.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_warehouses.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_warehouses.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_warehouses.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_trucks (
  id                    uuid primary key default gen_random_uuid(),
  st_id                 bigint not null unique,
  tenant_id             bigint,
  name                  varchar(255),
  active                boolean,
  warehouse_id          bigint,
  technician_ids        bigint[],
  inventory_template_id bigint,
  memo                  text,
  external_data         jsonb,
  st_created_on         timestamptz,
  st_modified_on        timestamptz,
  local_synced_at       timestamptz not null default now(),
  full_data             jsonb not null default '{}',
  row_hash              bytea,
  deleted_at            timestamptz
);
comment on table servicetitan.st_trucks is
  'Trucks that carry stock.';
comment on column servicetitan.st_trucks.id is 'Row id of our own.';
comment on column servicetitan.st_trucks.st_id is 'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_trucks.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_trucks.name is 'Name of the truck.';
comment on column servicetitan.st_trucks.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_trucks.warehouse_id is
  'Warehouse it is filled from: st_warehouses.st_id.';
comment on column servicetitan.st_trucks.technician_ids is
  'Technicians who drive it: st_technicians.st_id.';
comment on column servicetitan.st_trucks.inventory_template_id is 'Stock template in ServiceTitan.';
comment on column servicetitan.st_trucks.memo is 'Remark on the record. Untrusted text.';
comment on column servicetitan.st_trucks.external_data is
  'Key and value pairs that integrations keep on the record; applicationGuid says whose, where a tool wrote it. Untrusted text.';
comment on column servicetitan.st_trucks.st_created_on is 'When ServiceTitan created the record.';
comment on column servicetitan.st_trucks.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_trucks.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_trucks.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_trucks.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_trucks.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_purchase_order_types (
  id                           uuid primary key default gen_random_uuid(),
  st_id                        bigint not null unique,
  tenant_id                    bigint,
  name                         varchar(255),
  active                       boolean,
  automatically_receive        boolean,
  display_to_technician        boolean,
  impact_to_technician_payroll boolean,
  exclude_tax_from_job_costing boolean,
  st_created_on                timestamptz,
  st_modified_on               timestamptz,
  local_synced_at              timestamptz not null default now(),
  full_data                    jsonb not null default '{}',
  row_hash                     bytea,
  deleted_at                   timestamptz
);
comment on table servicetitan.st_purchase_order_types is
  'Kinds of purchase order.';
comment on column servicetitan.st_purchase_order_types.id is 'Row id of our own.';
comment on column servicetitan.st_purchase_order_types.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_purchase_order_types.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_purchase_order_types.name is 'Name of the kind.';
comment on column servicetitan.st_purchase_order_types.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_purchase_order_types.automatically_receive is
  'True when goods count as received at once.';
comment on column servicetitan.st_purchase_order_types.display_to_technician is
  'True when technicians see it.';
comment on column servicetitan.st_purchase_order_types.impact_to_technician_payroll is
  'True when it lowers commissions.';
comment on column servicetitan.st_purchase_order_types.exclude_tax_from_job_costing is
  'True when tax is no cost of the job.';
comment on column servicetitan.st_purchase_order_types.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_purchase_order_types.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_purchase_order_types.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_purchase_order_types.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_purchase_order_types.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_purchase_order_types.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_purchase_orders (
  id                     uuid primary key default gen_random_uuid(),
  st_id                  bigint not null unique,
  tenant_id              bigint,
  po_number              varchar(100),
  status                 varchar(50),
  type_id                bigint,
  vendor_id              bigint,
  vendor_document_number varchar(255),
  job_id                 bigint,
  project_id             bigint,
  invoice_id             bigint,
  technician_id          bigint,
  business_unit_id       bigint,
  inventory_location_id  bigint,
  ship_to                jsonb,
  order_date             date,
  required_on            date,
  sent_on                timestamptz,
  received_on            timestamptz,
  total                  numeric(18,4),
  tax                    numeric(18,4),
  shipping               numeric(18,4),
  summary                text,
  batch_id               bigint,
  budget_code_id         bigint,
  custom_fields          jsonb,
  created_by_id          bigint,
  st_created_on          timestamptz,
  st_modified_on         timestamptz,
  local_synced_at        timestamptz not null default now(),
  full_data              jsonb not null default '{}',
  row_hash               bytea,
  deleted_at             timestamptz
);
create index st_purchase_orders_vendor_id_idx on servicetitan.st_purchase_orders (vendor_id);
create index st_purchase_orders_job_id_idx on servicetitan.st_purchase_orders (job_id);
create index st_purchase_orders_status_required_on_idx on servicetitan.st_purchase_orders (status, required_on);
comment on table servicetitan.st_purchase_orders is
  'Orders for goods.';
comment on column servicetitan.st_purchase_orders.id is 'Row id of our own.';
comment on column servicetitan.st_purchase_orders.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_purchase_orders.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_purchase_orders.po_number is 'Number people call the order by.';
comment on column servicetitan.st_purchase_orders.status is
  'Pending, Sent, PartiallyReceived, Received, Exported or Canceled.';
comment on column servicetitan.st_purchase_orders.type_id is 'Kind: st_purchase_order_types.st_id.';
comment on column servicetitan.st_purchase_orders.vendor_id is 'Vendor: st_vendors.st_id.';
comment on column servicetitan.st_purchase_orders.vendor_document_number is
  'Number on the vendor''s paper. Untrusted text.';
comment on column servicetitan.st_purchase_orders.job_id is 'Job: st_jobs.st_id.';
comment on column servicetitan.st_purchase_orders.project_id is 'Project: st_projects.st_id.';
comment on column servicetitan.st_purchase_orders.invoice_id is 'Invoice: st_invoices.st_id.';
comment on column servicetitan.st_purchase_orders.technician_id is
  'Technician: st_technicians.st_id.';
comment on column servicetitan.st_purchase_orders.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column servicetitan.st_purchase_orders.inventory_location_id is
  'Warehouse or truck: st_warehouses.st_id or st_trucks.st_id.';
comment on column servicetitan.st_purchase_orders.ship_to is 'Address it goes to. Untrusted text.';
comment on column servicetitan.st_purchase_orders.order_date is 'Day it was made.';
comment on column servicetitan.st_purchase_orders.required_on is 'Day the goods are needed.';
comment on column servicetitan.st_purchase_orders.sent_on is 'When it was sent.';
comment on column servicetitan.st_purchase_orders.received_on is 'When the goods came.';
comment on column servicetitan.st_purchase_orders.total is 'Sum with tax and shipping.';
comment on column servicetitan.st_purchase_orders.tax is 'Tax.';
comment on column servicetitan.st_purchase_orders.shipping is 'Shipping.';
comment on column servicetitan.st_purchase_orders.summary is 'What it is for. Untrusted text.';
comment on column servicetitan.st_purchase_orders.batch_id is 'Accounting batch in ServiceTitan.';
comment on column servicetitan.st_purchase_orders.budget_code_id is 'Budget code in ServiceTitan.';
comment on column servicetitan.st_purchase_orders.custom_fields is
  'Custom fields as a list of type id, name and value. Untrusted text.';
comment on column servicetitan.st_purchase_orders.created_by_id is
  'User who created the record in ServiceTitan.';
comment on column servicetitan.st_purchase_orders.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_purchase_orders.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_purchase_orders.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_purchase_orders.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_purchase_orders.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_purchase_orders.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_purchase_order_items (
  id                 uuid primary key default gen_random_uuid(),
  st_id              bigint not null unique,
  tenant_id          bigint,
  purchase_order_id  bigint references servicetitan.st_purchase_orders (st_id) deferrable initially deferred,
  sku_id             bigint,
  sku_name           varchar(255),
  sku_code           varchar(100),
  sku_type           varchar(50),
  vendor_part_number varchar(255),
  description        text,
  status             varchar(50),
  quantity           numeric(18,4),
  quantity_received  numeric(18,4),
  cost               numeric(18,4),
  total              numeric(18,4),
  chargeable         boolean,
  serial_numbers     jsonb,
  budget_code_id     bigint,
  st_created_on      timestamptz,
  st_modified_on     timestamptz,
  local_synced_at    timestamptz not null default now(),
  full_data          jsonb not null default '{}',
  row_hash           bytea,
  deleted_at         timestamptz
);
create index st_purchase_order_items_purchase_order_id_idx on servicetitan.st_purchase_order_items (purchase_order_id);
create index st_purchase_order_items_sku_id_idx on servicetitan.st_purchase_order_items (sku_id);
comment on table servicetitan.st_purchase_order_items is
  'Lines of purchase orders.';
comment on column servicetitan.st_purchase_order_items.id is 'Row id of our own.';
comment on column servicetitan.st_purchase_order_items.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_purchase_order_items.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_purchase_order_items.purchase_order_id is
  'Purchase order: st_purchase_orders.st_id.';
comment on column servicetitan.st_purchase_order_items.sku_id is 'Pricebook item.';
comment on column servicetitan.st_purchase_order_items.sku_name is 'Name of the pricebook item.';
comment on column servicetitan.st_purchase_order_items.sku_code is 'Code of the pricebook item.';
comment on column servicetitan.st_purchase_order_items.sku_type is 'Kind of pricebook item.';
comment on column servicetitan.st_purchase_order_items.vendor_part_number is
  'The vendor''s part number.';
comment on column servicetitan.st_purchase_order_items.description is
  'Text of the line. Untrusted text.';
comment on column servicetitan.st_purchase_order_items.status is 'How far it has come.';
comment on column servicetitan.st_purchase_order_items.quantity is 'How many were ordered.';
comment on column servicetitan.st_purchase_order_items.quantity_received is 'How many came.';
comment on column servicetitan.st_purchase_order_items.cost is 'Cost of one.';
comment on column servicetitan.st_purchase_order_items.total is 'Cost of the line.';
comment on column servicetitan.st_purchase_order_items.chargeable is
  'False when the line is not charged on.';
comment on column servicetitan.st_purchase_order_items.serial_numbers is 'Serial numbers received.';
comment on column servicetitan.st_purchase_order_items.budget_code_id is
  'Budget code in ServiceTitan.';
comment on column servicetitan.st_purchase_order_items.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_purchase_order_items.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_purchase_order_items.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_purchase_order_items.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_purchase_order_items.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_purchase_order_items.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_teams (
  id              uuid primary key default gen_random_uuid(),
  st_id           bigint not null unique,
  tenant_id       bigint,
  name            varchar(255),
  active          boolean,
  created_by_id   bigint,
  st_created_on   timestamptz,
  st_modified_on  timestamptz,
  local_synced_at timestamptz not null default now(),
  full_data       jsonb not null default '{}',
  row_hash        bytea,
  deleted_at      timestamptz
);
comment on table servicetitan.st_teams is
  'Teams of technicians.';
comment on column servicetitan.st_teams.id is 'Row id of our own.';
comment on column servicetitan.st_teams.st_id is 'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_teams.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_teams.name is 'Name of the team.';
comment on column servicetitan.st_teams.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_teams.created_by_id is
  'User who created the record in ServiceTitan.';
comment on column servicetitan.st_teams.st_created_on is 'When ServiceTitan created the record.';
comment on column servicetitan.st_teams.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_teams.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_teams.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_teams.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_teams.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_zones (
  id                   uuid primary key default gen_random_uuid(),
  st_id                bigint not null unique,
  tenant_id            bigint,
  name                 varchar(255),
  active               boolean,
  zips                 text[],
  cities               text[],
  territory_numbers    text[],
  locn_numbers         text[],
  service_days_enabled boolean,
  service_days         text[],
  business_unit_ids    bigint[],
  technician_ids       bigint[],
  created_by_id        bigint,
  st_created_on        timestamptz,
  st_modified_on       timestamptz,
  local_synced_at      timestamptz not null default now(),
  full_data            jsonb not null default '{}',
  row_hash             bytea,
  deleted_at           timestamptz
);
create index st_zones_zips_idx on servicetitan.st_zones using gin (zips);
comment on table servicetitan.st_zones is
  'Areas the company serves.';
comment on column servicetitan.st_zones.id is 'Row id of our own.';
comment on column servicetitan.st_zones.st_id is 'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_zones.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_zones.name is 'Name of the zone.';
comment on column servicetitan.st_zones.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_zones.zips is 'Postal codes in the zone.';
comment on column servicetitan.st_zones.cities is 'Cities in the zone.';
comment on column servicetitan.st_zones.territory_numbers is 'Territory numbers in the zone.';
comment on column servicetitan.st_zones.locn_numbers is 'Location numbers in the zone.';
comment on column servicetitan.st_zones.service_days_enabled is
  'True when it is served on some days only.';
comment on column servicetitan.st_zones.service_days is 'Days on which it is served.';
comment on column servicetitan.st_zones.business_unit_ids is
  'Business units that serve it: st_business_units.st_id.';
comment on column servicetitan.st_zones.technician_ids is
  'Technicians who serve it: st_technicians.st_id.';
comment on column servicetitan.st_zones.created_by_id is
  'User who created the record in ServiceTitan.';
comment on column servicetitan.st_zones.st_created_on is 'When ServiceTitan created the record.';
comment on column servicetitan.st_zones.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_zones.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_zones.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_zones.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_zones.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_technician_shifts (
  id                uuid primary key default gen_random_uuid(),
  st_id             bigint not null unique,
  tenant_id         bigint,
  technician_id     bigint,
  shift_type        varchar(50),
  title             varchar(255),
  note              text,
  start_on          timestamptz,
  end_on            timestamptz,
  timesheet_code_id bigint,
  active            boolean,
  st_created_on     timestamptz,
  st_modified_on    timestamptz,
  local_synced_at   timestamptz not null default now(),
  full_data         jsonb not null default '{}',
  row_hash          bytea,
  deleted_at        timestamptz
);
create index st_technician_shifts_technician_id_start_on_idx on servicetitan.st_technician_shifts (technician_id, start_on);
create index st_technician_shifts_start_on_end_on_idx on servicetitan.st_technician_shifts (start_on, end_on);
comment on table servicetitan.st_technician_shifts is
  'When technicians are planned to work or be away.';
comment on column servicetitan.st_technician_shifts.id is 'Row id of our own.';
comment on column servicetitan.st_technician_shifts.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_technician_shifts.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_technician_shifts.technician_id is
  'Technician: st_technicians.st_id.';
comment on column servicetitan.st_technician_shifts.shift_type is 'Normal, OnCall or TimeOff.';
comment on column servicetitan.st_technician_shifts.title is 'Title of the shift. Untrusted text.';
comment on column servicetitan.st_technician_shifts.note is 'Remark on the shift. Untrusted text.';
comment on column servicetitan.st_technician_shifts.start_on is 'Start.';
comment on column servicetitan.st_technician_shifts.end_on is 'End.';
comment on column servicetitan.st_technician_shifts.timesheet_code_id is
  'Code for time off: st_timesheet_codes.st_id.';
comment on column servicetitan.st_technician_shifts.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_technician_shifts.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_technician_shifts.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_technician_shifts.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_technician_shifts.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_technician_shifts.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_technician_shifts.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_non_job_appointments (
  id                                       uuid primary key default gen_random_uuid(),
  st_id                                    bigint not null unique,
  tenant_id                                bigint,
  technician_id                            bigint,
  name                                     varchar(255),
  summary                                  text,
  start_on                                 timestamptz,
  duration_seconds                         bigint,
  all_day                                  boolean,
  timesheet_code_id                        bigint,
  clear_dispatch_board                     boolean,
  clear_technician_view                    boolean,
  remove_technician_from_capacity_planning boolean,
  show_on_technician_schedule              boolean,
  active                                   boolean,
  created_by_id                            bigint,
  st_created_on                            timestamptz,
  st_modified_on                           timestamptz,
  local_synced_at                          timestamptz not null default now(),
  full_data                                jsonb not null default '{}',
  row_hash                                 bytea,
  deleted_at                               timestamptz
);
create index st_non_job_appointments_technician_id_start_on_idx on servicetitan.st_non_job_appointments (technician_id, start_on);
comment on table servicetitan.st_non_job_appointments is
  'Time of technicians that is taken by something else than a job.';
comment on column servicetitan.st_non_job_appointments.id is 'Row id of our own.';
comment on column servicetitan.st_non_job_appointments.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_non_job_appointments.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_non_job_appointments.technician_id is
  'Technician: st_technicians.st_id.';
comment on column servicetitan.st_non_job_appointments.name is 'What it is. Untrusted text.';
comment on column servicetitan.st_non_job_appointments.summary is 'More about it. Untrusted text.';
comment on column servicetitan.st_non_job_appointments.start_on is 'Start.';
comment on column servicetitan.st_non_job_appointments.duration_seconds is 'Length in seconds.';
comment on column servicetitan.st_non_job_appointments.all_day is
  'True when it takes the whole day.';
comment on column servicetitan.st_non_job_appointments.timesheet_code_id is
  'Code: st_timesheet_codes.st_id.';
comment on column servicetitan.st_non_job_appointments.clear_dispatch_board is
  'True when it empties the dispatch board.';
comment on column servicetitan.st_non_job_appointments.clear_technician_view is
  'True when it empties the technician''s list.';
comment on column servicetitan.st_non_job_appointments.remove_technician_from_capacity_planning is
  'True when the time cannot be booked.';
comment on column servicetitan.st_non_job_appointments.show_on_technician_schedule is
  'True when the technician sees it.';
comment on column servicetitan.st_non_job_appointments.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_non_job_appointments.created_by_id is
  'User who created the record in ServiceTitan.';
comment on column servicetitan.st_non_job_appointments.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_non_job_appointments.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_non_job_appointments.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_non_job_appointments.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_non_job_appointments.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_non_job_appointments.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_arrival_windows (
  id                uuid primary key default gen_random_uuid(),
  st_id             bigint not null unique,
  tenant_id         bigint,
  start_time        varchar(50),
  duration          varchar(50),
  business_unit_ids bigint[],
  active            boolean,
  st_created_on     timestamptz,
  st_modified_on    timestamptz,
  local_synced_at   timestamptz not null default now(),
  full_data         jsonb not null default '{}',
  row_hash          bytea,
  deleted_at        timestamptz
);
comment on table servicetitan.st_arrival_windows is
  'Windows of arrival that may be promised.';
comment on column servicetitan.st_arrival_windows.id is 'Row id of our own.';
comment on column servicetitan.st_arrival_windows.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_arrival_windows.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_arrival_windows.start_time is 'Start as time of day.';
comment on column servicetitan.st_arrival_windows.duration is
  'Length as hours, minutes and seconds.';
comment on column servicetitan.st_arrival_windows.business_unit_ids is
  'Business units that offer it: st_business_units.st_id.';
comment on column servicetitan.st_arrival_windows.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_arrival_windows.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_arrival_windows.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_arrival_windows.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_arrival_windows.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_arrival_windows.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_arrival_windows.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_business_hours (
  id              uuid primary key default gen_random_uuid(),
  st_id           bigint not null unique,
  tenant_id       bigint,
  weekdays        jsonb,
  saturday        jsonb,
  sunday          jsonb,
  st_created_on   timestamptz,
  st_modified_on  timestamptz,
  local_synced_at timestamptz not null default now(),
  full_data       jsonb not null default '{}',
  row_hash        bytea,
  deleted_at      timestamptz
);
comment on table servicetitan.st_business_hours is
  'Opening hours; ServiceTitan has one record without an id, kept here under id 1.';
comment on column servicetitan.st_business_hours.id is 'Row id of our own.';
comment on column servicetitan.st_business_hours.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_business_hours.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_business_hours.weekdays is
  'Hours from Monday to Friday, each with fromHour and toHour.';
comment on column servicetitan.st_business_hours.saturday is 'Hours on Saturday.';
comment on column servicetitan.st_business_hours.sunday is 'Hours on Sunday.';
comment on column servicetitan.st_business_hours.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_business_hours.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_business_hours.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_business_hours.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_business_hours.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_business_hours.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

comment on column servicetitan.st_business_hours.st_id is 'Always 1: ServiceTitan gives this record no id.';

create table servicetitan.st_custom_fields (
  id                uuid primary key default gen_random_uuid(),
  st_id             bigint not null unique,
  tenant_id         bigint,
  name              varchar(255),
  data_type         varchar(50),
  data_type_options text[],
  entity_type       varchar(50),
  st_created_on     timestamptz,
  st_modified_on    timestamptz,
  local_synced_at   timestamptz not null default now(),
  full_data         jsonb not null default '{}',
  row_hash          bytea,
  deleted_at        timestamptz
);
create index st_custom_fields_entity_type_idx on servicetitan.st_custom_fields (entity_type);
comment on table servicetitan.st_custom_fields is
  'Custom fields that records may have.';
comment on column servicetitan.st_custom_fields.id is 'Row id of our own.';
comment on column servicetitan.st_custom_fields.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_custom_fields.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_custom_fields.name is 'Name of the field.';
comment on column servicetitan.st_custom_fields.data_type is 'Text, Dropdown or Numeric.';
comment on column servicetitan.st_custom_fields.data_type_options is 'Choices of a dropdown.';
comment on column servicetitan.st_custom_fields.entity_type is
  'What it belongs to: customer, location, job or project.';
comment on column servicetitan.st_custom_fields.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_custom_fields.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_custom_fields.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_custom_fields.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_custom_fields.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_custom_fields.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_campaign_categories (
  id              uuid primary key default gen_random_uuid(),
  st_id           bigint not null unique,
  tenant_id       bigint,
  name            varchar(255),
  type            varchar(50),
  active          boolean,
  st_created_on   timestamptz,
  st_modified_on  timestamptz,
  local_synced_at timestamptz not null default now(),
  full_data       jsonb not null default '{}',
  row_hash        bytea,
  deleted_at      timestamptz
);
comment on table servicetitan.st_campaign_categories is
  'Groups of campaigns.';
comment on column servicetitan.st_campaign_categories.id is 'Row id of our own.';
comment on column servicetitan.st_campaign_categories.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_campaign_categories.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_campaign_categories.name is 'Name of the group.';
comment on column servicetitan.st_campaign_categories.type is 'Regular or GoogleHomeServices.';
comment on column servicetitan.st_campaign_categories.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_campaign_categories.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_campaign_categories.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_campaign_categories.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_campaign_categories.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_campaign_categories.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_campaign_categories.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_job_cancel_reasons (
  id              uuid primary key default gen_random_uuid(),
  st_id           bigint not null unique,
  tenant_id       bigint,
  name            varchar(255),
  active          boolean,
  st_created_on   timestamptz,
  st_modified_on  timestamptz,
  local_synced_at timestamptz not null default now(),
  full_data       jsonb not null default '{}',
  row_hash        bytea,
  deleted_at      timestamptz
);
comment on table servicetitan.st_job_cancel_reasons is
  'Reasons for cancelling a job.';
comment on column servicetitan.st_job_cancel_reasons.id is 'Row id of our own.';
comment on column servicetitan.st_job_cancel_reasons.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_job_cancel_reasons.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_job_cancel_reasons.name is 'Name of the reason.';
comment on column servicetitan.st_job_cancel_reasons.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_job_cancel_reasons.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_job_cancel_reasons.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_job_cancel_reasons.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_job_cancel_reasons.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_job_cancel_reasons.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_job_cancel_reasons.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_job_hold_reasons (
  id              uuid primary key default gen_random_uuid(),
  st_id           bigint not null unique,
  tenant_id       bigint,
  name            varchar(255),
  active          boolean,
  st_created_on   timestamptz,
  st_modified_on  timestamptz,
  local_synced_at timestamptz not null default now(),
  full_data       jsonb not null default '{}',
  row_hash        bytea,
  deleted_at      timestamptz
);
comment on table servicetitan.st_job_hold_reasons is
  'Reasons for putting a job on hold.';
comment on column servicetitan.st_job_hold_reasons.id is 'Row id of our own.';
comment on column servicetitan.st_job_hold_reasons.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_job_hold_reasons.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_job_hold_reasons.name is 'Name of the reason.';
comment on column servicetitan.st_job_hold_reasons.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_job_hold_reasons.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_job_hold_reasons.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_job_hold_reasons.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_job_hold_reasons.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_job_hold_reasons.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_job_hold_reasons.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_project_statuses (
  id              uuid primary key default gen_random_uuid(),
  st_id           bigint not null unique,
  tenant_id       bigint,
  name            varchar(255),
  sort_order      integer,
  st_created_on   timestamptz,
  st_modified_on  timestamptz,
  local_synced_at timestamptz not null default now(),
  full_data       jsonb not null default '{}',
  row_hash        bytea,
  deleted_at      timestamptz
);
comment on table servicetitan.st_project_statuses is
  'Statuses a project may have.';
comment on column servicetitan.st_project_statuses.id is 'Row id of our own.';
comment on column servicetitan.st_project_statuses.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_project_statuses.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_project_statuses.name is 'Name of the status.';
comment on column servicetitan.st_project_statuses.sort_order is 'Place in lists.';
comment on column servicetitan.st_project_statuses.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_project_statuses.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_project_statuses.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_project_statuses.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_project_statuses.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_project_statuses.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_project_types (
  id              uuid primary key default gen_random_uuid(),
  st_id           bigint not null unique,
  tenant_id       bigint,
  name            varchar(255),
  description     text,
  created_by_id   bigint,
  st_created_on   timestamptz,
  st_modified_on  timestamptz,
  local_synced_at timestamptz not null default now(),
  full_data       jsonb not null default '{}',
  row_hash        bytea,
  deleted_at      timestamptz
);
comment on table servicetitan.st_project_types is
  'Kinds of project.';
comment on column servicetitan.st_project_types.id is 'Row id of our own.';
comment on column servicetitan.st_project_types.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_project_types.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_project_types.name is 'Name of the kind.';
comment on column servicetitan.st_project_types.description is 'What it stands for.';
comment on column servicetitan.st_project_types.created_by_id is
  'User who created the record in ServiceTitan.';
comment on column servicetitan.st_project_types.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_project_types.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_project_types.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_project_types.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_project_types.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_project_types.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';
