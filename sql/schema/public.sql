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
