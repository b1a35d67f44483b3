-- name: sync_lock_try
-- Try the session lock of an entity: it goes with its holder, however the holder ends.
select pg_try_advisory_lock(hashtextextended('perfect-catch sync ' || :entity::text, 0)) as held;

-- name: sync_lock_release
-- Give the session lock of an entity back.
select pg_advisory_unlock(hashtextextended('perfect-catch sync ' || :entity::text, 0)) as held;

-- name: sync_lease_take
-- Take an entity's lease with a new fence number; called by the holder of its session lock.
insert into automation.sync_leases as l (entity, holder, fence, expires_at)
values (:entity, :holder, 1, now() + :seconds::float8 * interval '1 second')
on conflict (entity) do update
   set holder = excluded.holder,
       fence = l.fence + 1,
       expires_at = excluded.expires_at
returning fence;

-- name: sync_lease_take_over
-- Take a lease that ran out although its holder still has the session lock: that holder hangs.
update automation.sync_leases
   set holder = :holder,
       fence = fence + 1,
       expires_at = now() + :seconds::float8 * interval '1 second'
 where entity = :entity and expires_at < now() - interval '5 seconds'
returning fence;

-- name: sync_lease_keep
-- Extend a lease that is still ours; no row comes back when another holder has taken it.
update automation.sync_leases
   set expires_at = now() + :seconds::float8 * interval '1 second'
 where entity = :entity and holder = :holder and fence = :fence
returning fence;

-- name: sync_lease_end
-- Let a lease go that is still ours.
update automation.sync_leases
   set expires_at = now()
 where entity = :entity and holder = :holder and fence = :fence;

-- name: sync_state_read
-- Where one sync stands.
select value, metadata, as_of
  from servicetitan.sync_state
 where key = :key;

-- name: sync_state_write
-- Move a cursor; called in the transaction that stores the page. How far the list was read is kept,
-- except by a reading from the beginning: after that the list is read whole again too.
insert into servicetitan.sync_state as s (key, value, entity, cursor_kind, metadata, updated_at)
values (:key, :value, :entity, :cursor_kind, :metadata, now())
on conflict (key) do update
   set value = excluded.value,
       entity = excluded.entity,
       cursor_kind = excluded.cursor_kind,
       metadata = excluded.metadata
                  || case when :full::boolean or not s.metadata ? 'list' then '{}'::jsonb
                          else jsonb_build_object('list', s.metadata -> 'list') end,
       updated_at = now();

-- name: sync_state_listed
-- Note how far an entity's list was read; called in the transaction that stores what it says.
update servicetitan.sync_state
   set metadata = metadata || jsonb_build_object('list', :mark::jsonb)
 where key = :key;

-- name: sync_state_complete
-- Say that a table held everything ServiceTitan had at a moment.
update servicetitan.sync_state
   set as_of = :as_of,
       last_full_at = case when :full::boolean then :as_of else last_full_at end,
       last_incremental_at = case when :full::boolean then last_incremental_at else :as_of end,
       rows = coalesce(rows, 0) + :added::bigint,
       metadata = metadata - 'paused',
       updated_at = now()
 where key = :key;

-- name: sync_state_counted
-- Say how many living rows a table has.
update servicetitan.sync_state
   set rows = :rows
 where key = :key;

-- name: sync_state_pause
-- Note why an entity is left alone for a while; a run that ends well forgets it.
insert into servicetitan.sync_state as s (key, entity, cursor_kind, metadata, updated_at)
values (:key, :entity, :cursor_kind,
        jsonb_build_object('paused', jsonb_build_object('reason', :reason::text, 'at', now())),
        now())
on conflict (key) do update
   set metadata = s.metadata || excluded.metadata,
       updated_at = now();

-- name: sync_now
-- The database's clock: what was written before or after a walk began is told by it alone.
select clock_timestamp() as now;

-- name: sync_log_open
-- Begin the log row of one entity's run.
insert into servicetitan.st_sync_log
       (sync_type, entity_type, module, status, triggered_by, parameters)
values (:sync_type, :entity_type, :module, 'running', :triggered_by, :parameters)
returning id;

-- name: sync_log_count
-- Add what one page did to a run's log row; called in the transaction that stores the page.
update servicetitan.st_sync_log
   set records_processed = records_processed + :fetched,
       records_fetched = records_fetched + :fetched,
       records_succeeded = records_succeeded + :fetched - :failed,
       records_failed = records_failed + :failed,
       records_created = records_created + :created,
       records_updated = records_updated + :updated,
       records_deleted = records_deleted + :deleted,
       records_unchanged = records_unchanged + :unchanged
 where id = :id;

-- name: sync_log_fetched
-- How many records a run has counted so far.
select records_fetched
  from servicetitan.st_sync_log
 where id = :id;

-- name: sync_log_close
-- Say how a run ended.
update servicetitan.st_sync_log
   set status = :status,
       completed_at = clock_timestamp(),
       duration_ms = (extract(epoch from clock_timestamp() - started_at) * 1000)::integer,
       error_message = :error_message,
       error_details = :error_details
 where id = :id and status = 'running';

-- name: sync_log_found
-- Say in a run's log row what it found to differ from ServiceTitan, by month and kind.
update servicetitan.st_sync_log
   set parameters = coalesce(parameters, '{}') || jsonb_build_object('found', :found::jsonb)
 where id = :id;

-- name: sync_log_interrupted
-- Mark runs of an entity that stopped without a word; only the holder of its lease calls this.
update servicetitan.st_sync_log
   set status = 'interrupted',
       completed_at = clock_timestamp(),
       duration_ms = (extract(epoch from clock_timestamp() - started_at) * 1000)::integer,
       error_message = 'The process ended without finishing; the next run went on from its cursor.'
 where entity_type = :entity_type and status = 'running';

-- name: sync_due
-- When each entity was last complete, and since when it is left alone; keys without a row are new.
select s.key,
       s.as_of,
       (s.metadata -> 'paused' ->> 'at')::timestamptz as paused_at,
       now() as now
  from servicetitan.sync_state as s
 where s.key = any(:keys::text[]);

-- name: sync_missed
-- Entities whose full run was due at a moment and was not begun since.
select s.key
  from servicetitan.sync_state as s
 where s.key = any(:keys::text[])
   and s.last_full_at < :due::timestamptz
   and not s.metadata ? 'paused'
   and not exists (
       select
         from servicetitan.st_sync_log as l
        where l.entity_type = s.key and l.sync_type = 'full' and l.started_at >= :due::timestamptz);

-- name: sync_beat
-- A worker's sign of life; its first one begins anew what an earlier process of its number left.
insert into automation.worker_heartbeats as h (worker, kind, host, pid, started_at, beat_at, state)
values (:worker, :kind, :host, :pid, now(), now(), :state)
on conflict (worker) do update
   set started_at = case when :first::boolean then now() else h.started_at end,
       beat_at = now(),
       state = excluded.state;

-- name: sync_beat_end
-- Say that a worker ended in order, and what it had done by then.
update automation.worker_heartbeats
   set beat_at = now(), state = :state::jsonb || '{"stopped": true}'
 where worker = :worker;

-- name: sync_beats_old
-- Forget workers that have given no sign of life for a day.
delete from automation.worker_heartbeats
 where beat_at < now() - interval '1 day';
