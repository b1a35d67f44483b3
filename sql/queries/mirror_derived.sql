-- name: mirror_first_st_customers
-- What a new customer takes from contacts that are here already; all lists share one order, so
-- that one sort serves them.
select c.phone,
       c.email,
       c.phone_numbers,
       c.email_addresses
  from jsonb_array_elements(:items) as raw(d)
 cross join lateral (
       select (array_agg(k.value order by k.type <> 'MobilePhone', k.st_id)
                filter (where k.type in ('MobilePhone', 'Phone')))[1] as phone,
              (array_agg(k.value order by k.type <> 'MobilePhone', k.st_id) filter (where k.type = 'Email'))[1] as email,
              jsonb_agg(jsonb_build_object('id', k.st_id, 'type', k.type, 'value', k.value)
                        order by k.type <> 'MobilePhone', k.st_id)
                filter (where k.type in ('MobilePhone', 'Phone')) as phone_numbers,
              jsonb_agg(jsonb_build_object('id', k.st_id, 'type', k.type, 'value', k.value)
                        order by k.type <> 'MobilePhone', k.st_id)
                filter (where k.type = 'Email') as email_addresses
         from servicetitan.st_customer_contacts k
        where k.customer_id = (d ->> 'id')::bigint
          and k.deleted_at is null) as c;

-- name: mirror_customers_of_contacts
-- Bring phone and e-mail of these contacts' customers in line with all their contacts; also of
-- customers a contact just left, which only this transaction's events tell, and of these owners.
with touched as materialized (
  select customer_id
    from servicetitan.st_customer_contacts
   where st_id = any(:ids)
   union
  select (e.changed -> 'customer_id' ->> 'before')::bigint
    from automation.events e
   where e.entity = 'servicetitan.st_customer_contacts'
     and e.st_id = any(:ids)
     and e.at = now()
     and e.kind <> 'created'
     and e.changed ? 'customer_id'
   union
  select o.id from unnest(:owners::bigint[]) as o(id)
), wanted as materialized (
  select t.customer_id,
         (array_agg(k.value order by k.type <> 'MobilePhone', k.st_id)
           filter (where k.type in ('MobilePhone', 'Phone')))[1]::varchar(50) as phone,
         (array_agg(k.value order by k.type <> 'MobilePhone', k.st_id)
           filter (where k.type = 'Email'))[1]::varchar(255) as email,
         jsonb_agg(jsonb_build_object('id', k.st_id, 'type', k.type, 'value', k.value)
                   order by k.type <> 'MobilePhone', k.st_id)
           filter (where k.type in ('MobilePhone', 'Phone')) as phone_numbers,
         jsonb_agg(jsonb_build_object('id', k.st_id, 'type', k.type, 'value', k.value)
                   order by k.type <> 'MobilePhone', k.st_id)
           filter (where k.type = 'Email') as email_addresses
    from touched t
    left join servicetitan.st_customer_contacts k
           on k.customer_id = t.customer_id and k.deleted_at is null
   group by t.customer_id
), before as materialized (
  select c.st_id, c.phone, c.email, c.phone_numbers, c.email_addresses
    from servicetitan.st_customers c
    join wanted w on w.customer_id = c.st_id
   where (c.phone, c.email, c.phone_numbers, c.email_addresses)
         is distinct from (w.phone, w.email, w.phone_numbers, w.email_addresses)
   order by c.st_id
     for no key update of c
), written as (
  update servicetitan.st_customers c
     set phone = w.phone,
         email = w.email,
         phone_numbers = w.phone_numbers,
         email_addresses = w.email_addresses
    from before b
    join wanted w on w.customer_id = b.st_id
   where c.st_id = b.st_id
  returning c.st_id, to_jsonb(b) - 'st_id' as before,
            jsonb_build_object('phone', c.phone, 'email', c.email,
                               'phone_numbers', c.phone_numbers,
                               'email_addresses', c.email_addresses) as after
)
insert into automation.events (entity, st_id, kind, changed, run_id)
select 'servicetitan.st_customers', w.st_id, 'updated',
       (select jsonb_object_agg(n.key, jsonb_build_object('before', w.before -> n.key,
                                                          'after', n.value))
          from jsonb_each(w.after) n
         where n.value is distinct from w.before -> n.key),
       :run_id
  from written w;

-- name: mirror_first_st_locations
-- What a new location takes from contacts that are here already.
select c.phone,
       c.email
  from jsonb_array_elements(:items) as raw(d)
 cross join lateral (
       select (array_agg(k.value order by k.type <> 'MobilePhone', k.st_id)
                filter (where k.type in ('MobilePhone', 'Phone')))[1] as phone,
              (array_agg(k.value order by k.type <> 'MobilePhone', k.st_id) filter (where k.type = 'Email'))[1] as email
         from servicetitan.st_location_contacts k
        where k.location_id = (d ->> 'id')::bigint
          and k.deleted_at is null) as c;

-- name: mirror_locations_of_contacts
-- Bring phone and e-mail of these contacts' locations in line with all their contacts.
with touched as materialized (
  select location_id
    from servicetitan.st_location_contacts
   where st_id = any(:ids)
   union
  select (e.changed -> 'location_id' ->> 'before')::bigint
    from automation.events e
   where e.entity = 'servicetitan.st_location_contacts'
     and e.st_id = any(:ids)
     and e.at = now()
     and e.kind <> 'created'
     and e.changed ? 'location_id'
   union
  select o.id from unnest(:owners::bigint[]) as o(id)
), wanted as materialized (
  select t.location_id,
         (array_agg(k.value order by k.type <> 'MobilePhone', k.st_id)
           filter (where k.type in ('MobilePhone', 'Phone')))[1]::varchar(50) as phone,
         (array_agg(k.value order by k.type <> 'MobilePhone', k.st_id)
           filter (where k.type = 'Email'))[1]::varchar(255) as email
    from touched t
    left join servicetitan.st_location_contacts k
           on k.location_id = t.location_id and k.deleted_at is null
   group by t.location_id
), before as materialized (
  select l.st_id, l.phone, l.email
    from servicetitan.st_locations l
    join wanted w on w.location_id = l.st_id
   where (l.phone, l.email) is distinct from (w.phone, w.email)
   order by l.st_id
     for no key update of l
), written as (
  update servicetitan.st_locations l
     set phone = w.phone,
         email = w.email
    from before b
    join wanted w on w.location_id = b.st_id
   where l.st_id = b.st_id
  returning l.st_id, b.phone as old_phone, b.email as old_email, l.phone, l.email
)
insert into automation.events (entity, st_id, kind, changed, run_id)
select 'servicetitan.st_locations', w.st_id, 'updated',
       jsonb_strip_nulls(jsonb_build_object(
         'phone', case when w.old_phone is distinct from w.phone
                       then jsonb_build_object('before', w.old_phone, 'after', w.phone) end,
         'email', case when w.old_email is distinct from w.email
                       then jsonb_build_object('before', w.old_email, 'after', w.email) end)),
       :run_id
  from written w;

-- name: mirror_first_st_jobs
-- What a new job takes from assignments that are here already; in a first load there are none,
-- and nothing is looked up.
select case when exists (select from servicetitan.job_technicians)
            then (select max(t.technician_id)
                    from servicetitan.job_technicians t
                   where t.job_id = (d ->> 'id')::bigint
                     and t.is_primary) end as lead_technician_id
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_jobs_of_assignments
-- Bring the lead technician of these assignments' jobs in line with job_technicians.
with touched as materialized (
  select job_id
    from servicetitan.st_appointment_assignments
   where st_id = any(:ids)
   union
  select (e.changed -> 'job_id' ->> 'before')::bigint
    from automation.events e
   where e.entity = 'servicetitan.st_appointment_assignments'
     and e.st_id = any(:ids)
     and e.at = now()
     and e.kind <> 'created'
     and e.changed ? 'job_id'
   union
  select o.id from unnest(:owners::bigint[]) as o(id)
), wanted as materialized (
  select t.job_id,
         max(k.technician_id) filter (where k.is_primary) as technician_id
    from touched t
    left join servicetitan.job_technicians k on k.job_id = t.job_id
   group by t.job_id
), before as materialized (
  select j.st_id, j.lead_technician_id
    from servicetitan.st_jobs j
    join wanted w on w.job_id = j.st_id
   where j.lead_technician_id is distinct from w.technician_id
   order by j.st_id
     for no key update of j
), written as (
  update servicetitan.st_jobs j
     set lead_technician_id = w.technician_id
    from before b
    join wanted w on w.job_id = b.st_id
   where j.st_id = b.st_id
  returning j.st_id, b.lead_technician_id as before, j.lead_technician_id as after
)
insert into automation.events (entity, st_id, kind, changed, run_id)
select 'servicetitan.st_jobs', w.st_id, 'updated',
       jsonb_build_object('lead_technician_id',
                          jsonb_build_object('before', w.before, 'after', w.after)),
       :run_id
  from written w;
