-- Fewer and lighter indexes where every first load pays for them.

drop index automation.events_entity_id_idx;
drop index automation.events_entity_st_id_idx;
drop index automation.events_at_idx;
create index events_st_id_idx on automation.events (st_id);
create index events_at_idx on automation.events using brin (at);

drop index servicetitan.st_customers_zip_idx;
drop index servicetitan.st_customers_city_idx;
drop index servicetitan.st_jobs_job_type_id_idx;
drop index servicetitan.st_jobs_campaign_id_idx;
drop index servicetitan.st_jobs_invoice_id_idx;
drop index servicetitan.st_jobs_project_id_idx;
drop index servicetitan.st_jobs_lead_technician_id_idx;
create index st_jobs_project_id_idx on servicetitan.st_jobs (project_id) where project_id is not null;
create index st_jobs_lead_technician_id_idx on servicetitan.st_jobs (lead_technician_id) where lead_technician_id is not null;
