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
comment on column public.sync_statistics.sync_type is 'Kind of run: full, incremental, contacts, backfill or verify.';
comment on column public.sync_statistics.total_syncs is 'Runs of this kind.';
comment on column public.sync_statistics.successful_syncs is 'Runs that completed.';
comment on column public.sync_statistics.failed_syncs is 'Runs that failed.';
comment on column public.sync_statistics.last_sync_at is 'When the last one began.';
comment on column public.sync_statistics.avg_duration_ms is 'Mean time a run took, in milliseconds.';
