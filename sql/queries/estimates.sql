-- name: estimate_by_id
-- One estimate with the names behind its ids.
select e.st_id as id,
       e.name,
       e.status,
       e.review_status,
       e.job_id,
       e.job_number,
       e.customer_id,
       c.name as customer,
       e.business_unit_name as business_unit,
       e.subtotal,
       e.tax,
       e.total,
       e.sold_on,
       s.name as sold_by,
       e.st_created_on as created_on,
       e.summary
  from servicetitan.st_estimates as e
  left join servicetitan.st_customers as c on c.st_id = e.customer_id
  left join servicetitan.st_technicians as s on s.st_id = e.sold_by_id
 where e.st_id = :estimate
   and e.deleted_at is null;

-- name: estimate_items
-- Lines of an estimate.
select i.st_id as id,
       i.sku_name as sku,
       coalesce(i.sku_display_name, i.sku_name) as name,
       i.sku_type as type,
       i.description,
       i.quantity,
       i.unit_rate as unit_price,
       i.total
  from servicetitan.st_estimate_items as i
 where i.estimate_id = :estimate
   and i.deleted_at is null
 order by i.st_id;
