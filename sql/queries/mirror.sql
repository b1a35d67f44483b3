-- name: mirror_quarantine
-- Keep a record that could not be stored; a record seen before counts one more attempt.
insert into automation.sync_quarantine as q (entity, st_id, raw, reason)
values (:entity, :st_id, :raw, :reason)
on conflict (entity, st_id, raw_hash) do update
   set last_seen = now(), attempts = q.attempts + 1, reason = excluded.reason, resolved_at = null;

-- name: mirror_quarantine_original
-- Keep the bytes of a record that is stored in a mended form; nothing waits for it.
insert into automation.sync_quarantine as q (entity, st_id, raw, reason, resolved_at)
values (:entity, :st_id, :raw, :reason, now())
on conflict (entity, st_id, raw_hash) do update
   set last_seen = now(), reason = excluded.reason, resolved_at = coalesce(q.resolved_at, now());

-- name: mirror_quarantine_waits
-- Whether any record of a table waits to be stored.
select exists (
  select
    from automation.sync_quarantine
   where entity = :entity and resolved_at is null
) as waits;

-- name: mirror_quarantine_resolve
-- Close what was kept of records that are stored now.
update automation.sync_quarantine
   set resolved_at = now()
 where entity = :entity and st_id = any(:st_ids) and resolved_at is null;

-- name: mirror_quarantine_outlived
-- Close records that a complete reading did not show again: those gone, and those without an id.
update automation.sync_quarantine
   set resolved_at = now(),
       reason = left('no longer sent: ' || reason, 500)
 where entity = :entity and resolved_at is null
   and (st_id is null or st_id !~ '^[0-9]+$' or st_id = any(:gone::text[]))
   and last_seen < :began::timestamptz;

-- name: mirror_quarantine_unseen
-- Ids of records that wait to be stored and were not met since a moment.
select distinct st_id
  from automation.sync_quarantine
 where entity = :entity and resolved_at is null and st_id ~ '^[0-9]{1,18}$'
   and last_seen < :before::timestamptz;

-- name: mirror_quarantine_close
-- Close one kept record.
update automation.sync_quarantine
   set resolved_at = now()
 where id = :id and resolved_at is null;

-- name: mirror_quarantine_open
-- Records of a table that wait to be stored, oldest first.
select id, st_id, raw
  from automation.sync_quarantine
 where entity = :entity and resolved_at is null
 order by first_seen, id
 limit :most;

-- name: mirror_quarantine_told
-- Records of these tables that wait to be stored and why, oldest first, with the count of all.
select entity, st_id, reason, attempts, first_seen, count(*) over () as total
  from automation.sync_quarantine
 where entity = any(:entities::text[]) and resolved_at is null
 order by first_seen, id
 limit :most;

-- name: mirror_quarantine_entities
-- Tables with records that wait to be stored, and how many.
select entity, count(*) as waiting
  from automation.sync_quarantine
 where resolved_at is null
 group by entity
 order by entity;

-- name: mirror_drift
-- Report a difference between what came and what we know; later sightings only move last_seen.
-- Five hundred of one kind tell enough of a field that takes any text.
insert into automation.sync_drift as d (entity, path, kind, sample)
select :entity::text, :path::text, :kind::text, :sample::text
 where (select count(*) from automation.sync_drift x
         where x.entity = :entity and x.kind = :kind) < 500
on conflict (entity, path, kind) do update
   set last_seen = now()
 where d.last_seen < now() - interval '1 hour';

-- name: mirror_drift_told
-- Differences of these tables' records from what we know, newest first, with the count of all.
select entity, path, kind, sample, first_seen, count(*) over () as total
  from automation.sync_drift
 where entity = any(:entities::text[])
 order by first_seen desc, id desc
 limit :most;

-- name: mirror_rows_added
-- Living rows that a run added, less those it took away: what came as removed was never one, and
-- what came back counts again.
select count(*) filter (where kind = 'created')
       + count(*) filter (where kind <> 'deleted' and changed ? 'deleted_at')
       - count(*) filter (where kind = 'deleted' and changed ? 'deleted_at') as added
  from automation.events
 where at >= :since::timestamptz and run_id = :run_id::uuid and entity = :entity;

-- name: mirror_rows_told
-- Tell the state of a table what was just written outside of a run, a tool's record, say, added to
-- its living rows. Where several lists fill a table, none of their states counts it alone.
update servicetitan.sync_state s
   set rows = s.rows + e.added
  from (select count(*) filter (where kind = 'created')
               + count(*) filter (where kind <> 'deleted' and changed ? 'deleted_at')
               - count(*) filter (where kind = 'deleted' and changed ? 'deleted_at') as added
          from automation.events
         where at = now() and run_id is null and entity = :entity and st_id = any(:ids)) e
 where s.entity = :entity and s.rows is not null and e.added <> 0
   and (select count(*) from servicetitan.sync_state x where x.entity = :entity) = 1;

-- name: mirror_turn
-- Wait until no other transaction writes the same family of tables; held until commit.
select pg_advisory_xact_lock(hashtextextended('perfect-catch mirror ' || :name::text, 0));

-- name: mirror_retention
-- How long rows of a table are kept, where automation.retention says so.
select keep_days, time_column
  from automation.retention
 where entity = :entity;

-- name: mirror_forget
-- Remove the rows that are older than automation.retention lets them be.
select entity, removed
  from automation.forget_old_rows()
 where removed > 0;

-- name: mirror_kept_counted
-- The rules of tables whose living rows one state counts.
select r.entity, r.keep_days, r.time_column
  from automation.retention r
  join servicetitan.sync_state s on s.entity = r.entity
 group by r.entity, r.keep_days, r.time_column
having count(*) = 1 and min(s.rows) is not null;

-- name: mirror_rows_forgotten
-- Tell the state of a table that so many of its living rows were too old to stay.
update servicetitan.sync_state
   set rows = rows - :rows::bigint
 where entity = :entity;

-- name: mirror_keep_for
-- Keep rows of a table for so many days.
insert into automation.retention as r (entity, keep_days, time_column)
values (:entity, :days, :time_column)
on conflict (entity) do update
   set keep_days = excluded.keep_days, time_column = excluded.time_column, updated_at = now();

-- name: mirror_keep_for_ever
-- Keep all rows of a table.
delete from automation.retention
 where entity = :entity;

-- name: mirror_kept
-- The rules there are; tables without one are kept for ever.
select entity, keep_days, time_column
  from automation.retention
 order by entity;

-- name: mirror_ages
-- Columns of a table that hold a moment.
select column_name::text as name
  from information_schema.columns
 where table_schema = :schema and table_name = :table
   and data_type = 'timestamp with time zone';
