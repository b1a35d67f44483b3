-- The database makes the hash of a quarantined record from its bytes: no program can disagree with
-- it, as those before and after migration 0025 did. What waits twice by that becomes one again.

with waiting as materialized (
  select min(q.id) as id,
         min(q.first_seen) as first_seen,
         max(q.last_seen) as last_seen,
         sum(q.attempts)::integer as attempts,
         (array_agg(q.reason order by q.last_seen desc, q.id desc))[1] as reason,
         -- A good version closes all there is of a record: what is open came after it.
         case when count(*) = count(q.resolved_at) then max(q.resolved_at) end as resolved_at,
         array_agg(q.id) as ids
    from automation.sync_quarantine q
   group by q.entity, q.st_id, q.raw
  having count(*) > 1
), gone as (
  delete from automation.sync_quarantine q
   using waiting w
   where q.id = any(w.ids) and q.id <> w.id
)
update automation.sync_quarantine q
   set first_seen = w.first_seen, last_seen = w.last_seen, attempts = w.attempts,
       reason = w.reason, resolved_at = w.resolved_at
  from waiting w
 where q.id = w.id;

alter table automation.sync_quarantine
  drop constraint sync_quarantine_record_key,
  drop column raw_hash;
alter table automation.sync_quarantine
  add column raw_hash bytea not null generated always as (sha256(raw)) stored,
  add constraint sync_quarantine_record_key unique nulls not distinct (entity, st_id, raw_hash);
comment on column automation.sync_quarantine.raw_hash is 'SHA-256 of those bytes.';
