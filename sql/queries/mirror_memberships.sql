-- name: mirror_st_membership_types
-- Where each column of a membership type comes from.
select d ->> 'name' as name,
       d ->> 'displayName' as display_name,
       d ->> 'active' as active,
       d ->> 'discount' as discount,
       d ->> 'discountMode' as discount_mode,
       d -> 'discounts' as discounts,
       d -> 'durationBilling' as duration_billing,
       d -> 'recurringServices' as recurring_services,
       d ->> 'locationTarget' as location_target,
       d ->> 'revenueRecognitionMode' as revenue_recognition_mode,
       d ->> 'autoCalculateInvoiceTemplates' as auto_calculate_invoice_templates,
       d ->> 'useMembershipPricingTable' as use_membership_pricing_table,
       d ->> 'showMembershipSavings' as show_membership_savings,
       d ->> 'billingTemplateId' as billing_template_id,
       d ->> 'tagTypeIds' as tag_type_ids,
       d ->> 'importId' as import_id,
       d ->> 'createdById' as created_by_id,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_memberships
-- Where each column of a membership comes from.
select d ->> 'customerId' as customer_id,
       d ->> 'locationId' as location_id,
       d ->> 'membershipTypeId' as membership_type_id,
       d ->> 'businessUnitId' as business_unit_id,
       d ->> 'status' as status,
       d ->> 'active' as active,
       d ->> 'from' as from_date,
       d ->> 'to' as to_date,
       d ->> 'duration' as duration_months,
       d ->> 'renewalDuration' as renewal_duration_months,
       d ->> 'billingFrequency' as billing_frequency,
       d ->> 'renewalBillingFrequency' as renewal_billing_frequency,
       d ->> 'nextScheduledBillDate' as next_scheduled_bill_date,
       d ->> 'followUpOn' as follow_up_on,
       d ->> 'followUpStatus' as follow_up_status,
       d ->> 'cancellationDate' as cancellation_date,
       d ->> 'cancellationInvoiceId' as cancellation_invoice_id,
       d ->> 'cancellationBalanceInvoiceId' as cancellation_balance_invoice_id,
       d ->> 'initialDeferredRevenue' as initial_deferred_revenue,
       d ->> 'billingTemplateId' as billing_template_id,
       d ->> 'paymentMethodId' as payment_method_id,
       d ->> 'paymentTypeId' as payment_type_id,
       d ->> 'recurringLocationId' as recurring_location_id,
       d ->> 'renewedById' as renewed_by_id,
       d ->> 'activatedFromId' as activated_from_id,
       d ->> 'activatedById' as activated_by_id,
       d ->> 'soldById' as sold_by_id,
       d ->> 'customerPo' as customer_po,
       d ->> 'memo' as memo,
       d ->> 'importId' as import_id,
       d -> 'customFields' as custom_fields,
       d ->> 'createdById' as created_by_id,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_membership_status_changes
-- Where each column of a membership's change of status comes from.
select d ->> 'membershipId' as membership_id,
       d ->> 'oldStatus' as old_status,
       d ->> 'newStatus' as new_status,
       d ->> 'note' as note,
       d ->> 'createdById' as created_by_id,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_recurring_service_types
-- Where each column of a type of recurring service comes from.
select d ->> 'name' as name,
       d ->> 'active' as active,
       d ->> 'recurrenceType' as recurrence_type,
       d ->> 'recurrenceInterval' as recurrence_interval,
       d -> 'recurrenceMonths' as recurrence_months,
       d ->> 'durationType' as duration_type,
       d ->> 'durationLength' as duration_length,
       d ->> 'invoiceTemplateId' as invoice_template_id,
       d ->> 'businessUnitId' as business_unit_id,
       d ->> 'jobTypeId' as job_type_id,
       d ->> 'campaignId' as campaign_id,
       d ->> 'priority' as priority,
       d ->> 'jobSummary' as job_summary,
       d ->> 'importId' as import_id,
       d ->> 'createdById' as created_by_id,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_recurring_services
-- Where each column of a recurring service comes from.
select d ->> 'name' as name,
       d ->> 'active' as active,
       d ->> 'locationId' as location_id,
       d ->> 'membershipId' as membership_id,
       d ->> 'recurringServiceTypeId' as recurring_service_type_id,
       d ->> 'from' as from_date,
       d ->> 'to' as to_date,
       d ->> 'durationType' as duration_type,
       d ->> 'durationLength' as duration_length,
       d ->> 'recurrenceType' as recurrence_type,
       d ->> 'recurrenceInterval' as recurrence_interval,
       d -> 'recurrenceMonths' as recurrence_months,
       d -> 'recurrenceDaysOfWeek' as recurrence_days_of_week,
       d -> 'recurrenceDaysOfMonth' as recurrence_days_of_month,
       d ->> 'recurrenceWeek' as recurrence_week,
       d ->> 'recurrenceDayOfNthWeek' as recurrence_day_of_nth_week,
       d ->> 'jobStartTime' as job_start_time,
       d ->> 'firstVisitComplete' as first_visit_complete,
       d ->> 'allocation' as allocation,
       d ->> 'estimatedPayrollCost' as estimated_payroll_cost,
       d ->> 'invoiceTemplateId' as invoice_template_id,
       d ->> 'invoiceTemplateForFollowingYearsId' as invoice_template_for_following_years_id,
       d ->> 'activatedFromId' as activated_from_id,
       d ->> 'businessUnitId' as business_unit_id,
       d ->> 'jobTypeId' as job_type_id,
       d ->> 'campaignId' as campaign_id,
       d ->> 'priority' as priority,
       d ->> 'jobSummary' as job_summary,
       d ->> 'preferredTechnicianIds' as preferred_technician_ids,
       d ->> 'tagTypeIds' as tag_type_ids,
       d ->> 'memo' as memo,
       d ->> 'importId' as import_id,
       d ->> 'createdById' as created_by_id,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_recurring_service_events
-- Where each column of one due date of a recurring service comes from.
select d ->> 'locationRecurringServiceId' as recurring_service_id,
       d ->> 'locationRecurringServiceName' as recurring_service_name,
       d ->> 'membershipId' as membership_id,
       d ->> 'membershipName' as membership_name,
       d ->> 'status' as status,
       d ->> 'date' as due_date,
       d ->> 'jobId' as job_id,
       d ->> 'active' as active,
       d ->> 'createdById' as created_by_id,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);
