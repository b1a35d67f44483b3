-- Memberships with their recurring services, installed equipment, projects, job history.

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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  'Key and value pairs that integrations keep on the record. Untrusted text.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_job_canceled_logs.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';
