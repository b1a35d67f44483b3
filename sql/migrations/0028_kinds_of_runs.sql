-- The comments name the kinds of runs that there are.

comment on column servicetitan.st_sync_log.sync_type is
  'Kind of run: full, incremental or verify.';
comment on column public.st_sync_log.sync_type is
  'Kind of run: full, incremental or verify.';
comment on column public.sync_statistics.sync_type is
  'Kind of run: full, incremental or verify.';
comment on column public.v_recent_syncs.sync_type is
  'Kind of run: full, incremental or verify.';
