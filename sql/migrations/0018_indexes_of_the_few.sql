-- Index the few rows that are asked for, not the many that every first load brings.

drop index servicetitan.st_jobs_job_status_idx;
drop index servicetitan.st_jobs_business_unit_id_st_completed_on_idx;
create index st_jobs_open_idx on servicetitan.st_jobs (job_status)
  where job_status not in ('Completed', 'Canceled');

drop index automation.events_st_id_idx;
create index events_changed_idx on automation.events (st_id) where changed is not null;
