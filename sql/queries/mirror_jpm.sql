-- name: mirror_st_jobs
-- Where each column of a job comes from.
select d ->> 'jobNumber' as job_number,
       d ->> 'customerId' as customer_id,
       d ->> 'locationId' as location_id,
       d ->> 'projectId' as project_id,
       d ->> 'jobTypeId' as job_type_id,
       d ->> 'businessUnitId' as business_unit_id,
       d ->> 'campaignId' as campaign_id,
       d ->> 'jobStatus' as job_status,
       d ->> 'priority' as priority,
       d ->> 'summary' as summary,
       d ->> 'summaryOfWork' as summary_of_work,
       d ->> 'total' as total,
       d ->> 'noCharge' as no_charge,
       d ->> 'customerPo' as customer_po,
       d ->> 'soldById' as sold_by_id,
       d ->> 'invoiceId' as invoice_id,
       d ->> 'membershipId' as membership_id,
       d ->> 'bookingId' as booking_id,
       d ->> 'leadCallId' as lead_call_id,
       d ->> 'partnerLeadCallId' as partner_lead_call_id,
       d ->> 'recallForId' as recall_for_id,
       d ->> 'warrantyId' as warranty_id,
       d -> 'jobGeneratedLeadSource' as job_generated_lead_source,
       d ->> 'createdFromEstimateId' as created_from_estimate_id,
       d ->> 'estimateIds' as estimate_ids,
       d ->> 'equipmentIds' as equipment_ids,
       d ->> 'appointmentCount' as appointment_count,
       d ->> 'firstAppointmentId' as first_appointment_id,
       d ->> 'lastAppointmentId' as last_appointment_id,
       d ->> 'notificationsEnabled' as notifications_enabled,
       d ->> 'isAutoDispatched' as is_auto_dispatched,
       d ->> 'active' as active,
       d ->> 'tagTypeIds' as tag_type_ids,
       d -> 'customFields' as custom_fields,
       d -> 'externalData' as external_data,
       d ->> 'createdById' as created_by_id,
       d ->> 'completedOn' as st_completed_on,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_job_notes
-- Where each column of a job's note comes from; the export marks removed ones.
select d ->> 'jobId' as job_id,
       d ->> 'text' as text,
       d ->> 'isPinned' as is_pinned,
       d ->> 'active' as active,
       d ->> 'createdById' as created_by_id,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on,
       d ->> 'active' = 'false' as deleted
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_appointments
-- Where each column of an appointment comes from; an inactive one was removed.
select d ->> 'jobId' as job_id,
       d ->> 'customerId' as customer_id,
       d ->> 'appointmentNumber' as appointment_number,
       d ->> 'status' as status,
       d ->> 'start' as start_on,
       d ->> 'end' as end_on,
       d ->> 'arrivalWindowStart' as arrival_window_start,
       d ->> 'arrivalWindowEnd' as arrival_window_end,
       d ->> 'specialInstructions' as special_instructions,
       d ->> 'isConfirmed' as is_confirmed,
       d ->> 'unused' as unused,
       d ->> 'active' as active,
       d ->> 'createdById' as created_by_id,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on,
       d ->> 'active' = 'false' as deleted
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_job_types
-- Where each column of a job type comes from.
select d ->> 'name' as name,
       d ->> 'businessUnitIds' as business_unit_ids,
       d -> 'skills' as skills,
       d ->> 'tagTypeIds' as tag_type_ids,
       d ->> 'priority' as priority,
       d ->> 'duration' as duration_seconds,
       d ->> 'soldThreshold' as sold_threshold,
       d ->> 'class' as class,
       d ->> 'summary' as summary,
       d ->> 'noCharge' as no_charge,
       d ->> 'enforceRecurringServiceEventSelection' as enforce_recurring_service_event_selection,
       d ->> 'invoiceSignaturesRequired' as invoice_signatures_required,
       d ->> 'isSmartDispatched' as is_smart_dispatched,
       d ->> 'defaultEstimateSoldAction' as default_estimate_sold_action,
       d ->> 'customFieldTypeIds' as custom_field_type_ids,
       d -> 'externalData' as external_data,
       d ->> 'active' as active,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_projects
-- Where each column of a project comes from.
select d ->> 'number' as project_number,
       d ->> 'name' as name,
       d ->> 'summary' as summary,
       d ->> 'status' as status,
       d ->> 'statusId' as status_id,
       d ->> 'subStatus' as sub_status,
       d ->> 'subStatusId' as sub_status_id,
       d ->> 'customerId' as customer_id,
       d ->> 'locationId' as location_id,
       d ->> 'projectTypeId' as project_type_id,
       d ->> 'projectManagerIds' as project_manager_ids,
       d ->> 'businessUnitIds' as business_unit_ids,
       d ->> 'jobIds' as job_ids,
       d ->> 'startDate' as start_date,
       d ->> 'targetCompletionDate' as target_completion_date,
       d ->> 'actualCompletionDate' as actual_completion_date,
       d -> 'customFields' as custom_fields,
       d -> 'externalData' as external_data,
       d ->> 'active' as active,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_job_history
-- Where the history of a job comes from; it has no stamps of its own.
select d -> 'history' as history
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_job_canceled_logs
-- Where each column of one cancellation of a job comes from.
select d ->> 'jobId' as job_id,
       d ->> 'reasonId' as reason_id,
       d ->> 'memo' as memo,
       d ->> 'active' as active,
       d ->> 'createdById' as created_by_id,
       d ->> 'createdOn' as st_created_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_job_cancel_reasons
-- Where each column of a reason to cancel comes from.
select d ->> 'name' as name,
       d ->> 'active' as active,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_job_hold_reasons
-- Where each column of a reason to hold comes from.
select d ->> 'name' as name,
       d ->> 'active' as active,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_project_types
-- Where each column of a project type comes from.
select d ->> 'name' as name,
       d ->> 'description' as description,
       d ->> 'createdById' as created_by_id
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_project_statuses
-- Where each column of a project status comes from.
select d ->> 'name' as name,
       d ->> 'order' as sort_order,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_custom_fields
-- Where each column of a custom field comes from; the sync adds what it belongs to.
select d ->> 'name' as name,
       d ->> 'dataType' as data_type,
       d -> 'dataTypeOptions' as data_type_options,
       d ->> 'entityType' as entity_type,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);
