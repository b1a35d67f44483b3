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
