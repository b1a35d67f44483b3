-- name: workers_seen
-- Workers of the last day, newest sign of life first: working, silent for longer than they may, or
-- ended in order.
select h.worker,
       h.kind,
       h.host,
       h.pid,
       case
         when h.state ->> 'stopped' = 'true' then 'stopped'
         when h.beat_at < clock_timestamp() - make_interval(secs => :silent) then 'silent'
         else 'working'
       end as status,
       h.started_at,
       h.beat_at,
       h.state - 'stopped' as doing
  from automation.worker_heartbeats as h
 where h.beat_at >= clock_timestamp() - interval '1 day'
 order by h.beat_at desc;

-- name: mirror_health
-- How many entities are synced, how many never were, how old the stalest is, and what waits.
select count(*) as entities,
       count(*) filter (where s.as_of is null) as never_synced,
       min(s.as_of) as stalest,
       (select count(*) from automation.sync_quarantine as q where q.resolved_at is null) as quarantined
  from servicetitan.sync_state as s
 where s.entity is not null;
