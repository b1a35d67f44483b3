-- name: board_visits
-- Visits that touch a span of time, one row per assigned technician and one for unassigned visits.
select a.st_id as id,
       a.appointment_number as number,
       a.status,
       a.start_on as start,
       a.end_on as "end",
       s.technician_id,
       coalesce(p.name, s.technician_name) as technician,
       j.st_id as job_id,
       j.job_number,
       j.priority,
       c.name as customer,
       l.city,
       b.name as business_unit,
       t.name as job_type
  from servicetitan.st_appointments as a
  join servicetitan.st_jobs as j on j.st_id = a.job_id
  left join servicetitan.st_appointment_assignments as s
    on s.appointment_id = a.st_id
   and s.active is not false
   and s.deleted_at is null
  left join servicetitan.st_technicians as p on p.st_id = s.technician_id
  left join servicetitan.st_customers as c on c.st_id = j.customer_id
  left join servicetitan.st_locations as l on l.st_id = j.location_id
  left join servicetitan.st_business_units as b on b.st_id = j.business_unit_id
  left join servicetitan.st_job_types as t on t.st_id = j.job_type_id
 where a.deleted_at is null
   and a.active is not false
   and a.status <> 'Canceled'
   and a.start_on < :until
   and a.end_on > :since
   -- Two indexes: visits of a day at most by their start, the few longer ones by their end.
   and (a.start_on > :since::timestamptz - interval '24 hours'
        or a.end_on - a.start_on > interval '24 hours')
   and (:business_unit::text is null
        or b.st_id::text = :business_unit
        or b.name ilike :business_unit_pattern)
 order by technician nulls last, a.start_on, a.st_id;

-- name: idle_technicians
-- Active technicians without any visit in a span of time, and whether shifts are kept of them.
select p.st_id as id,
       p.name,
       exists (
         select from servicetitan.st_technician_shifts as h
          where h.technician_id = p.st_id
            and h.deleted_at is null
            and h.active is not false
            and h.shift_type <> 'TimeOff'
            and h.start_on > :since::timestamptz - interval '28 days'
            and h.start_on < :until::timestamptz + interval '28 days'
       ) as keeps_shifts
  from servicetitan.st_technicians as p
 where p.deleted_at is null
   and p.active is not false
   and not exists (
     select from servicetitan.st_appointment_assignments as s
       join servicetitan.st_appointments as a on a.st_id = s.appointment_id
      where s.technician_id = p.st_id
        and s.active is not false
        and s.deleted_at is null
        and a.deleted_at is null
        and a.active is not false
        and a.status <> 'Canceled'
        and a.start_on < :until
        and a.end_on > :since
        and (a.start_on > :since::timestamptz - interval '24 hours'
             or a.end_on - a.start_on > interval '24 hours')
   )
 order by p.name, p.st_id;

-- name: technician_hours
-- Shifts, time off and events outside jobs that share time with a span, in order.
select technician_id, shift_type as kind, start_on as start, end_on as "end"
  from servicetitan.st_technician_shifts
 where deleted_at is null
   and active is not false
   and technician_id is not null
   and start_on < :until
   and end_on > :since
union all
select technician_id, 'Event', start_on, start_on + e.length
  from servicetitan.st_non_job_appointments
 cross join lateral (
   select coalesce(duration_seconds, case when all_day then 86400 else 0 end)
          * interval '1 second' as length
 ) as e
 where deleted_at is null
   and active is not false
   and technician_id is not null
   and start_on < :until
   and start_on + e.length > :since
 order by start, "end";
