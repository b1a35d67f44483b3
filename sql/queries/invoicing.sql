-- name: outstanding_invoices
-- Invoices with a balance, longest overdue first.
select i.st_id as id,
       i.invoice_number as number,
       i.customer_id,
       c.name as customer,
       c.phone,
       i.job_id,
       b.name as business_unit,
       i.invoice_date,
       i.due_date,
       i.total as amount,
       i.balance,
       greatest(:today::date - i.due_date, 0) as days_overdue
  from servicetitan.st_invoices as i
  left join servicetitan.st_customers as c on c.st_id = i.customer_id
  left join servicetitan.st_business_units as b on b.st_id = i.business_unit_id
 where i.deleted_at is null
   and i.active is not false
   and i.balance > 0
   and i.balance >= :min_balance
   and (:customer::bigint is null or i.customer_id = :customer)
   and (:days_overdue::integer is null or :today::date - i.due_date >= :days_overdue)
 order by i.due_date nulls last, i.balance desc, i.st_id
 limit :limit
offset :offset;

-- name: outstanding_by_age
-- Number and sum of the same invoices by how long they are overdue.
select case
         when i.due_date is null or i.due_date >= :today::date then 'not due'
         when :today::date - i.due_date <= 30 then '1-30 days'
         when :today::date - i.due_date <= 60 then '31-60 days'
         when :today::date - i.due_date <= 90 then '61-90 days'
         else 'over 90 days'
       end as age,
       count(*) as invoices,
       sum(i.balance) as balance
  from servicetitan.st_invoices as i
 where i.deleted_at is null
   and i.active is not false
   and i.balance > 0
   and i.balance >= :min_balance
   and (:customer::bigint is null or i.customer_id = :customer)
   and (:days_overdue::integer is null or :today::date - i.due_date >= :days_overdue)
 group by age
 order by min(:today::date - coalesce(i.due_date, :today::date));

-- name: moved_invoices
-- Which of these invoices changed after what the mirror knows of them.
select shown.st_id
  from unnest(:invoices::bigint[], :stamps::text[]) as shown (st_id, modified_on)
  left join servicetitan.st_invoices as i on i.st_id = shown.st_id
 where i.st_modified_on is null or shown.modified_on::timestamptz > i.st_modified_on;
