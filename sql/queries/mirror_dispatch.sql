-- name: mirror_st_appointment_assignments
-- Where each column of an assignment comes from; an inactive one was taken back.
select d ->> 'appointmentId' as appointment_id,
       d ->> 'jobId' as job_id,
       d ->> 'technicianId' as technician_id,
       d ->> 'technicianName' as technician_name,
       d ->> 'assignedById' as assigned_by_id,
       d ->> 'assignedOn' as assigned_on,
       d ->> 'status' as status,
       d ->> 'isPaused' as is_paused,
       d ->> 'active' as active,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on,
       d ->> 'active' = 'false' as deleted
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_zones
-- Where each column of a zone comes from.
select d ->> 'name' as name,
       d ->> 'active' as active,
       d -> 'zips' as zips,
       d -> 'cities' as cities,
       d -> 'territoryNumbers' as territory_numbers,
       d -> 'locnNumbers' as locn_numbers,
       d ->> 'serviceDaysEnabled' as service_days_enabled,
       d -> 'serviceDays' as service_days,
       d ->> 'businessUnits' as business_unit_ids,
       d ->> 'technicians' as technician_ids,
       d ->> 'createdBy' as created_by_id,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_teams
-- Where each column of a team comes from.
select d ->> 'name' as name,
       d ->> 'active' as active,
       d ->> 'createdBy' as created_by_id,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_technician_shifts
-- Where each column of a shift comes from; an inactive one was removed.
select d ->> 'technicianId' as technician_id,
       d ->> 'shiftType' as shift_type,
       d ->> 'title' as title,
       d ->> 'note' as note,
       d ->> 'start' as start_on,
       d ->> 'end' as end_on,
       d ->> 'timesheetCodeId' as timesheet_code_id,
       d ->> 'active' as active,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on,
       d ->> 'active' = 'false' as deleted
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_non_job_appointments
-- Where each column of a non-job appointment comes from; an inactive one was removed.
select d ->> 'technicianId' as technician_id,
       d ->> 'name' as name,
       d ->> 'summary' as summary,
       d ->> 'start' as start_on,
       extract(epoch from (d ->> 'duration')::interval)::bigint as duration_seconds,
       d ->> 'allDay' as all_day,
       d ->> 'timesheetCodeId' as timesheet_code_id,
       d ->> 'clearDispatchBoard' as clear_dispatch_board,
       d ->> 'clearTechnicianView' as clear_technician_view,
       d ->> 'removeTechnicianFromCapacityPlanning' as remove_technician_from_capacity_planning,
       d ->> 'showOnTechnicianSchedule' as show_on_technician_schedule,
       d ->> 'active' as active,
       d ->> 'createdById' as created_by_id,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on,
       d ->> 'active' = 'false' as deleted
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_arrival_windows
-- Where each column of an arrival window comes from.
select d ->> 'start' as start_time,
       d ->> 'duration' as duration,
       d ->> 'businessUnitIds' as business_unit_ids,
       d ->> 'active' as active
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_business_hours
-- Where each column of the business hours comes from.
select d -> 'weekdays' as weekdays,
       d -> 'saturday' as saturday,
       d -> 'sunday' as sunday
  from jsonb_array_elements(:items) as raw(d);
