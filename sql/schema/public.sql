-- Views people ask questions of, and chat sessions, as they stand after all migrations.

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
comment on column public.sync_statistics.sync_type is 'Kind of run: full, incremental or verify.';
comment on column public.sync_statistics.total_syncs is 'Runs of this kind.';
comment on column public.sync_statistics.successful_syncs is 'Runs that completed.';
comment on column public.sync_statistics.failed_syncs is 'Runs that failed.';
comment on column public.sync_statistics.last_sync_at is 'When the last one began.';
comment on column public.sync_statistics.avg_duration_ms is 'Mean time a run took, in milliseconds.';

create view public.sync_state as
select key, value, entity, cursor_kind, as_of, last_full_at, last_incremental_at, rows,
       metadata, updated_at
  from servicetitan.sync_state;
comment on view public.sync_state is
  'The cursors of servicetitan.sync_state, under the name without a schema; it takes rows too.';
comment on column public.sync_state.key is 'Name of the cursor.';
comment on column public.sync_state.value is 'The cursor: a continuation token or a time.';
comment on column public.sync_state.entity is 'Table the cursor feeds, schema included.';
comment on column public.sync_state.cursor_kind is
  'What the value is: token, modified or snapshot.';
comment on column public.sync_state.as_of is
  'Moment at which the table was last known to hold everything ServiceTitan had.';
comment on column public.sync_state.last_full_at is 'When the last full run ended well.';
comment on column public.sync_state.last_incremental_at is
  'When the last incremental run ended well.';
comment on column public.sync_state.rows is 'Rows the table had after the last run.';
comment on column public.sync_state.metadata is 'Whatever else the sync must remember.';
comment on column public.sync_state.updated_at is 'When this row was last changed.';

create view public.st_sync_log as
select id, sync_type, entity_type, module, status, records_processed, records_succeeded,
       records_failed, records_fetched, records_created, records_updated, records_deleted,
       records_unchanged, started_at, completed_at, duration_ms, error_message, error_details,
       triggered_by, parameters
  from servicetitan.st_sync_log;
comment on view public.st_sync_log is
  'The log of servicetitan.st_sync_log, under the name without a schema; it takes rows too.';
comment on column public.st_sync_log.id is 'Row id of our own.';
comment on column public.st_sync_log.sync_type is
  'Kind of run: full, incremental or verify.';
comment on column public.st_sync_log.entity_type is 'What was synced, such as customers.';
comment on column public.st_sync_log.module is 'ServiceTitan API module the records came from.';
comment on column public.st_sync_log.status is
  'How it stands: running, completed, failed, partial or interrupted.';
comment on column public.st_sync_log.records_processed is 'Records looked at.';
comment on column public.st_sync_log.records_succeeded is 'Records stored or found unchanged.';
comment on column public.st_sync_log.records_failed is 'Records put in quarantine.';
comment on column public.st_sync_log.records_fetched is 'Records received from ServiceTitan.';
comment on column public.st_sync_log.records_created is 'Rows that are new.';
comment on column public.st_sync_log.records_updated is 'Rows that changed.';
comment on column public.st_sync_log.records_deleted is 'Rows marked as deleted.';
comment on column public.st_sync_log.records_unchanged is 'Rows that were already right.';
comment on column public.st_sync_log.started_at is 'When the run began.';
comment on column public.st_sync_log.completed_at is 'When the run ended.';
comment on column public.st_sync_log.duration_ms is 'How long it took, in milliseconds.';
comment on column public.st_sync_log.error_message is
  'What went wrong, in one sentence. Untrusted text.';
comment on column public.st_sync_log.error_details is 'More about what went wrong. Untrusted text.';
comment on column public.st_sync_log.triggered_by is 'Who or what started it.';
comment on column public.st_sync_log.parameters is 'Options of the run.';

create table public.chat_sessions (
  id                  uuid primary key default gen_random_uuid(),
  session_id          varchar(255) not null unique,
  principal           varchar(255),
  surface             varchar(50),
  user_id             varchar(255),
  user_name           varchar(255),
  last_category_st_id bigint,
  last_category_name  varchar(255),
  pending_action      jsonb,
  history             jsonb not null default '[]',
  created_at          timestamptz not null default now(),
  updated_at          timestamptz not null default now(),
  expires_at          timestamptz not null default now() + interval '30 days'
);
create index chat_sessions_expires_at_idx on public.chat_sessions (expires_at);
create index chat_sessions_principal_idx on public.chat_sessions (principal);
comment on table public.chat_sessions is
  'Conversations with the assistant, one row each.';
comment on column public.chat_sessions.id is 'Row id of our own.';
comment on column public.chat_sessions.session_id is 'Id the client knows it by.';
comment on column public.chat_sessions.principal is 'Who talks.';
comment on column public.chat_sessions.surface is 'Where they talk: web, slack or cli.';
comment on column public.chat_sessions.user_id is 'Id of the person there.';
comment on column public.chat_sessions.user_name is 'Name of the person there. Untrusted text.';
comment on column public.chat_sessions.last_category_st_id is
  'Pricebook category talked about last: pb_categories.st_id.';
comment on column public.chat_sessions.last_category_name is 'Name of that category.';
comment on column public.chat_sessions.pending_action is 'What waits for a yes. Untrusted text.';
comment on column public.chat_sessions.history is 'Messages so far. Untrusted text.';
comment on column public.chat_sessions.created_at is 'When this row was made.';
comment on column public.chat_sessions.updated_at is 'When this row was last changed.';
comment on column public.chat_sessions.expires_at is 'When it may be forgotten.';

create view public.open_estimates as
select e.st_id as estimate_id,
       e.name as estimate_name,
       e.summary,
       e.customer_id,
       c.name as customer_name,
       e.location_id,
       e.job_id,
       coalesce(e.job_number, j.job_number) as job_number,
       e.business_unit_id,
       coalesce(b.name, e.business_unit_name) as business_unit,
       e.proposal_tag_name,
       e.is_recommended,
       e.review_status,
       e.subtotal,
       e.tax,
       e.total,
       e.st_created_on as created_on,
       (select automation.company_today())
         - (e.st_created_on at time zone (select automation.company_timezone()))::date as age_days
  from servicetitan.st_estimates as e
  left join servicetitan.st_customers as c on c.st_id = e.customer_id
  left join servicetitan.st_jobs as j on j.st_id = e.job_id
  left join servicetitan.st_business_units as b on b.st_id = e.business_unit_id
 where e.status = 'Open'
   and e.active is not false
   and e.deleted_at is null;
comment on view public.open_estimates is 'Quotes that wait for the customer''s answer, each once.';
comment on column public.open_estimates.estimate_id is 'Estimate: st_estimates.st_id.';
comment on column public.open_estimates.estimate_name is 'Title of the quote. Untrusted text.';
comment on column public.open_estimates.summary is 'What the quote says. Untrusted text.';
comment on column public.open_estimates.customer_id is 'Customer: st_customers.st_id.';
comment on column public.open_estimates.customer_name is 'Name of the customer. Untrusted text.';
comment on column public.open_estimates.location_id is 'Service location: st_locations.st_id.';
comment on column public.open_estimates.job_id is 'Job: st_jobs.st_id.';
comment on column public.open_estimates.job_number is 'Number of the job.';
comment on column public.open_estimates.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column public.open_estimates.business_unit is 'Name of the business unit.';
comment on column public.open_estimates.proposal_tag_name is
  'Name of the option, such as good, better or best. Untrusted text.';
comment on column public.open_estimates.is_recommended is
  'True for the option recommended to the customer.';
comment on column public.open_estimates.review_status is
  'None, NeedsApproval, Approved or NotApproved.';
comment on column public.open_estimates.subtotal is 'Sum before tax.';
comment on column public.open_estimates.tax is 'Tax.';
comment on column public.open_estimates.total is 'Sum with tax.';
comment on column public.open_estimates.created_on is 'When the quote was made.';
comment on column public.open_estimates.age_days is
  'Days since then, counted in the company''s time zone.';

create view public.outstanding_invoices as
select open.*,
       case
         when coalesce(open.days_overdue, -1) < 0 then 'not due'
         when open.days_overdue <= 30 then '0-30'
         when open.days_overdue <= 60 then '31-60'
         when open.days_overdue <= 90 then '61-90'
         else '90+'
       end as ageing
  from (
    select i.st_id as invoice_id,
           i.invoice_number,
           i.customer_id,
           c.name as customer_name,
           i.location_id,
           i.job_id,
           i.job_number,
           i.business_unit_id,
           b.name as business_unit,
           i.invoice_date,
           i.due_date,
           i.total,
           i.paid_amount,
           i.balance,
           (select automation.company_today()) - coalesce(i.due_date, i.invoice_date)
             as days_overdue
      from servicetitan.st_invoices as i
      left join servicetitan.st_customers as c on c.st_id = i.customer_id
      left join servicetitan.st_business_units as b on b.st_id = i.business_unit_id
     where i.balance > 0
       and i.active is not false
       and i.deleted_at is null
  ) as open;
comment on view public.outstanding_invoices is
  'Invoices with money still to come, with how long it is overdue.';
comment on column public.outstanding_invoices.invoice_id is 'Invoice: st_invoices.st_id.';
comment on column public.outstanding_invoices.invoice_number is
  'Number people call the invoice by.';
comment on column public.outstanding_invoices.customer_id is 'Customer: st_customers.st_id.';
comment on column public.outstanding_invoices.customer_name is
  'Name of the customer. Untrusted text.';
comment on column public.outstanding_invoices.location_id is
  'Service location: st_locations.st_id.';
comment on column public.outstanding_invoices.job_id is 'Job: st_jobs.st_id.';
comment on column public.outstanding_invoices.job_number is 'Number of the job.';
comment on column public.outstanding_invoices.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column public.outstanding_invoices.business_unit is 'Name of the business unit.';
comment on column public.outstanding_invoices.invoice_date is 'Date on the invoice.';
comment on column public.outstanding_invoices.due_date is 'Date the money is due.';
comment on column public.outstanding_invoices.total is 'Sum with tax.';
comment on column public.outstanding_invoices.paid_amount is 'What has been paid.';
comment on column public.outstanding_invoices.balance is 'What is still to be paid.';
comment on column public.outstanding_invoices.days_overdue is
  'Days since it was due, negative before; without a due date, since the invoice date; empty when it has neither.';
comment on column public.outstanding_invoices.ageing is
  'not due, 0-30, 31-60, 61-90 or 90+ days overdue.';

create view public.receivables_ageing as
select ageing,
       count(*) as invoices,
       count(distinct customer_id) as customers,
       sum(balance) as balance
  from public.outstanding_invoices
 group by ageing;
comment on view public.receivables_ageing is 'What customers owe, by how long it is overdue.';
comment on column public.receivables_ageing.ageing is
  'not due, 0-30, 31-60, 61-90 or 90+ days overdue.';
comment on column public.receivables_ageing.invoices is 'Invoices in this group.';
comment on column public.receivables_ageing.customers is 'Customers they belong to.';
comment on column public.receivables_ageing.balance is 'What is still to be paid.';

create view public.technician_day as
select d.technician_id,
       t.name as technician_name,
       d.day,
       d.visits,
       d.visits_done,
       d.jobs,
       d.first_start,
       d.last_end,
       d.planned_minutes,
       d.shift_minutes,
       d.off_minutes,
       d.other_minutes
  from (
    select part.technician_id,
           part.day,
           count(distinct part.visit) as visits,
           count(distinct part.visit) filter (where part.status = 'Done') as visits_done,
           count(distinct part.job_id) as jobs,
           min(part.start_on) filter (where part.visit is not null) as first_start,
           max(part.end_on) filter (where part.visit is not null) as last_end,
           coalesce(sum(part.minutes) filter (where part.visit is not null), 0) as planned_minutes,
           sum(part.minutes) filter (where part.status = 'Normal') as shift_minutes,
           coalesce(sum(part.minutes) filter (where part.status = 'TimeOff'), 0) as off_minutes,
           coalesce(sum(part.minutes) filter (where part.status = 'Busy'), 0) as other_minutes
      from (
        select e.technician_id,
               e.visit,
               e.job_id,
               e.status,
               e.start_on,
               e.end_on,
               g.midnight::date as day,
               case
                 when e.end_on is not null
                 then (extract(epoch from
                         least(e.end_on, (g.midnight + interval '1 day') at time zone z.zone)
                         - greatest(e.start_on, g.midnight at time zone z.zone))
                       / 60)::numeric(12,1)
               end as minutes
          from (
            select distinct
                   a.technician_id,
                   p.st_id as visit,
                   p.job_id,
                   p.status,
                   p.start_on,
                   p.end_on
              from servicetitan.st_appointment_assignments as a
              join servicetitan.st_appointments as p on p.st_id = a.appointment_id
             where a.active is not false
               and a.deleted_at is null
               and p.deleted_at is null
               and p.active is not false
               and p.status is distinct from 'Canceled'
            union all
            select technician_id,
                   null,
                   null,
                   shift_type,
                   start_on,
                   end_on
              from servicetitan.st_technician_shifts
             where deleted_at is null
               and active is not false
            union all
            select technician_id,
                   null,
                   null,
                   'Busy',
                   start_on,
                   start_on + duration_seconds * interval '1 second'
              from servicetitan.st_non_job_appointments
             where deleted_at is null
               and active is not false
          ) as e
         cross join (select automation.company_timezone() as zone) as z
         cross join lateral generate_series(
               date_trunc('day', e.start_on at time zone z.zone),
               greatest(e.start_on at time zone z.zone,
                        (e.end_on at time zone z.zone) - interval '1 microsecond'),
               interval '1 day') as g (midnight)
         where e.technician_id is not null
      ) as part
     group by part.technician_id, part.day
  ) as d
  left join servicetitan.st_technicians as t on t.st_id = d.technician_id;
comment on view public.technician_day is
  'What each technician has on each of the company''s days: visits, shifts and time away. What lasts over midnight is on each of its days, with the minutes that fall on it.';
comment on column public.technician_day.technician_id is 'Technician: st_technicians.st_id.';
comment on column public.technician_day.technician_name is
  'Name of the technician. Untrusted text.';
comment on column public.technician_day.day is 'Day in the company''s time zone.';
comment on column public.technician_day.visits is 'Visits planned, cancelled ones left out.';
comment on column public.technician_day.visits_done is 'Visits that are done.';
comment on column public.technician_day.jobs is 'Jobs these visits belong to.';
comment on column public.technician_day.first_start is 'Start of the first visit.';
comment on column public.technician_day.last_end is 'End of the last visit.';
comment on column public.technician_day.planned_minutes is 'Minutes the visits take as planned.';
comment on column public.technician_day.shift_minutes is
  'Minutes of normal shift; empty when no shift is known.';
comment on column public.technician_day.off_minutes is 'Minutes of time off.';
comment on column public.technician_day.other_minutes is
  'Minutes taken by something else than jobs.';

create view public.revenue_by_business_unit_month as
select i.business_unit_id,
       max(b.name) as business_unit,
       date_trunc('month', i.invoice_date::timestamp)::date as month,
       count(*) as invoices,
       sum(i.subtotal) as revenue,
       sum(i.tax) as tax,
       sum(i.total) as total,
       sum(i.balance) as balance
  from servicetitan.st_invoices as i
  left join servicetitan.st_business_units as b on b.st_id = i.business_unit_id
 where i.active is not false
   and i.deleted_at is null
   and i.invoice_date is not null
 group by i.business_unit_id, 3;
comment on view public.revenue_by_business_unit_month is
  'Invoiced revenue of each business unit and month, by the date on the invoice.';
comment on column public.revenue_by_business_unit_month.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column public.revenue_by_business_unit_month.business_unit is
  'Name of the business unit.';
comment on column public.revenue_by_business_unit_month.month is 'First day of the month.';
comment on column public.revenue_by_business_unit_month.invoices is
  'Invoices of the month, adjustments included.';
comment on column public.revenue_by_business_unit_month.revenue is 'Sum before tax.';
comment on column public.revenue_by_business_unit_month.tax is 'Tax.';
comment on column public.revenue_by_business_unit_month.total is 'Sum with tax.';
comment on column public.revenue_by_business_unit_month.balance is 'What is still to be paid.';

create view public.customer_value as
select c.st_id as customer_id,
       c.name as customer_name,
       c.customer_type,
       coalesce(j.jobs, 0) as jobs,
       coalesce(j.completed_jobs, 0) as completed_jobs,
       j.first_job_on,
       j.last_job_on,
       coalesce(i.invoices, 0) as invoices,
       coalesce(i.revenue, 0) as revenue,
       coalesce(i.invoiced, 0) as invoiced,
       coalesce(p.paid, 0) as paid,
       coalesce(i.balance, 0) as balance,
       coalesce(e.open_estimates, 0) as open_estimates,
       coalesce(e.open_estimate_value, 0) as open_estimate_value,
       coalesce(m.active_memberships, 0) as active_memberships
  from servicetitan.st_customers as c
  left join (
    select customer_id,
           count(*) as jobs,
           count(*) filter (where job_status = 'Completed') as completed_jobs,
           min(st_completed_on) as first_job_on,
           max(st_completed_on) as last_job_on
      from servicetitan.st_jobs
     where deleted_at is null
     group by customer_id
  ) as j on j.customer_id = c.st_id
  left join (
    select customer_id,
           count(*) as invoices,
           sum(subtotal) as revenue,
           sum(total) as invoiced,
           sum(balance) as balance
      from servicetitan.st_invoices
     where deleted_at is null
       and active is not false
     group by customer_id
  ) as i on i.customer_id = c.st_id
  left join (
    select customer_id, sum(amount) as paid
      from servicetitan.st_payments
     where deleted_at is null
       and active is not false
     group by customer_id
  ) as p on p.customer_id = c.st_id
  left join (
    select customer_id, count(*) as open_estimates, sum(total) as open_estimate_value
      from servicetitan.st_estimates
     where deleted_at is null
       and active is not false
       and status = 'Open'
     group by customer_id
  ) as e on e.customer_id = c.st_id
  left join (
    select customer_id, count(*) as active_memberships
      from servicetitan.st_memberships
     where deleted_at is null
       and status = 'Active'
     group by customer_id
  ) as m on m.customer_id = c.st_id
 where c.deleted_at is null
   and c.merged_to_id is null;
comment on view public.customer_value is
  'What each customer has brought: jobs, money, open quotes and memberships.';
comment on column public.customer_value.customer_id is 'Customer: st_customers.st_id.';
comment on column public.customer_value.customer_name is 'Name of the customer. Untrusted text.';
comment on column public.customer_value.customer_type is 'Residential or Commercial.';
comment on column public.customer_value.jobs is 'Jobs, in any state.';
comment on column public.customer_value.completed_jobs is 'Jobs that are completed.';
comment on column public.customer_value.first_job_on is 'When the first job was completed.';
comment on column public.customer_value.last_job_on is 'When the last job was completed.';
comment on column public.customer_value.invoices is 'Invoices.';
comment on column public.customer_value.revenue is 'Invoiced before tax.';
comment on column public.customer_value.invoiced is 'Invoiced with tax.';
comment on column public.customer_value.paid is 'Payments received.';
comment on column public.customer_value.balance is 'What is still to be paid on invoices.';
comment on column public.customer_value.open_estimates is 'Quotes that wait for an answer.';
comment on column public.customer_value.open_estimate_value is 'What those quotes add up to.';
comment on column public.customer_value.active_memberships is 'Memberships that run.';

create view public.job_profitability as
select j.st_id as job_id,
       j.job_number,
       j.customer_id,
       j.business_unit_id,
       b.name as business_unit,
       j.job_type_id,
       j.st_completed_on as completed_on,
       i.revenue,
       l.item_cost,
       g.pay_cost,
       case when l.item_cost is not null or g.pay_cost is not null
            then i.revenue - coalesce(l.item_cost, 0) - coalesce(g.pay_cost, 0)
       end as profit,
       case when (l.item_cost is not null or g.pay_cost is not null) and i.revenue <> 0
            then round((i.revenue - coalesce(l.item_cost, 0) - coalesce(g.pay_cost, 0))
                       / i.revenue * 100, 1)
       end as margin_percent
  from servicetitan.st_jobs as j
  join (
    select job_id, sum(subtotal) as revenue
      from servicetitan.st_invoices
     where deleted_at is null
       and active is not false
     group by job_id
  ) as i on i.job_id = j.st_id
  left join (
    select v.job_id, sum(t.total_cost) as item_cost
      from servicetitan.st_invoice_items as t
      join servicetitan.st_invoices as v on v.st_id = t.invoice_id
     where t.deleted_at is null
       and v.deleted_at is null
       and v.active is not false
     group by v.job_id
  ) as l on l.job_id = j.st_id
  left join (
    select job_id, sum(amount + coalesce(amount_adjustment, 0)) as pay_cost
      from servicetitan.st_gross_pay_items
     where deleted_at is null
       and active is not false
     group by job_id
  ) as g on g.job_id = j.st_id
  left join servicetitan.st_business_units as b on b.st_id = j.business_unit_id
 where j.deleted_at is null;
comment on view public.job_profitability is
  'Revenue and known costs of jobs with an invoice; profit is empty where no cost is known.';
comment on column public.job_profitability.job_id is 'Job: st_jobs.st_id.';
comment on column public.job_profitability.job_number is 'Number of the job.';
comment on column public.job_profitability.customer_id is 'Customer: st_customers.st_id.';
comment on column public.job_profitability.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column public.job_profitability.business_unit is 'Name of the business unit.';
comment on column public.job_profitability.job_type_id is 'Job type: st_job_types.st_id.';
comment on column public.job_profitability.completed_on is 'When the job was completed.';
comment on column public.job_profitability.revenue is 'Invoiced before tax.';
comment on column public.job_profitability.item_cost is
  'Cost of the invoiced lines; empty when no line states one.';
comment on column public.job_profitability.pay_cost is
  'Pay booked on the job; empty when none is booked.';
comment on column public.job_profitability.profit is
  'Revenue less these costs; empty when no cost is known.';
comment on column public.job_profitability.margin_percent is 'Profit in percent of revenue.';

create view public.v_open_estimates as
select * from public.open_estimates;
comment on view public.v_open_estimates is
  'Quotes that wait for the customer''s answer; the same as open_estimates.';
comment on column public.v_open_estimates.estimate_id is 'Estimate: st_estimates.st_id.';
comment on column public.v_open_estimates.estimate_name is 'Title of the quote. Untrusted text.';
comment on column public.v_open_estimates.summary is 'What the quote says. Untrusted text.';
comment on column public.v_open_estimates.customer_id is 'Customer: st_customers.st_id.';
comment on column public.v_open_estimates.customer_name is 'Name of the customer. Untrusted text.';
comment on column public.v_open_estimates.location_id is 'Service location: st_locations.st_id.';
comment on column public.v_open_estimates.job_id is 'Job: st_jobs.st_id.';
comment on column public.v_open_estimates.job_number is 'Number of the job.';
comment on column public.v_open_estimates.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column public.v_open_estimates.business_unit is 'Name of the business unit.';
comment on column public.v_open_estimates.proposal_tag_name is
  'Name of the option, such as good, better or best. Untrusted text.';
comment on column public.v_open_estimates.is_recommended is
  'True for the option recommended to the customer.';
comment on column public.v_open_estimates.review_status is
  'None, NeedsApproval, Approved or NotApproved.';
comment on column public.v_open_estimates.subtotal is 'Sum before tax.';
comment on column public.v_open_estimates.tax is 'Tax.';
comment on column public.v_open_estimates.total is 'Sum with tax.';
comment on column public.v_open_estimates.created_on is 'When the quote was made.';
comment on column public.v_open_estimates.age_days is
  'Days since then, counted in the company''s time zone.';

create view public.v_outstanding_invoices as
select * from public.outstanding_invoices;
comment on view public.v_outstanding_invoices is
  'Invoices with money still to come; the same as outstanding_invoices.';
comment on column public.v_outstanding_invoices.invoice_id is 'Invoice: st_invoices.st_id.';
comment on column public.v_outstanding_invoices.invoice_number is
  'Number people call the invoice by.';
comment on column public.v_outstanding_invoices.customer_id is 'Customer: st_customers.st_id.';
comment on column public.v_outstanding_invoices.customer_name is
  'Name of the customer. Untrusted text.';
comment on column public.v_outstanding_invoices.location_id is
  'Service location: st_locations.st_id.';
comment on column public.v_outstanding_invoices.job_id is 'Job: st_jobs.st_id.';
comment on column public.v_outstanding_invoices.job_number is 'Number of the job.';
comment on column public.v_outstanding_invoices.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column public.v_outstanding_invoices.business_unit is 'Name of the business unit.';
comment on column public.v_outstanding_invoices.invoice_date is 'Date on the invoice.';
comment on column public.v_outstanding_invoices.due_date is 'Date the money is due.';
comment on column public.v_outstanding_invoices.total is 'Sum with tax.';
comment on column public.v_outstanding_invoices.paid_amount is 'What has been paid.';
comment on column public.v_outstanding_invoices.balance is 'What is still to be paid.';
comment on column public.v_outstanding_invoices.days_overdue is
  'Days since it was due, negative before; without a due date, since the invoice date; empty when it has neither.';
comment on column public.v_outstanding_invoices.ageing is
  'not due, 0-30, 31-60, 61-90 or 90+ days overdue.';

create view public.v_active_jobs as
select j.st_id as job_id,
       j.job_number,
       j.job_status,
       j.priority,
       j.summary,
       j.customer_id,
       c.name as customer_name,
       j.location_id,
       l.street,
       l.city,
       j.business_unit_id,
       b.name as business_unit,
       j.job_type_id,
       k.name as job_type,
       t.technicians,
       a.next_start,
       j.total,
       j.st_created_on as created_on
  from servicetitan.st_jobs as j
  left join servicetitan.st_customers as c on c.st_id = j.customer_id
  left join servicetitan.st_locations as l on l.st_id = j.location_id
  left join servicetitan.st_business_units as b on b.st_id = j.business_unit_id
  left join servicetitan.st_job_types as k on k.st_id = j.job_type_id
  left join lateral (
    select string_agg(technician_name, ', ' order by is_primary desc, technician_name)
             as technicians
      from servicetitan.job_technicians
     where job_id = j.st_id
  ) as t on true
  left join lateral (
    select min(start_on) as next_start
      from servicetitan.st_appointments
     where job_id = j.st_id
       and deleted_at is null
       and status not in ('Done', 'Canceled')
  ) as a on true
 where j.deleted_at is null
   and j.active is not false
   and j.job_status not in ('Completed', 'Canceled');
comment on view public.v_active_jobs is
  'Jobs that are neither completed nor cancelled, with customer, place and technicians.';
comment on column public.v_active_jobs.job_id is 'Job: st_jobs.st_id.';
comment on column public.v_active_jobs.job_number is 'Number of the job.';
comment on column public.v_active_jobs.job_status is 'Scheduled, Dispatched, InProgress or Hold.';
comment on column public.v_active_jobs.priority is 'Low, Normal, High or Urgent.';
comment on column public.v_active_jobs.summary is 'What is to be done. Untrusted text.';
comment on column public.v_active_jobs.customer_id is 'Customer: st_customers.st_id.';
comment on column public.v_active_jobs.customer_name is 'Name of the customer. Untrusted text.';
comment on column public.v_active_jobs.location_id is 'Service location: st_locations.st_id.';
comment on column public.v_active_jobs.street is 'Street of the place. Untrusted text.';
comment on column public.v_active_jobs.city is 'City of the place. Untrusted text.';
comment on column public.v_active_jobs.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column public.v_active_jobs.business_unit is 'Name of the business unit.';
comment on column public.v_active_jobs.job_type_id is 'Job type: st_job_types.st_id.';
comment on column public.v_active_jobs.job_type is 'Name of the job type.';
comment on column public.v_active_jobs.technicians is
  'Names of the technicians, the first assigned first. Untrusted text.';
comment on column public.v_active_jobs.next_start is 'Start of the next visit that is not done.';
comment on column public.v_active_jobs.total is 'Amount invoiced so far.';
comment on column public.v_active_jobs.created_on is 'When the job was booked.';

create view public.v_sync_status as
select s.entity,
       s.as_of,
       s.last_full_at,
       s.last_incremental_at,
       s.rows,
       r.status as last_status,
       r.started_at as last_started_at,
       r.error_message as last_error,
       coalesce(q.waiting, 0) as quarantined
  from (
    select entity,
           array_agg(key) as keys,
           max(as_of) as as_of,
           max(last_full_at) as last_full_at,
           max(last_incremental_at) as last_incremental_at,
           max(rows) as rows
      from servicetitan.sync_state
     where entity is not null
     group by entity
  ) as s
  left join lateral (
    select status, started_at, error_message
      from servicetitan.st_sync_log
     where entity_type = any (s.keys)
        or entity_type = s.entity
     order by started_at desc
     limit 1
  ) as r on true
  left join lateral (
    select count(*) as waiting
      from automation.sync_quarantine
     where entity = s.entity
       and resolved_at is null
  ) as q on true;
comment on view public.v_sync_status is
  'Where each table''s sync stands and how its last run went.';
comment on column public.v_sync_status.entity is 'Table, schema included.';
comment on column public.v_sync_status.as_of is
  'Moment at which the table was last known to hold everything ServiceTitan had.';
comment on column public.v_sync_status.last_full_at is 'When the last full run ended well.';
comment on column public.v_sync_status.last_incremental_at is
  'When the last incremental run ended well.';
comment on column public.v_sync_status.rows is 'Rows after the last run.';
comment on column public.v_sync_status.last_status is 'How the last run ended.';
comment on column public.v_sync_status.last_started_at is 'When the last run began.';
comment on column public.v_sync_status.last_error is 'What went wrong in it. Untrusted text.';
comment on column public.v_sync_status.quarantined is 'Records that could not be stored and wait.';

create view public.v_recent_syncs as
select id, sync_type, entity_type, status, records_fetched, records_created, records_updated,
       records_deleted, records_failed, started_at, completed_at, duration_ms, error_message
  from servicetitan.st_sync_log
 where started_at > now() - interval '7 days'
 order by started_at desc;
comment on view public.v_recent_syncs is 'Sync runs of the last seven days, newest first.';
comment on column public.v_recent_syncs.id is 'Row id of our own.';
comment on column public.v_recent_syncs.sync_type is
  'Kind of run: full, incremental or verify.';
comment on column public.v_recent_syncs.entity_type is 'What was synced.';
comment on column public.v_recent_syncs.status is
  'How it stands: running, completed, failed, partial or interrupted.';
comment on column public.v_recent_syncs.records_fetched is 'Records received.';
comment on column public.v_recent_syncs.records_created is 'Records created.';
comment on column public.v_recent_syncs.records_updated is 'Records changed.';
comment on column public.v_recent_syncs.records_deleted is 'Rows marked as deleted.';
comment on column public.v_recent_syncs.records_failed is 'Records that failed.';
comment on column public.v_recent_syncs.started_at is 'When it began.';
comment on column public.v_recent_syncs.completed_at is 'When it ended.';
comment on column public.v_recent_syncs.duration_ms is 'How long it took, in milliseconds.';
comment on column public.v_recent_syncs.error_message is
  'What went wrong, in one sentence. Untrusted text.';

create view public.v_active_services as
select st_id, code, name, description, price, member_price, add_on_price, cost, hours, taxable,
       category_ids
  from pricebook.pb_services
 where active is not false
   and deleted_at is null;
comment on view public.v_active_services is 'Pricebook services that can be sold.';
comment on column public.v_active_services.st_id is 'ServiceTitan''s id, unique within the tenant.';
comment on column public.v_active_services.code is 'Short code.';
comment on column public.v_active_services.name is 'Name, as people search for it.';
comment on column public.v_active_services.description is
  'What the customer reads. Untrusted text.';
comment on column public.v_active_services.price is 'Price of one.';
comment on column public.v_active_services.member_price is 'Price of one for members.';
comment on column public.v_active_services.add_on_price is 'Price of one beside other work.';
comment on column public.v_active_services.cost is 'Cost of one.';
comment on column public.v_active_services.hours is 'Hours of work sold with it.';
comment on column public.v_active_services.taxable is 'True when tax is charged.';
comment on column public.v_active_services.category_ids is
  'Categories it stands in: pb_categories.st_id.';

create view public.v_active_materials as
select st_id, code, name, description, price, member_price, add_on_price, cost, hours, taxable,
       category_ids
  from pricebook.pb_materials
 where active is not false
   and deleted_at is null;
comment on view public.v_active_materials is 'Pricebook materials that can be sold.';
comment on column public.v_active_materials.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column public.v_active_materials.code is 'Short code.';
comment on column public.v_active_materials.name is 'Name, as people search for it.';
comment on column public.v_active_materials.description is
  'What the customer reads. Untrusted text.';
comment on column public.v_active_materials.price is 'Price of one.';
comment on column public.v_active_materials.member_price is 'Price of one for members.';
comment on column public.v_active_materials.add_on_price is 'Price of one beside other work.';
comment on column public.v_active_materials.cost is 'Cost of one.';
comment on column public.v_active_materials.hours is 'Hours of work sold with it.';
comment on column public.v_active_materials.taxable is 'True when tax is charged.';
comment on column public.v_active_materials.category_ids is
  'Categories it stands in: pb_categories.st_id.';

create view public.v_active_equipment as
select st_id, code, name, description, price, member_price, add_on_price, cost, hours, taxable,
       category_ids, manufacturer, model
  from pricebook.pb_equipment
 where active is not false
   and deleted_at is null;
comment on view public.v_active_equipment is 'Pricebook equipment that can be sold.';
comment on column public.v_active_equipment.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column public.v_active_equipment.code is 'Short code.';
comment on column public.v_active_equipment.name is 'Name, as people search for it.';
comment on column public.v_active_equipment.description is
  'What the customer reads. Untrusted text.';
comment on column public.v_active_equipment.price is 'Price of one.';
comment on column public.v_active_equipment.member_price is 'Price of one for members.';
comment on column public.v_active_equipment.add_on_price is 'Price of one beside other work.';
comment on column public.v_active_equipment.cost is 'Cost of one.';
comment on column public.v_active_equipment.hours is 'Hours of work sold with it.';
comment on column public.v_active_equipment.taxable is 'True when tax is charged.';
comment on column public.v_active_equipment.category_ids is
  'Categories it stands in: pb_categories.st_id.';
comment on column public.v_active_equipment.manufacturer is 'Manufacturer.';
comment on column public.v_active_equipment.model is 'Model.';

create view public.v_unresolved_conflicts as
select id, entity_type, st_id, conflict_type, diff, created_at
  from pricebook.pb_sync_conflicts
 where status = 'unresolved';
comment on view public.v_unresolved_conflicts is
  'Pricebook items edited here and in ServiceTitan that wait for a decision.';
comment on column public.v_unresolved_conflicts.id is 'Row id of our own.';
comment on column public.v_unresolved_conflicts.entity_type is
  'category, service, material, equipment or discount.';
comment on column public.v_unresolved_conflicts.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column public.v_unresolved_conflicts.conflict_type is
  'both_modified, deleted_here or deleted_there.';
comment on column public.v_unresolved_conflicts.diff is 'Fields that differ. Untrusted text.';
comment on column public.v_unresolved_conflicts.created_at is 'When this row was made.';

create view public.v_workflow_performance as
select d.id as workflow_id,
       d.name,
       d.enabled,
       count(i.id) as runs,
       count(i.id) filter (where i.status in ('active', 'waiting')) as running,
       count(i.id) filter (where i.status = 'completed') as completed,
       count(i.id) filter (where i.status = 'stopped') as stopped,
       count(i.id) filter (where i.status = 'failed') as failed,
       coalesce(sum(i.message_count), 0) as messages,
       max(i.started_at) as last_started_at
  from automation.workflow_definitions as d
  left join automation.workflow_instances as i on i.workflow_id = d.id
 group by d.id, d.name, d.enabled;
comment on view public.v_workflow_performance is 'How the runs of each workflow end.';
comment on column public.v_workflow_performance.workflow_id is 'Workflow: workflow_definitions.id.';
comment on column public.v_workflow_performance.name is 'Name of the workflow.';
comment on column public.v_workflow_performance.enabled is 'False when it does not start any more.';
comment on column public.v_workflow_performance.runs is 'Runs so far.';
comment on column public.v_workflow_performance.running is 'Runs under way.';
comment on column public.v_workflow_performance.completed is 'Runs that reached the end.';
comment on column public.v_workflow_performance.stopped is 'Runs that ended early.';
comment on column public.v_workflow_performance.failed is 'Runs that failed.';
comment on column public.v_workflow_performance.messages is 'Messages really sent.';
comment on column public.v_workflow_performance.last_started_at is 'When the last run began.';

create view public.v_pending_workflow_actions as
select i.id as instance_id,
       d.name as workflow,
       i.entity_type,
       i.entity_id,
       i.customer_id,
       c.name as customer_name,
       i.current_step,
       i.next_action_at
  from automation.workflow_instances as i
  join automation.workflow_definitions as d on d.id = i.workflow_id
  left join servicetitan.st_customers as c on c.st_id = i.customer_id
 where i.status = 'active'
   and i.next_action_at is not null
 order by i.next_action_at;
comment on view public.v_pending_workflow_actions is
  'Workflow steps that are due or planned, the next first.';
comment on column public.v_pending_workflow_actions.instance_id is 'Run: workflow_instances.id.';
comment on column public.v_pending_workflow_actions.workflow is 'Name of the workflow.';
comment on column public.v_pending_workflow_actions.entity_type is
  'What the run is about, such as estimate.';
comment on column public.v_pending_workflow_actions.entity_id is
  'ServiceTitan id of what it is about.';
comment on column public.v_pending_workflow_actions.customer_id is 'Customer: st_customers.st_id.';
comment on column public.v_pending_workflow_actions.customer_name is
  'Name of the customer. Untrusted text.';
comment on column public.v_pending_workflow_actions.current_step is 'Step the run stands at.';
comment on column public.v_pending_workflow_actions.next_action_at is 'When the next step is due.';

create view public.v_messaging_daily_summary as
select (created_at at time zone (select automation.company_timezone()))::date as day,
       channel,
       direction,
       count(*) as messages,
       count(*) filter (where status = 'delivered') as delivered,
       count(*) filter (where status = 'failed') as failed,
       count(*) filter (where status = 'refused') as refused,
       sum(cost) as cost
  from automation.messaging_log
 group by 1, 2, 3;
comment on view public.v_messaging_daily_summary is
  'Messages of each of the company''s days, by channel and direction.';
comment on column public.v_messaging_daily_summary.day is 'Day in the company''s time zone.';
comment on column public.v_messaging_daily_summary.channel is 'sms or email.';
comment on column public.v_messaging_daily_summary.direction is 'outbound or inbound.';
comment on column public.v_messaging_daily_summary.messages is 'Messages.';
comment on column public.v_messaging_daily_summary.delivered is 'Messages that arrived.';
comment on column public.v_messaging_daily_summary.failed is 'Messages that failed.';
comment on column public.v_messaging_daily_summary.refused is
  'Messages not sent because of opt-out, limit or quiet hours.';
comment on column public.v_messaging_daily_summary.cost is 'What sending cost.';

create view public.v_unmatched_calls as
select id, callrail_id, caller_phone, call_start, duration_seconds, utm_campaign, caller_city
  from integrations.callrail_calls
 where matched_at is null;
comment on view public.v_unmatched_calls is
  'Tracked calls whose caller is not known as a customer.';
comment on column public.v_unmatched_calls.id is 'Row id of our own.';
comment on column public.v_unmatched_calls.callrail_id is 'CallRail''s id.';
comment on column public.v_unmatched_calls.caller_phone is 'Number that called. Untrusted text.';
comment on column public.v_unmatched_calls.call_start is 'Start.';
comment on column public.v_unmatched_calls.duration_seconds is 'Length in seconds.';
comment on column public.v_unmatched_calls.utm_campaign is
  'Campaign named in the link. Untrusted text.';
comment on column public.v_unmatched_calls.caller_city is 'City of the caller. Untrusted text.';

create view public.v_call_attribution_by_campaign as
select utm_source,
       utm_campaign,
       count(*) as calls,
       count(*) filter (where matched_at is not null) as matched,
       count(*) filter (where converted_to_job) as jobs,
       count(*) filter (where estimate_sold) as sold,
       sum(conversion_value) as conversion_value
  from integrations.callrail_calls
 group by utm_source, utm_campaign;
comment on view public.v_call_attribution_by_campaign is
  'What tracked calls of each campaign brought in.';
comment on column public.v_call_attribution_by_campaign.utm_source is
  'Source named in the link. Untrusted text.';
comment on column public.v_call_attribution_by_campaign.utm_campaign is
  'Campaign named in the link. Untrusted text.';
comment on column public.v_call_attribution_by_campaign.calls is 'Calls.';
comment on column public.v_call_attribution_by_campaign.matched is 'Calls whose caller is known.';
comment on column public.v_call_attribution_by_campaign.jobs is 'Calls a job followed.';
comment on column public.v_call_attribution_by_campaign.sold is 'Calls a sold quote followed.';
comment on column public.v_call_attribution_by_campaign.conversion_value is 'What they brought in.';

create view public.v_ghl_st_linkage as
select o.ghl_id,
       o.name,
       o.pipeline_name,
       o.stage_name,
       o.status,
       o.monetary_value,
       o.st_customer_id,
       c.name as customer_name,
       o.st_job_id,
       j.job_number,
       j.job_status,
       o.st_estimate_id,
       e.status as estimate_status,
       e.total as estimate_total
  from integrations.ghl_opportunities as o
  left join servicetitan.st_customers as c on c.st_id = o.st_customer_id
  left join servicetitan.st_jobs as j on j.st_id = o.st_job_id
  left join servicetitan.st_estimates as e on e.st_id = o.st_estimate_id;
comment on view public.v_ghl_st_linkage is
  'Opportunities in GoHighLevel with the job or quote they stand for.';
comment on column public.v_ghl_st_linkage.ghl_id is 'GoHighLevel''s id.';
comment on column public.v_ghl_st_linkage.name is 'Title of the opportunity. Untrusted text.';
comment on column public.v_ghl_st_linkage.pipeline_name is 'Name of the pipeline.';
comment on column public.v_ghl_st_linkage.stage_name is 'Name of the stage.';
comment on column public.v_ghl_st_linkage.status is 'open, won, lost or abandoned.';
comment on column public.v_ghl_st_linkage.monetary_value is 'What it is worth in GoHighLevel.';
comment on column public.v_ghl_st_linkage.st_customer_id is
  'Customer: servicetitan.st_customers.st_id.';
comment on column public.v_ghl_st_linkage.customer_name is 'Name of the customer. Untrusted text.';
comment on column public.v_ghl_st_linkage.st_job_id is 'Job: servicetitan.st_jobs.st_id.';
comment on column public.v_ghl_st_linkage.job_number is 'Number of the job.';
comment on column public.v_ghl_st_linkage.job_status is 'State of that job.';
comment on column public.v_ghl_st_linkage.st_estimate_id is
  'Estimate: servicetitan.st_estimates.st_id.';
comment on column public.v_ghl_st_linkage.estimate_status is 'State of that quote.';
comment on column public.v_ghl_st_linkage.estimate_total is 'Sum of that quote.';

create view public.v_ghl_pipeline_summary as
select pipeline_name,
       stage_name,
       status,
       count(*) as opportunities,
       sum(monetary_value) as monetary_value
  from integrations.ghl_opportunities
 group by pipeline_name, stage_name, status;
comment on view public.v_ghl_pipeline_summary is 'Opportunities of each pipeline and stage.';
comment on column public.v_ghl_pipeline_summary.pipeline_name is 'Name of the pipeline.';
comment on column public.v_ghl_pipeline_summary.stage_name is 'Name of the stage.';
comment on column public.v_ghl_pipeline_summary.status is 'open, won, lost or abandoned.';
comment on column public.v_ghl_pipeline_summary.opportunities is 'Opportunities.';
comment on column public.v_ghl_pipeline_summary.monetary_value is 'What they are worth.';
