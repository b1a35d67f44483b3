-- name: table_freshness
-- When each of the named tables was last known complete; a table never synced has no time.
select wanted.entity,
       max(s.as_of) as as_of,
       max(s.last_full_at) as last_full_at,
       max(s.last_incremental_at) as last_incremental_at,
       max(s.rows) as rows
  from unnest(:entities::text[]) as wanted (entity)
  left join servicetitan.sync_state as s on s.entity = wanted.entity
 group by wanted.entity
 order by wanted.entity;
