-- A page shows external data of some applications or of none; what a tool wrote for one of them
-- stays known beside what the page shows.

create function automation.shown_and_known(
  page jsonb, known jsonb, shown jsonb, same_version boolean
) returns jsonb
  language sql immutable
  return (
    with pages as (
      select p.pair, p.at, row_number() over (partition by p.pair order by p.at) as nth
        from jsonb_array_elements(case jsonb_typeof(page) when 'array' then page else '[]' end)
             with ordinality as p (pair, at)
    ), ours as (
      select k.pair as labelled, b.bare as pair, k.at, b.bare <> k.pair as is_owned,
             row_number() over (partition by b.bare order by b.bare = k.pair, k.at) as nth
        from jsonb_array_elements(known) with ordinality as k (pair, at)
       cross join lateral (
             select case jsonb_typeof(k.pair) when 'object' then k.pair - 'applicationGuid'
                    else k.pair end as bare) as b
    ), joined as (
      select p.pair, p.at as page_at, o.labelled, o.at as known_at,
             p.pair is not null
             or o.is_owned
                and (coalesce(same_version, false)
                     or not coalesce(shown @> jsonb_build_array(o.pair), false)) as stays
        from pages p
        full join ours o on o.pair = p.pair and o.nth = p.nth
    )
    select case when bool_and(j.stays and j.labelled is not null) then known
                else coalesce(
                  jsonb_agg(coalesce(j.labelled, j.pair) order by j.page_at, j.known_at)
                    filter (where j.stays), '[]') end
      from joined j
  );
comment on function automation.shown_and_known(jsonb, jsonb, jsonb, boolean) is
  'External data of a row after a page: what it shows, and what a tool wrote for an application and no page has shown.';

do $$
declare
  name text;
begin
  foreach name in array array[
    'servicetitan.st_customers', 'servicetitan.st_locations', 'servicetitan.st_jobs',
    'servicetitan.st_business_units', 'servicetitan.st_job_types', 'servicetitan.st_projects',
    'servicetitan.st_vendors', 'servicetitan.st_warehouses', 'servicetitan.st_trucks',
    'pricebook.pb_services', 'pricebook.pb_materials', 'pricebook.pb_equipment',
    'pricebook.pb_discounts'
  ]
  loop
    execute format('comment on column %s.external_data is %L', name,
      'Key and value pairs that integrations keep on the record; applicationGuid says whose,'
      ' where a tool wrote it. Untrusted text.');
  end loop;
end
$$;
