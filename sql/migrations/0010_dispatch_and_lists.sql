-- Teams, zones, shifts, hours and the smaller lists.

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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_project_types.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';
