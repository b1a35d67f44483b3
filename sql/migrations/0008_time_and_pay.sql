-- Time worked and what is paid for it.

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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
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
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_payrolls.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';
