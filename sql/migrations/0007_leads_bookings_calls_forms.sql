-- How work comes in: leads, bookings and calls; and forms filled in by technicians.

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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_form_submissions.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';
