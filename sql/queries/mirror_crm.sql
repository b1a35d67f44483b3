-- name: mirror_st_customers
-- Where each column of a customer comes from; names of two words are a person's.
select d ->> 'name' as name,
       case when d ->> 'type' = 'Residential' and split_part(d ->> 'name', ' ', 2) <> ''
                 and split_part(d ->> 'name', ' ', 3) = ''
            then split_part(d ->> 'name', ' ', 1) end as first_name,
       case when d ->> 'type' = 'Residential' and split_part(d ->> 'name', ' ', 3) = ''
            then nullif(split_part(d ->> 'name', ' ', 2), '') end as last_name,
       d -> 'address' ->> 'street' as address_line1,
       d -> 'address' ->> 'unit' as address_line2,
       d -> 'address' ->> 'city' as city,
       d -> 'address' ->> 'state' as state,
       d -> 'address' ->> 'zip' as zip,
       d -> 'address' ->> 'country' as country,
       d -> 'address' ->> 'latitude' as latitude,
       d -> 'address' ->> 'longitude' as longitude,
       d ->> 'type' as customer_type,
       d ->> 'active' as active,
       d ->> 'balance' as balance,
       d ->> 'taxExempt' as tax_exempt,
       d ->> 'doNotMail' as do_not_mail,
       d ->> 'doNotService' as do_not_service,
       d ->> 'nationalAccount' as national_account,
       d ->> 'paymentTermId' as payment_term_id,
       d ->> 'creditLimit' as credit_limit,
       d ->> 'creditLimitBalance' as credit_limit_balance,
       d ->> 'tagTypeIds' as tag_type_ids,
       d -> 'customFields' as custom_fields,
       d -> 'externalData' as external_data,
       d ->> 'createdById' as created_by_id,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on,
       d ->> 'mergedToId' as merged_to_id
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_customer_contacts
-- Where each column of a customer's contact comes from; the export marks removed ones.
select d ->> 'customerId' as customer_id,
       d ->> 'type' as type,
       d ->> 'value' as value,
       d ->> 'memo' as memo,
       d -> 'phoneSettings' ->> 'doNotText' as do_not_text,
       d -> 'phoneSettings' as phone_settings,
       d -> 'preferences' as preferences,
       d ->> 'active' as active,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on,
       d ->> 'active' = 'false' as deleted
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_locations
-- Where each column of a location comes from.
select d ->> 'customerId' as customer_id,
       d ->> 'name' as name,
       d -> 'address' ->> 'street' as street,
       d -> 'address' ->> 'unit' as unit,
       d -> 'address' ->> 'city' as city,
       d -> 'address' ->> 'state' as state,
       d -> 'address' ->> 'zip' as zip,
       d -> 'address' ->> 'country' as country,
       d -> 'address' ->> 'latitude' as latitude,
       d -> 'address' ->> 'longitude' as longitude,
       d ->> 'zoneId' as zone_id,
       d ->> 'taxZoneId' as tax_zone_id,
       d ->> 'taxExempt' as tax_exempt,
       d ->> 'active' as active,
       d ->> 'tagTypeIds' as tag_type_ids,
       d -> 'customFields' as custom_fields,
       d -> 'externalData' as external_data,
       d ->> 'createdById' as created_by_id,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on,
       d ->> 'mergedToId' as merged_to_id
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_location_contacts
-- Where each column of a location's contact comes from; the export marks removed ones.
select d ->> 'locationId' as location_id,
       d ->> 'type' as type,
       d ->> 'value' as value,
       d ->> 'memo' as memo,
       d -> 'phoneSettings' ->> 'doNotText' as do_not_text,
       d -> 'phoneSettings' as phone_settings,
       d -> 'preferences' as preferences,
       d ->> 'active' as active,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on,
       d ->> 'active' = 'false' as deleted
  from jsonb_array_elements(:items) as raw(d);
