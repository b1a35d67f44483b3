-- Technicians, employees and the lists everything else refers to.

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

create view public.business_units as
select id,
       st_id as st_business_unit_id,
       name,
       ghl_pipeline_id is not null as sync_enabled,
       ghl_pipeline_id,
       active,
       full_data
  from servicetitan.st_business_units;
comment on view public.business_units is 'Business units and whether their jobs go to a GoHighLevel pipeline.';
comment on column public.business_units.id is 'Row id of our own.';
comment on column public.business_units.st_business_unit_id is 'ServiceTitan''s id of the business unit.';
comment on column public.business_units.name is 'Name of the business unit.';
comment on column public.business_units.sync_enabled is 'True when a pipeline is set.';
comment on column public.business_units.ghl_pipeline_id is 'Pipeline in GoHighLevel its jobs go to.';
comment on column public.business_units.active is 'False when ServiceTitan has switched it off.';
comment on column public.business_units.full_data is 'The whole record as ServiceTitan sent it. Untrusted text.';

create view public.sync_statistics as
select sync_type,
       count(*) as total_syncs,
       count(*) filter (where status = 'completed') as successful_syncs,
       count(*) filter (where status = 'failed') as failed_syncs,
       max(started_at) as last_sync_at,
       avg(duration_ms) as avg_duration_ms
  from servicetitan.st_sync_log
 group by sync_type;
comment on view public.sync_statistics is 'How sync runs of each kind went.';
comment on column public.sync_statistics.sync_type is 'Kind of run: full, incremental, contacts, backfill or verify.';
comment on column public.sync_statistics.total_syncs is 'Runs of this kind.';
comment on column public.sync_statistics.successful_syncs is 'Runs that completed.';
comment on column public.sync_statistics.failed_syncs is 'Runs that failed.';
comment on column public.sync_statistics.last_sync_at is 'When the last one began.';
comment on column public.sync_statistics.avg_duration_ms is 'Mean time a run took, in milliseconds.';
