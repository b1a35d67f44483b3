-- An invoice with neither a due date nor a date of its own was counted as overdue for 90 days.

create or replace view public.outstanding_invoices as
select open.*,
       case
         when coalesce(open.days_overdue, -1) < 0 then 'not due'
         when open.days_overdue <= 30 then '0-30'
         when open.days_overdue <= 60 then '31-60'
         when open.days_overdue <= 90 then '61-90'
         else '90+'
       end as ageing
  from (
    select i.st_id as invoice_id,
           i.invoice_number,
           i.customer_id,
           c.name as customer_name,
           i.location_id,
           i.job_id,
           i.job_number,
           i.business_unit_id,
           b.name as business_unit,
           i.invoice_date,
           i.due_date,
           i.total,
           i.paid_amount,
           i.balance,
           (select automation.company_today()) - coalesce(i.due_date, i.invoice_date)
             as days_overdue
      from servicetitan.st_invoices as i
      left join servicetitan.st_customers as c on c.st_id = i.customer_id
      left join servicetitan.st_business_units as b on b.st_id = i.business_unit_id
     where i.balance > 0
       and i.active is not false
       and i.deleted_at is null
  ) as open;
comment on column public.outstanding_invoices.days_overdue is
  'Days since it was due, negative before; without a due date, since the invoice date; empty when it has neither.';
comment on column public.v_outstanding_invoices.days_overdue is
  'Days since it was due, negative before; without a due date, since the invoice date; empty when it has neither.';
