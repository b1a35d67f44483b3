-- name: known_records
-- Which of these ids the named tables have, whose record that is, and what people call it.
select 'st_activity_types' as relation, st_id, null::bigint as owner, description::text as name
  from servicetitan.st_activity_types
 where 'st_activity_types' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_appointments', st_id, null, appointment_number
  from servicetitan.st_appointments
 where 'st_appointments' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_bookings', st_id, null, name
  from servicetitan.st_bookings
 where 'st_bookings' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_business_units', st_id, null, name
  from servicetitan.st_business_units
 where 'st_business_units' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_call_reasons', st_id, null, name
  from servicetitan.st_call_reasons
 where 'st_call_reasons' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_campaign_categories', st_id, null, name
  from servicetitan.st_campaign_categories
 where 'st_campaign_categories' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_campaigns', st_id, null, name
  from servicetitan.st_campaigns
 where 'st_campaigns' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_custom_fields', st_id, null, name
  from servicetitan.st_custom_fields
 where 'st_custom_fields' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_customer_contacts', st_id, null, value
  from servicetitan.st_customer_contacts
 where 'st_customer_contacts' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_customers', st_id, null, name
  from servicetitan.st_customers
 where 'st_customers' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_employees', st_id, null, name
  from servicetitan.st_employees
 where 'st_employees' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_gross_pay_items', st_id, null, null
  from servicetitan.st_gross_pay_items
 where 'st_gross_pay_items' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_installed_equipment', st_id, null, name
  from servicetitan.st_installed_equipment
 where 'st_installed_equipment' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_invoices', st_id, null, invoice_number
  from servicetitan.st_invoices
 where 'st_invoices' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_job_cancel_reasons', st_id, null, name
  from servicetitan.st_job_cancel_reasons
 where 'st_job_cancel_reasons' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_job_hold_reasons', st_id, null, name
  from servicetitan.st_job_hold_reasons
 where 'st_job_hold_reasons' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_job_timesheets', st_id, null, null
  from servicetitan.st_job_timesheets
 where 'st_job_timesheets' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_job_types', st_id, null, name
  from servicetitan.st_job_types
 where 'st_job_types' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_jobs', st_id, null, job_number
  from servicetitan.st_jobs
 where 'st_jobs' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_leads', st_id, null, null
  from servicetitan.st_leads
 where 'st_leads' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_location_contacts', st_id, null, value
  from servicetitan.st_location_contacts
 where 'st_location_contacts' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_locations', st_id, customer_id, name
  from servicetitan.st_locations
 where 'st_locations' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_payments', st_id, null, null
  from servicetitan.st_payments
 where 'st_payments' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_payrolls', st_id, null, null
  from servicetitan.st_payrolls
 where 'st_payrolls' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_project_statuses', st_id, null, name
  from servicetitan.st_project_statuses
 where 'st_project_statuses' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_project_types', st_id, null, name
  from servicetitan.st_project_types
 where 'st_project_types' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_projects', st_id, null, name
  from servicetitan.st_projects
 where 'st_projects' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_purchase_order_types', st_id, null, name
  from servicetitan.st_purchase_order_types
 where 'st_purchase_order_types' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_purchase_orders', st_id, null, po_number
  from servicetitan.st_purchase_orders
 where 'st_purchase_orders' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_recurring_service_events', st_id, null, null
  from servicetitan.st_recurring_service_events
 where 'st_recurring_service_events' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_recurring_service_types', st_id, null, name
  from servicetitan.st_recurring_service_types
 where 'st_recurring_service_types' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_tag_types', st_id, null, name
  from servicetitan.st_tag_types
 where 'st_tag_types' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_technicians', st_id, null, name
  from servicetitan.st_technicians
 where 'st_technicians' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_timesheet_codes', st_id, null, description
  from servicetitan.st_timesheet_codes
 where 'st_timesheet_codes' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_trucks', st_id, null, name
  from servicetitan.st_trucks
 where 'st_trucks' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_vendors', st_id, null, name
  from servicetitan.st_vendors
 where 'st_vendors' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'st_warehouses', st_id, null, name
  from servicetitan.st_warehouses
 where 'st_warehouses' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'pb_categories', st_id, null, name
  from pricebook.pb_categories
 where 'pb_categories' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'pb_discounts', st_id, null, name
  from pricebook.pb_discounts
 where 'pb_discounts' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'pb_equipment', st_id, null, name
  from pricebook.pb_equipment
 where 'pb_equipment' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'pb_materials', st_id, null, name
  from pricebook.pb_materials
 where 'pb_materials' = any(:tables) and st_id = any(:ids) and deleted_at is null
union all
select 'pb_services', st_id, null, name
  from pricebook.pb_services
 where 'pb_services' = any(:tables) and st_id = any(:ids) and deleted_at is null;
