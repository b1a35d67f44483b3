-- name: kinds_of_id
-- What has this number as its id, or is a job with it as its job number.
select 'id' as form, 'customer' as kind, c.st_id as id
  from servicetitan.st_customers as c where c.st_id = :number
union all
select 'id', 'location', l.st_id from servicetitan.st_locations as l where l.st_id = :number
union all
select 'id', 'job', j.st_id from servicetitan.st_jobs as j where j.st_id = :number
union all
select 'job number', 'job', j.st_id
  from servicetitan.st_jobs as j
 where j.job_number = :number::bigint::text and j.st_id <> :number
union all
select 'id', 'appointment', a.st_id
  from servicetitan.st_appointments as a where a.st_id = :number
union all
select 'id', 'estimate', e.st_id from servicetitan.st_estimates as e where e.st_id = :number
union all
select 'id', 'invoice', i.st_id from servicetitan.st_invoices as i where i.st_id = :number
union all
select 'id', 'technician', p.st_id
  from servicetitan.st_technicians as p where p.st_id = :number
 limit 3;

-- name: units_like
-- Business units with this id or with this in their name.
select b.st_id as id
  from servicetitan.st_business_units as b
 where b.st_id::text = :wanted or b.name ilike :pattern
 limit 1;

-- name: job_types_like
-- Job types with this id or with this in their name.
select t.st_id as id
  from servicetitan.st_job_types as t
 where t.st_id::text = :wanted or t.name ilike :pattern
 limit 1;

-- name: job_types
-- Every job type, by name.
select t.name, t.active
  from servicetitan.st_job_types as t
 where t.deleted_at is null
 order by t.name;
