-- name: mirror_st_estimate_items
-- Where each column of an estimate's line comes from.
select d -> 'sku' ->> 'id' as sku_id,
       d -> 'sku' ->> 'name' as sku_name,
       d -> 'sku' ->> 'displayName' as sku_display_name,
       d -> 'sku' ->> 'type' as sku_type,
       d ->> 'skuAccount' as sku_account,
       d ->> 'description' as description,
       d ->> 'qty' as quantity,
       d ->> 'unitRate' as unit_rate,
       d ->> 'total' as total,
       d ->> 'unitCost' as unit_cost,
       d ->> 'totalCost' as total_cost,
       d -> 'sku' ->> 'soldHours' as sold_hours,
       d ->> 'itemGroupName' as item_group_name,
       d ->> 'itemGroupRootId' as item_group_root_id,
       d ->> 'chargeable' as chargeable,
       d ->> 'invoiceItemId' as invoice_item_id,
       d ->> 'membershipTypeId' as membership_type_id,
       d ->> 'budgetCodeId' as budget_code_id,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_invoice_items
-- Where each column of an invoice's line comes from.
select d ->> 'estimateItemId' as estimate_item_id,
       d ->> 'skuId' as sku_id,
       d ->> 'skuName' as sku_name,
       d ->> 'displayName' as display_name,
       d ->> 'type' as type,
       d ->> 'description' as description,
       d ->> 'quantity' as quantity,
       d ->> 'cost' as cost,
       d ->> 'totalCost' as total_cost,
       d ->> 'price' as price,
       d ->> 'memberPrice' as member_price,
       d ->> 'total' as total,
       d ->> 'soldHours' as sold_hours,
       d ->> 'taxable' as taxable,
       d ->> 'isChargeable' as is_chargeable,
       d ->> 'inventory' as inventory,
       d ->> 'addOn' as add_on,
       d ->> 'order' as sort_order,
       d -> 'itemGroup' ->> 'name' as item_group_name,
       d -> 'itemGroup' ->> 'rootId' as item_group_root_id,
       d ->> 'membershipTypeId' as membership_type_id,
       d ->> 'installedEquipmentId' as installed_equipment_id,
       d ->> 'technicianId' as technician_id,
       d -> 'businessUnit' ->> 'id' as business_unit_id,
       d ->> 'serviceDate' as service_date,
       d ->> 'budgetCodeId' as budget_code_id,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_payment_applications
-- Where each column of a payment's share of an invoice comes from.
select d ->> 'appliedTo' as invoice_id,
       d ->> 'appliedToReferenceNumber' as invoice_number,
       d ->> 'appliedAmount' as amount,
       d ->> 'appliedOn' as applied_on,
       d ->> 'appliedBy' as applied_by
  from jsonb_array_elements(:items) as raw(d);
