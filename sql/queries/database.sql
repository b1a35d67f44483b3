-- name: alive
-- Answers at all.
select 1;

-- name: business_units
-- Business units of the company.
select b.st_id as id, b.name, b.official_name, b.active, b.local_synced_at as read_at
  from servicetitan.st_business_units as b
 where b.deleted_at is null
 order by b.name, b.st_id;

-- name: readable_relations
-- Tables and views that questions may read, and those hidden from them, with their sentence.
select n.nspname as schema,
       k.relname as name,
       case k.relkind when 'v' then 'view' when 'm' then 'view' else 'table' end as kind,
       pg_catalog.obj_description(k.oid, 'pg_class') as meaning
  from pg_catalog.pg_class as k
  join pg_catalog.pg_namespace as n on n.oid = k.relnamespace
 where k.relkind in ('r', 'p', 'v', 'm')
   and n.nspname in ('servicetitan', 'integrations', 'pricebook', 'salesforce', 'automation', 'public')
   and (pg_catalog.has_table_privilege('perfect_catch_reader', k.oid, 'select')
        or n.nspname || '.' || k.relname = any (:hidden::text[]))
 order by n.nspname, k.relname;

-- name: readable_columns
-- Columns of one table or view that is readable or hidden, with type and meaning.
select a.attname as name,
       pg_catalog.format_type(a.atttypid, a.atttypmod) as type,
       not a.attnotnull as nullable,
       pg_catalog.col_description(k.oid, a.attnum) as meaning,
       pg_catalog.has_column_privilege('perfect_catch_reader', k.oid, a.attnum, 'select') as readable
  from pg_catalog.pg_class as k
  join pg_catalog.pg_namespace as n on n.oid = k.relnamespace
  join pg_catalog.pg_attribute as a on a.attrelid = k.oid
 where n.nspname = :schema
   and k.relname = :relation
   and k.relkind in ('r', 'p', 'v', 'm')
   and n.nspname in ('servicetitan', 'integrations', 'pricebook', 'salesforce', 'automation', 'public')
   and (pg_catalog.has_table_privilege('perfect_catch_reader', k.oid, 'select')
        or n.nspname || '.' || k.relname = any (:hidden::text[]))
   and a.attnum > 0
   and not a.attisdropped
 order by a.attnum;

-- name: sync_status
-- Every synced entity with its table, its freshness and the newest run of it.
select s.key as entity,
       s.entity as "table",
       s.as_of,
       case when count(*) over (partition by s.entity) = 1 then s.rows end as rows,
       r.status as last_run,
       r.started_at as last_run_at,
       r.error_message as last_error
  from servicetitan.sync_state as s
  left join lateral (
    select l.status, l.started_at, l.error_message
      from servicetitan.st_sync_log as l
     where l.entity_type = s.key
     order by l.started_at desc
     limit 1
  ) as r on true
 where s.entity is not null
 order by s.entity, s.key;

-- name: quarantined_records
-- Records that wait for a replay.
select count(*) from automation.sync_quarantine where resolved_at is null;

-- name: server_version
-- What the server calls itself.
select pg_catalog.split_part(pg_catalog.version(), ' on ', 1);
