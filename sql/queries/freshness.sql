-- name: table_freshness
-- When each of the named tables was last known complete: as fresh as the stalest feed into it.
select wanted.entity,
       case when bool_and(s.as_of is not null) then min(s.as_of) end as as_of,
       max(s.last_full_at) as last_full_at,
       max(s.last_incremental_at) as last_incremental_at,
       max(s.rows) as rows
  from unnest(:entities::text[]) as wanted (entity)
  left join servicetitan.sync_state as s on s.entity = wanted.entity
 group by wanted.entity
 order by wanted.entity;

-- name: mirrored_behind
-- The mirrored tables among these relations, and those behind the views among them.
with recursive behind as (
  select pg_catalog.to_regclass(named)::oid as relation
    from unnest(:relations::text[]) as named
  union
  select d.refobjid
    from behind as b
    join pg_catalog.pg_rewrite as r on r.ev_class = b.relation
    join pg_catalog.pg_depend as d
      on d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
     and d.objid = r.oid
     and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
)
select distinct n.nspname || '.' || k.relname as name
  from behind as b
  join pg_catalog.pg_class as k on k.oid = b.relation
  join pg_catalog.pg_namespace as n on n.oid = k.relnamespace
  join servicetitan.sync_state as s on s.entity = n.nspname || '.' || k.relname
 order by name;

-- name: claim_mirror
-- Whose data this database mirrors: the first who asks says so, everybody later is told.
with claimed as (
  insert into automation.settings (key, value, description)
  values ('mirror_of', :company, 'The ServiceTitan company that this database mirrors.')
  on conflict (key) do nothing
  returning value
)
select value from claimed
union all
select value from automation.settings where key = 'mirror_of'
 limit 1;

-- name: mirror_key
-- What this database is called where several mirrors meet: made once, by whoever asks first.
with made as (
  insert into automation.settings (key, value, description)
  values ('mirror_key', gen_random_uuid()::text, 'A name of this mirror, as no other has.')
  on conflict (key) do nothing
  returning value
)
select value from made
union all
select value from automation.settings where key = 'mirror_key'
 limit 1;

-- name: entities_in_trouble
-- Entities that are left alone for a while, whose last ended run did not go well, or with records
-- that wait to be stored.
-- One probe of the log's index per entity, however long the log is.
with recursive known as (
  (select entity_type as key from servicetitan.st_sync_log order by entity_type limit 1)
  union all
  select (select l.entity_type
            from servicetitan.st_sync_log as l
           where l.entity_type > k.key
           order by l.entity_type
           limit 1)
    from known as k
   where k.key is not null
)
select k.key,
       coalesce('paused (' || (s.metadata -> 'paused' ->> 'reason') || ')',
                case when ran.status in ('failed', 'partial') then ran.status end,
                q.waiting || ' in quarantine') as state
  from known as k
  left join servicetitan.sync_state as s on s.key = k.key
  left join lateral (
       select l.status
         from servicetitan.st_sync_log as l
        where l.entity_type = k.key and l.status <> 'running'
        order by l.started_at desc
        limit 1) as ran on true
  left join lateral (
       select count(*) as waiting
         from automation.sync_quarantine as w
        where w.entity = s.entity and w.resolved_at is null) as q on true
 where s.metadata ? 'paused' or ran.status in ('failed', 'partial') or q.waiting > 0
 order by k.key;
