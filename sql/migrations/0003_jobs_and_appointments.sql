-- Jobs, their notes, appointments and the technicians assigned to them.

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
