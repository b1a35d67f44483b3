-- name: mirror_st_leads
-- Where each column of a lead comes from.
select d ->> 'status' as status,
       d ->> 'priority' as priority,
       d ->> 'customerId' as customer_id,
       d ->> 'locationId' as location_id,
       d ->> 'businessUnitId' as business_unit_id,
       d ->> 'jobTypeId' as job_type_id,
       d ->> 'campaignId' as campaign_id,
       d ->> 'callReasonId' as call_reason_id,
       d ->> 'callId' as call_id,
       d ->> 'manualCallId' as manual_call_id,
       d ->> 'bookingId' as booking_id,
       d ->> 'dismissingReasonId' as dismissing_reason_id,
       d ->> 'summary' as summary,
       d ->> 'leadCustomerName' as lead_customer_name,
       d ->> 'leadPhone' as lead_phone,
       d ->> 'leadEmail' as lead_email,
       d ->> 'leadStreet' as lead_street,
       d ->> 'leadUnit' as lead_unit,
       d ->> 'leadCity' as lead_city,
       d ->> 'leadState' as lead_state,
       d ->> 'leadZip' as lead_zip,
       d ->> 'leadCountry' as lead_country,
       d ->> 'leadUrl' as lead_url,
       d ->> 'captureSource' as capture_source,
       d ->> 'followUpDate' as follow_up_date,
       d ->> 'tagTypeIds' as tag_type_ids,
       d ->> 'active' as active,
       d ->> 'createdById' as created_by_id,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_bookings
-- Where each column of a booking comes from.
select d ->> 'source' as source,
       d ->> 'externalId' as external_id,
       d ->> 'bookingProviderId' as booking_provider_id,
       d ->> 'status' as status,
       d ->> 'name' as name,
       d -> 'address' ->> 'street' as address_line1,
       d -> 'address' ->> 'unit' as address_line2,
       d -> 'address' ->> 'city' as city,
       d -> 'address' ->> 'state' as state,
       d -> 'address' ->> 'zip' as zip,
       d -> 'address' ->> 'country' as country,
       d ->> 'customerType' as customer_type,
       d ->> 'start' as start_on,
       d ->> 'summary' as summary,
       d ->> 'campaignId' as campaign_id,
       d ->> 'businessUnitId' as business_unit_id,
       d ->> 'jobTypeId' as job_type_id,
       d ->> 'jobId' as job_id,
       d ->> 'priority' as priority,
       d ->> 'isFirstTimeClient' as is_first_time_client,
       d ->> 'isSendConfirmationEmail' as is_send_confirmation_email,
       d ->> 'dismissingReasonId' as dismissing_reason_id,
       d -> 'uploadedImages' as uploaded_images,
       d ->> 'active' as active,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_calls
-- Where each column of a call comes from; related records are nested.
select d ->> 'direction' as direction,
       d ->> 'type' as call_type,
       d ->> 'status' as status,
       d ->> 'createdOn' as received_on,
       extract(epoch from (d ->> 'duration')::interval)::bigint as duration_seconds,
       d ->> 'from' as from_phone,
       d ->> 'to' as to_phone,
       d -> 'customer' ->> 'id' as customer_id,
       d -> 'location' ->> 'id' as location_id,
       d -> 'job' ->> 'id' as job_id,
       d -> 'job' ->> 'number' as job_number,
       d -> 'lead' ->> 'id' as lead_id,
       d -> 'campaign' ->> 'id' as campaign_id,
       d -> 'reason' ->> 'id' as reason_id,
       d -> 'agent' ->> 'id' as agent_id,
       d -> 'agent' ->> 'name' as agent_name,
       d ->> 'recordingUrl' as recording_url,
       d ->> 'voiceMailPath' as voice_mail_url,
       d ->> 'excuseMemo' as excuse_memo,
       d ->> 'tag' as tag,
       d -> 'createdBy' ->> 'id' as created_by_id,
       d ->> 'active' as active,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_forms
-- Where each column of a form comes from.
select d ->> 'name' as name,
       d ->> 'published' as published,
       d ->> 'hasConditionalLogic' as has_conditional_logic,
       d ->> 'hasTriggers' as has_triggers,
       d ->> 'active' as active,
       d ->> 'createdById' as created_by_id,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_form_submissions
-- Where each column of a filled-in form comes from; its job is among the owners.
select d ->> 'formId' as form_id,
       d ->> 'formName' as form_name,
       d ->> 'status' as status,
       d ->> 'submittedOn' as submitted_on,
       d -> 'owners' as owners,
       jsonb_path_query_first(d, '$.owners[*] ? (@.type == "Job").id') #>> '{}' as job_id,
       d -> 'units' as units,
       d ->> 'createdById' as created_by_id
  from jsonb_array_elements(:items) as raw(d);
