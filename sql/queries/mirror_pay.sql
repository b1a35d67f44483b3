-- name: mirror_st_job_timesheets
-- Where each column of a technician's time on a job comes from.
select d ->> 'jobId' as job_id,
       d ->> 'appointmentId' as appointment_id,
       d ->> 'technicianId' as technician_id,
       d ->> 'dispatchedOn' as dispatched_on,
       d ->> 'arrivedOn' as arrived_on,
       d ->> 'canceledOn' as canceled_on,
       d ->> 'doneOn' as done_on,
       d ->> 'active' as active,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_timesheet_activities
-- Where each column of a timesheet entry comes from; an inactive one was removed.
select d ->> 'employeeId' as employee_id,
       d ->> 'employeeType' as employee_type,
       d ->> 'activityTypeId' as activity_type_id,
       d ->> 'startTime' as start_time,
       d ->> 'endTime' as end_time,
       d ->> 'jobId' as job_id,
       d ->> 'appointmentId' as appointment_id,
       d ->> 'projectId' as project_id,
       d ->> 'projectLabel' as project_label,
       d ->> 'laborTypeId' as labor_type_id,
       d ->> 'budgetCodeId' as budget_code_id,
       d ->> 'memo' as memo,
       d ->> 'tagTypes' as tag_type_ids,
       d -> 'startCoordinate' as start_coordinate,
       d -> 'endCoordinate' as end_coordinate,
       d ->> 'modifiedById' as modified_by_id,
       d ->> 'active' as active,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on,
       d ->> 'active' = 'false' as deleted
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_activity_types
-- Where each column of an activity type comes from.
select d ->> 'code' as code,
       d ->> 'description' as description,
       d ->> 'categoryId' as category_id,
       d ->> 'businessUnitId' as business_unit_id,
       d ->> 'laborTypeId' as labor_type_id,
       d ->> 'displayedTechnicianStatus' as displayed_technician_status,
       d ->> 'isArchived' as is_archived,
       d ->> 'isDefault' as is_default,
       d ->> 'defaultMemo' as default_memo,
       d ->> 'active' as active,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_timesheet_codes
-- Where each column of a timesheet code comes from.
select d ->> 'code' as code,
       d ->> 'description' as description,
       d ->> 'type' as type,
       d ->> 'applicableEmployeeType' as applicable_employee_type,
       d -> 'rateInfo' as rate_info,
       d ->> 'active' as active,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_gross_pay_items
-- Where each column of a pay item comes from; an inactive one was removed.
select d ->> 'employeeId' as employee_id,
       d ->> 'employeeType' as employee_type,
       d ->> 'employeePayrollId' as employee_payroll_id,
       d ->> 'payrollId' as payroll_id,
       d ->> 'date' as pay_date,
       d ->> 'grossPayItemType' as gross_pay_item_type,
       d ->> 'activity' as activity,
       d ->> 'activityCodeId' as activity_code_id,
       d ->> 'activityCode' as activity_code,
       d ->> 'amount' as amount,
       d ->> 'amountAdjustment' as amount_adjustment,
       d ->> 'startedOn' as started_on,
       d ->> 'endedOn' as ended_on,
       d ->> 'paidDurationHours' as paid_duration_hours,
       d ->> 'paidTimeType' as paid_time_type,
       d ->> 'jobId' as job_id,
       d ->> 'jobNumber' as job_number,
       d ->> 'jobTypeName' as job_type_name,
       d ->> 'projectId' as project_id,
       d ->> 'projectNumber' as project_number,
       d ->> 'invoiceId' as invoice_id,
       d ->> 'invoiceNumber' as invoice_number,
       d ->> 'invoiceItemId' as invoice_item_id,
       d ->> 'customerId' as customer_id,
       d ->> 'customerName' as customer_name,
       d ->> 'locationId' as location_id,
       d ->> 'locationName' as location_name,
       d ->> 'businessUnitName' as business_unit_name,
       d ->> 'payoutBusinessUnitName' as payout_business_unit_name,
       d ->> 'zoneName' as zone_name,
       d ->> 'taxZoneName' as tax_zone_name,
       d ->> 'laborTypeId' as labor_type_id,
       d ->> 'laborTypeCode' as labor_type_code,
       d ->> 'isPrevailingWageJob' as is_prevailing_wage_job,
       d ->> 'sourceEntityId' as source_entity_id,
       d ->> 'budgetCodeId' as budget_code_id,
       d ->> 'memo' as memo,
       d ->> 'active' as active,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on,
       d ->> 'active' = 'false' as deleted
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_payrolls
-- Where each column of a payroll comes from.
select d ->> 'employeeId' as employee_id,
       d ->> 'employeeType' as employee_type,
       d ->> 'status' as status,
       d ->> 'startedOn' as started_on,
       d ->> 'endedOn' as ended_on,
       d ->> 'burdenRate' as burden_rate,
       d ->> 'managerApprovedOn' as manager_approved_on,
       d ->> 'active' as active,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);
