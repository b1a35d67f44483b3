-- name: search_jobs
-- Jobs that fit every filter given, newest first, with the count of all.
with exact as (
  select st_id
    from servicetitan.st_jobs
   where job_number = :term::text and deleted_at is null
  union
  select st_id
    from servicetitan.st_jobs
   where st_id = case when :term::text ~ '^[0-9]{1,18}$' then (:term::text)::bigint end
     and deleted_at is null
), hits as (
  -- One branch per index; together in one "or" they would read every job and every customer.
  select st_id from exact
  union
  select j.st_id
    from servicetitan.st_customers as c
    join servicetitan.st_jobs as j on j.customer_id = c.st_id
   where servicetitan.fold(c.name) like servicetitan.fold(:pattern)
  union
  -- Summaries have no index: they are read only for a term that names no job by itself.
  select st_id
    from servicetitan.st_jobs
   where summary ilike :pattern
     and not exists (select from exact)
), manned as (
  select job_id
    from servicetitan.job_technicians
   where technician_id = :technician::bigint
), visited as (
  select job_id
    from servicetitan.st_appointments
   where deleted_at is null
     and status <> 'Canceled'
     and start_on >= coalesce(:visit_from::timestamptz, '-infinity')
     and start_on < coalesce(:visit_before::timestamptz, 'infinity')
), asked as (
  -- One branch for the narrowest filter given: the others do not run, and its index serves a plan
  -- that was made for any arguments, too. Arrays, not "in" or "exists", for the same reason.
  select j.st_id, j.customer_id, j.business_unit_id, j.job_type_id, j.job_status, j.priority,
         j.st_created_on, j.st_completed_on
    from servicetitan.st_jobs as j
   where j.deleted_at is null
     and :term::text is not null
     and j.st_id = any(array(select st_id from hits))
  union all
  select j.st_id, j.customer_id, j.business_unit_id, j.job_type_id, j.job_status, j.priority,
         j.st_created_on, j.st_completed_on
    from servicetitan.st_jobs as j
   where j.deleted_at is null
     and :term::text is null
     and j.customer_id = :customer::bigint
  union all
  select j.st_id, j.customer_id, j.business_unit_id, j.job_type_id, j.job_status, j.priority,
         j.st_created_on, j.st_completed_on
    from servicetitan.st_jobs as j
   where j.deleted_at is null
     and num_nonnulls(:term::text, :customer::bigint) = 0
     and :technician::bigint is not null
     and j.st_id = any(array(select job_id from manned))
  union all
  select j.st_id, j.customer_id, j.business_unit_id, j.job_type_id, j.job_status, j.priority,
         j.st_created_on, j.st_completed_on
    from servicetitan.st_jobs as j
   where j.deleted_at is null
     and num_nonnulls(:term::text, :customer::bigint, :technician::bigint) = 0
     and num_nonnulls(:visit_from::timestamptz, :visit_before::timestamptz) > 0
     and j.st_id = any(array(select job_id from visited))
  union all
  select j.st_id, j.customer_id, j.business_unit_id, j.job_type_id, j.job_status, j.priority,
         j.st_created_on, j.st_completed_on
    from servicetitan.st_jobs as j
   where j.deleted_at is null
     and num_nonnulls(:term::text, :customer::bigint, :technician::bigint,
          :visit_from::timestamptz, :visit_before::timestamptz) = 0
     and num_nonnulls(:created_from::timestamptz, :created_before::timestamptz) > 0
     and j.st_created_on >= coalesce(:created_from::timestamptz, '-infinity')
     and j.st_created_on < coalesce(:created_before::timestamptz, 'infinity')
  union all
  select j.st_id, j.customer_id, j.business_unit_id, j.job_type_id, j.job_status, j.priority,
         j.st_created_on, j.st_completed_on
    from servicetitan.st_jobs as j
   where j.deleted_at is null
     and num_nonnulls(:term::text, :customer::bigint, :technician::bigint,
          :visit_from::timestamptz, :visit_before::timestamptz, :created_from::timestamptz,
          :created_before::timestamptz) = 0
     and num_nonnulls(:completed_from::timestamptz, :completed_before::timestamptz) > 0
     and j.st_completed_on >= coalesce(:completed_from::timestamptz, '-infinity')
     and j.st_completed_on < coalesce(:completed_before::timestamptz, 'infinity')
  union all
  select j.st_id, j.customer_id, j.business_unit_id, j.job_type_id, j.job_status, j.priority,
         j.st_created_on, j.st_completed_on
    from servicetitan.st_jobs as j
   where j.deleted_at is null
     and num_nonnulls(:term::text, :customer::bigint, :technician::bigint,
          :visit_from::timestamptz, :visit_before::timestamptz, :created_from::timestamptz,
          :created_before::timestamptz, :completed_from::timestamptz,
          :completed_before::timestamptz) = 0
), page as (
  -- Filtered, counted and cut before anything is looked up for a row.
  select j.st_id,
         j.customer_id,
         b.name as business_unit,
         t.name as job_type,
         j.st_created_on,
         count(*) over () as total
    from asked as j
    left join servicetitan.st_business_units as b on b.st_id = j.business_unit_id
    left join servicetitan.st_job_types as t on t.st_id = j.job_type_id
   where (:statuses::text[] is null or j.job_status = any(:statuses))
     and (:priorities::text[] is null or j.priority = any(:priorities))
     and (:customer::bigint is null or j.customer_id = :customer)
     and (:business_unit::text is null
          or b.st_id::text = :business_unit
          or b.name ilike :business_unit_pattern)
     and (:job_type::text is null
          or t.st_id::text = :job_type
          or t.name ilike :job_type_pattern)
     and (:technician::bigint is null or j.st_id = any(array(select job_id from manned)))
     and (:created_from::timestamptz is null or j.st_created_on >= :created_from)
     and (:created_before::timestamptz is null or j.st_created_on < :created_before)
     and (:completed_from::timestamptz is null or j.st_completed_on >= :completed_from)
     and (:completed_before::timestamptz is null or j.st_completed_on < :completed_before)
     and (num_nonnulls(:visit_from::timestamptz, :visit_before::timestamptz) = 0
          or j.st_id = any(array(select job_id from visited)))
   order by j.st_created_on desc nulls last, j.st_id desc
   limit :limit
  offset :offset
)
select page.st_id as id,
       j.job_number as number,
       j.job_status as status,
       j.priority,
       page.customer_id,
       c.name as customer,
       page.business_unit,
       page.job_type,
       f.start_on as next_visit,
       page.st_created_on as created_on,
       j.st_completed_on as completed_on,
       j.total as amount,
       left(j.summary, 160) as summary,
       page.total
  from page
  -- "limit 1" keeps these look-ups by key, however many rows a plan expects of the page.
  left join lateral (
    select o.job_number, o.job_status, o.priority, o.st_completed_on, o.total, o.summary
      from servicetitan.st_jobs as o
     where o.st_id = page.st_id
     limit 1
  ) as j on true
  left join lateral (
    select o.name from servicetitan.st_customers as o where o.st_id = page.customer_id limit 1
  ) as c on true
  left join lateral (
    select min(a.start_on) as start_on
      from servicetitan.st_appointments as a
     where a.job_id = page.st_id
       and a.deleted_at is null
       and a.status not in ('Done', 'Canceled')
  ) as f on true
 order by page.st_created_on desc nulls last, page.st_id desc;

-- name: job_by_id_or_number
-- One job with the names behind its ids.
select j.st_id as id,
       j.job_number as number,
       j.job_status as status,
       j.priority,
       j.customer_id,
       c.name as customer,
       c.phone as customer_phone,
       j.location_id,
       concat_ws(', ', l.street, l.unit, l.city, l.state, l.zip) as address,
       b.name as business_unit,
       t.name as job_type,
       m.name as campaign,
       j.st_created_on as created_on,
       j.st_completed_on as completed_on,
       j.total as amount,
       j.invoice_id,
       j.summary
  from servicetitan.st_jobs as j
  left join servicetitan.st_customers as c on c.st_id = j.customer_id
  left join servicetitan.st_locations as l on l.st_id = j.location_id
  left join servicetitan.st_business_units as b on b.st_id = j.business_unit_id
  left join servicetitan.st_job_types as t on t.st_id = j.job_type_id
  left join servicetitan.st_campaigns as m on m.st_id = j.campaign_id
 where j.deleted_at is null
   and (j.st_id = :job::bigint or j.job_number = :number::text)
 order by j.st_id
 limit 1;

-- name: job_visits
-- Appointments of a job with their technicians, earliest first.
select a.st_id as id,
       a.appointment_number as number,
       a.status,
       a.start_on as start,
       a.end_on as "end",
       a.arrival_window_start,
       a.arrival_window_end,
       coalesce(array_agg(s.technician_name order by s.st_id)
                filter (where s.technician_id is not null), '{}') as technicians
  from servicetitan.st_appointments as a
  left join servicetitan.st_appointment_assignments as s
    on s.appointment_id = a.st_id
   and s.active is not false
   and s.deleted_at is null
 where a.job_id = :job
   and a.deleted_at is null
 group by a.id
 order by a.start_on, a.st_id;

-- name: job_notes
-- Notes of a job, pinned ones first, then newest first.
select n.st_id as id, n.text, n.is_pinned as pinned, n.st_created_on as created_on
  from servicetitan.st_job_notes as n
 where n.job_id = :job
   and n.deleted_at is null
   and n.active is not false
 order by n.is_pinned desc nulls last, n.st_created_on desc, n.st_id desc
 limit 20;

-- name: job_estimates
-- Estimates written for a job.
select e.st_id as id, e.name, e.status, e.total
  from servicetitan.st_estimates as e
 where e.job_id = :job
   and e.deleted_at is null
   and e.active is not false
 order by e.st_created_on, e.st_id;

-- name: job_invoices
-- Invoices of a job.
select i.st_id as id, i.invoice_number as number, i.total, i.balance, i.due_date
  from servicetitan.st_invoices as i
 where i.job_id = :job
   and i.deleted_at is null
   and i.active is not false
 order by i.st_id;
