-- name: known_records
-- Which of the records that a write names are in the mirror, and whose they are.
select 'customerId' as field, st_id, null::bigint as owner
  from servicetitan.st_customers where st_id = any(:customers) and deleted_at is null
union all
select 'locationId', st_id, customer_id
  from servicetitan.st_locations where st_id = any(:locations) and deleted_at is null
union all
select 'jobId', st_id, null
  from servicetitan.st_jobs where st_id = any(:jobs) and deleted_at is null
union all
select 'projectId', st_id, null
  from servicetitan.st_projects where st_id = any(:projects) and deleted_at is null
union all
select 'businessUnitId', st_id, null
  from servicetitan.st_business_units where st_id = any(:business_units) and deleted_at is null
union all
select 'jobTypeId', st_id, null
  from servicetitan.st_job_types where st_id = any(:job_types) and deleted_at is null
union all
select 'campaignId', st_id, null
  from servicetitan.st_campaigns where st_id = any(:campaigns) and deleted_at is null
union all
select 'technicianId', st_id, null
  from servicetitan.st_technicians where st_id = any(:technicians) and deleted_at is null;
