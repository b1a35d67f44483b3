-- However old it is, the last row of an entity's log stays: it says how its last run ended.

create or replace function automation.forget_old_rows() returns table (entity text, removed bigint)
  language plpgsql
  as $$
declare
  rule record;
  n bigint;
begin
  for rule in
    select r.entity, r.keep_days, r.time_column, c.oid::regclass as relation,
           case when c.oid = 'servicetitan.st_sync_log'::regclass
                then ' and exists (select from servicetitan.st_sync_log as l'
                     ' where l.entity_type = t.entity_type and l.started_at > t.started_at)'
                else '' end as except_last
      from automation.retention as r
      join pg_catalog.pg_class as c on c.oid = pg_catalog.to_regclass(r.entity)
     where c.relkind = 'r'
  loop
    execute pg_catalog.format('delete from %s as t where t.%I < now() - make_interval(days => %s)%s',
                              rule.relation, rule.time_column, rule.keep_days, rule.except_last);
    get diagnostics n = row_count;
    entity := rule.entity;
    removed := n;
    return next;
  end loop;
end
$$;
comment on function automation.forget_old_rows() is
  'Removes the rows that automation.retention says are too old, and says how many; of the sync log each entity keeps its last row.';
