-- name: search_customers
-- Customers whose id, phone, e-mail, name or address fits a term, best first, with the count of all.
with places as (
  select customer_id, min(street) as street
    from servicetitan.st_locations
   where street ilike :place
     and deleted_at is null
   group by customer_id
), hits as (
  -- One branch per index; together in one "or" they would read every customer. Phones compare by
  -- range, since no plan made before the digits are known could use an index for "like".
  select st_id
    from servicetitan.st_customers
   where st_id = case when :term::text ~ '^[0-9]{1,18}$' then (:term::text)::bigint end
  union
  select st_id
    from servicetitan.st_customers
   where :digits <> ''
     and reverse(phone_digits) operator(pg_catalog.~>=~) reverse(:digits)
     and reverse(phone_digits) operator(pg_catalog.~<~) (reverse(:digits) || ':')
  union
  select st_id
    from servicetitan.st_customers
   where lower(email) = lower(:term)
  union
  select st_id
    from servicetitan.st_customers
   where servicetitan.fold(name) like servicetitan.fold(:pattern)
  union
  select st_id
    from servicetitan.st_customers
   where servicetitan.fold(:term) operator(public.<%) servicetitan.fold(name)
  union
  select st_id
    from servicetitan.st_customers
   where servicetitan.fold(coalesce(address_line1, '') || ' ' || coalesce(city, '')
         || ' ' || coalesce(zip, ''))
         like servicetitan.fold(:place)
  union
  select customer_id
    from places
  union
  select customer_id
    from servicetitan.st_customer_contacts
   where deleted_at is null
     and :digits <> ''
     and reverse(value_digits) operator(pg_catalog.~>=~) reverse(:digits)
     and reverse(value_digits) operator(pg_catalog.~<~) (reverse(:digits) || ':')
  union
  select customer_id
    from servicetitan.st_customer_contacts
   where deleted_at is null
     and lower(left(value, 320)) = lower(:term)
), found as (
  -- By an array: a plan for any term expects so many hits that it would read every customer.
  select c.st_id,
         greatest(
           case when c.st_id::text = :term then 3 end,
           case when :digits <> '' and c.phone_digits like '%' || :digits then 2.5 end,
           case when lower(c.email) = lower(:term) then 2.5 end,
           case when servicetitan.fold(c.name) = servicetitan.fold(:term) then 2 end,
           case when servicetitan.fold(c.name) like servicetitan.fold(:pattern) then 1.5 end,
           case when servicetitan.fold(coalesce(c.address_line1, '') || ' ' || coalesce(c.city, '')
                || ' ' || coalesce(c.zip, ''))
                     like servicetitan.fold(:place) then 1 end,
           case when p.customer_id is not null then 1 end,
           public.word_similarity(servicetitan.fold(:term), servicetitan.fold(c.name))
         ) as score,
         case when servicetitan.fold(coalesce(c.address_line1, '')) not like servicetitan.fold(:place)
              then p.street end as other_street
    from servicetitan.st_customers as c
    left join places as p on p.customer_id = c.st_id
   where c.st_id = any(array(select st_id from hits))
     and c.deleted_at is null
     and (:include_inactive or (c.active is not false and c.merged_to_id is null))
)
select c.st_id as id,
       c.name,
       c.customer_type as type,
       c.active,
       c.phone,
       c.email,
       c.address_line1 as street,
       c.city,
       c.state,
       c.zip,
       c.balance,
       c.do_not_service,
       c.merged_to_id,
       found.other_street,
       count(*) over () as total
  from found
  join servicetitan.st_customers as c on c.st_id = found.st_id
 order by found.score desc nulls last, c.name, c.st_id
 limit :limit
offset :offset;

-- name: name_as_borne
-- Of the words that a pattern allows, the one that most customers' names hold.
select (regexp_match(servicetitan.fold(name), servicetitan.fold(:words)))[1] as word
  from servicetitan.st_customers
 where deleted_at is null
   and servicetitan.fold(name) ~ servicetitan.fold(:words)
 group by word
 order by count(*) desc, word
 limit 1;

-- name: nearest_name
-- The name that is most like a term in which several words are misspelt.
select name as word
  from servicetitan.st_customers
 where deleted_at is null
   and servicetitan.fold(name) operator(public.%) servicetitan.fold(:term)
   and public.similarity(servicetitan.fold(name), servicetitan.fold(:term)) >= 0.4
 order by public.similarity(servicetitan.fold(name), servicetitan.fold(:term)) desc, name
 limit 1;

-- name: customer_by_id
-- One customer as the mirror has it.
select c.st_id as id,
       c.name,
       c.customer_type as type,
       c.active,
       c.phone,
       c.email,
       c.address_line1 as street,
       c.city,
       c.state,
       c.zip,
       c.balance,
       c.do_not_service,
       c.merged_to_id
  from servicetitan.st_customers as c
 where c.st_id = :customer
   and c.deleted_at is null;

-- name: customer_totals
-- What a customer had done, was billed and paid; each sum over its own table, so no join multiplies it.
select (select count(*) from servicetitan.st_jobs as j
         where j.customer_id = :customer and j.deleted_at is null) as jobs,
       (select count(*) from servicetitan.st_jobs as j
         where j.customer_id = :customer and j.deleted_at is null and j.job_status = 'Completed') as completed_jobs,
       (select coalesce(sum(i.total), 0) from servicetitan.st_invoices as i
         where i.customer_id = :customer and i.deleted_at is null and i.active is not false) as invoiced,
       (select coalesce(sum(p.amount), 0) from servicetitan.st_payments as p
         where p.customer_id = :customer and p.deleted_at is null and p.active is not false) as paid,
       (select coalesce(sum(i.balance), 0) from servicetitan.st_invoices as i
         where i.customer_id = :customer and i.deleted_at is null and i.active is not false) as outstanding,
       (select max(j.st_completed_on) from servicetitan.st_jobs as j
         where j.customer_id = :customer and j.deleted_at is null) as last_completed_on;

-- name: customer_history
-- Jobs, estimates, invoices and payments of a customer in one line of time, newest first.
with history as (
  select 'job' as kind, j.st_id as id, j.job_number as number, j.st_created_on as at,
         j.job_status as status, j.total as amount, j.summary as text
    from servicetitan.st_jobs as j
   where j.customer_id = :customer and j.deleted_at is null
  union all
  select 'estimate', e.st_id, e.job_number, e.st_created_on, e.status, e.total, e.name
    from servicetitan.st_estimates as e
   where e.customer_id = :customer and e.deleted_at is null and e.active is not false
  union all
  select 'invoice', i.st_id, i.invoice_number,
         i.invoice_date::timestamp at time zone :zone, i.status, i.total, i.summary
    from servicetitan.st_invoices as i
   where i.customer_id = :customer and i.deleted_at is null and i.active is not false
  union all
  select 'payment', p.st_id, p.reference_number,
         p.payment_date::timestamp at time zone :zone, p.status, p.amount, p.memo
    from servicetitan.st_payments as p
   where p.customer_id = :customer and p.deleted_at is null and p.active is not false
)
select h.kind, h.id, h.number, h.at, h.status, h.amount, h.text, count(*) over () as total
  from history as h
 order by h.at desc nulls last, h.kind, h.id
 limit :limit
offset :offset;

-- name: possible_duplicates
-- Customers with this name, phone or e-mail: looked at before another one is created.
with hits as (
  select st_id
    from servicetitan.st_customers
   where lower(name) = lower(:name)
  union
  select customer_id
    from servicetitan.st_customer_contacts
   where deleted_at is null
     and :digits <> ''
     and reverse(value_digits) operator(pg_catalog.~>=~) reverse(:digits)
     and reverse(value_digits) operator(pg_catalog.~<~) (reverse(:digits) || ':')
  union
  select customer_id
    from servicetitan.st_customer_contacts
   where deleted_at is null
     and lower(left(value, 320)) = lower(:email)
)
select c.st_id as id, c.name
  from servicetitan.st_customers as c
 where c.st_id = any(array(select st_id from hits))
   and c.deleted_at is null
   and c.merged_to_id is null
 order by c.st_id
 limit 5;
