-- name: mirror_st_purchase_orders
-- Where each column of a purchase order comes from.
select d ->> 'number' as po_number,
       d ->> 'status' as status,
       d ->> 'typeId' as type_id,
       d ->> 'vendorId' as vendor_id,
       d ->> 'vendorDocumentNumber' as vendor_document_number,
       d ->> 'jobId' as job_id,
       d ->> 'projectId' as project_id,
       d ->> 'invoiceId' as invoice_id,
       d ->> 'technicianId' as technician_id,
       d ->> 'businessUnitId' as business_unit_id,
       d ->> 'inventoryLocationId' as inventory_location_id,
       d -> 'shipTo' as ship_to,
       d ->> 'date' as order_date,
       d ->> 'requiredOn' as required_on,
       d ->> 'sentOn' as sent_on,
       d ->> 'receivedOn' as received_on,
       d ->> 'total' as total,
       d ->> 'tax' as tax,
       d ->> 'shipping' as shipping,
       d ->> 'summary' as summary,
       d ->> 'batchId' as batch_id,
       d ->> 'budgetCodeId' as budget_code_id,
       d -> 'customFields' as custom_fields,
       d ->> 'createdById' as created_by_id,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_purchase_order_items
-- Where each column of a purchase order's line comes from.
select d ->> 'skuId' as sku_id,
       d ->> 'skuName' as sku_name,
       d ->> 'skuCode' as sku_code,
       d ->> 'skuType' as sku_type,
       d ->> 'vendorPartNumber' as vendor_part_number,
       d ->> 'description' as description,
       d ->> 'status' as status,
       d ->> 'quantity' as quantity,
       d ->> 'quantityReceived' as quantity_received,
       d ->> 'cost' as cost,
       d ->> 'total' as total,
       d ->> 'chargeable' as chargeable,
       d -> 'serialNumbers' as serial_numbers,
       d ->> 'budgetCodeId' as budget_code_id,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_purchase_order_types
-- Where each column of a type of purchase order comes from.
select d ->> 'name' as name,
       d ->> 'active' as active,
       d ->> 'automaticallyReceive' as automatically_receive,
       d ->> 'displayToTechnician' as display_to_technician,
       d ->> 'impactToTechnicianPayroll' as impact_to_technician_payroll,
       d ->> 'excludeTaxFromJobCosting' as exclude_tax_from_job_costing,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_vendors
-- Where each column of a vendor comes from.
select d ->> 'name' as name,
       d ->> 'active' as active,
       d -> 'contactInfo' ->> 'firstName' as contact_first_name,
       d -> 'contactInfo' ->> 'lastName' as contact_last_name,
       d -> 'contactInfo' ->> 'phone' as phone,
       d -> 'contactInfo' ->> 'email' as email,
       d -> 'contactInfo' ->> 'fax' as fax,
       d -> 'address' ->> 'street' as street,
       d -> 'address' ->> 'unit' as unit,
       d -> 'address' ->> 'city' as city,
       d -> 'address' ->> 'state' as state,
       d -> 'address' ->> 'zip' as zip,
       d -> 'address' ->> 'country' as country,
       d ->> 'deliveryOption' as delivery_option,
       d ->> 'defaultTaxRate' as default_tax_rate,
       d ->> 'isTruckReplenishment' as is_truck_replenishment,
       d ->> 'isMobileCreationRestricted' as is_mobile_creation_restricted,
       d ->> 'memo' as memo,
       d -> 'customFields' as custom_fields,
       d -> 'externalData' as external_data,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_warehouses
-- Where each column of a warehouse comes from.
select d ->> 'name' as name,
       d ->> 'active' as active,
       d -> 'address' as address,
       d ->> 'inventoryTemplateId' as inventory_template_id,
       d -> 'externalData' as external_data,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_trucks
-- Where each column of a truck comes from.
select d ->> 'name' as name,
       d ->> 'active' as active,
       d ->> 'warehouseId' as warehouse_id,
       d ->> 'technicianIds' as technician_ids,
       d ->> 'inventoryTemplateId' as inventory_template_id,
       d ->> 'memo' as memo,
       d -> 'externalData' as external_data,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);
