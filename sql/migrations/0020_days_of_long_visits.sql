-- Show what lasts over midnight on each of its days, with the minutes that fall on it.

create or replace view public.technician_day as
select d.technician_id,
       t.name as technician_name,
       d.day,
       d.visits,
       d.visits_done,
       d.jobs,
       d.first_start,
       d.last_end,
       d.planned_minutes,
       d.shift_minutes,
       d.off_minutes,
       d.other_minutes
  from (
    select part.technician_id,
           part.day,
           count(distinct part.visit) as visits,
           count(distinct part.visit) filter (where part.status = 'Done') as visits_done,
           count(distinct part.job_id) as jobs,
           min(part.start_on) filter (where part.visit is not null) as first_start,
           max(part.end_on) filter (where part.visit is not null) as last_end,
           coalesce(sum(part.minutes) filter (where part.visit is not null), 0) as planned_minutes,
           sum(part.minutes) filter (where part.status = 'Normal') as shift_minutes,
           coalesce(sum(part.minutes) filter (where part.status = 'TimeOff'), 0) as off_minutes,
           coalesce(sum(part.minutes) filter (where part.status = 'Busy'), 0) as other_minutes
      from (
        select e.technician_id,
               e.visit,
               e.job_id,
               e.status,
               e.start_on,
               e.end_on,
               g.midnight::date as day,
               case
                 when e.end_on is not null
                 then (extract(epoch from
                         least(e.end_on, (g.midnight + interval '1 day') at time zone z.zone)
                         - greatest(e.start_on, g.midnight at time zone z.zone))
                       / 60)::numeric(12,1)
               end as minutes
          from (
            select distinct
                   a.technician_id,
                   p.st_id as visit,
                   p.job_id,
                   p.status,
                   p.start_on,
                   p.end_on
              from servicetitan.st_appointment_assignments as a
              join servicetitan.st_appointments as p on p.st_id = a.appointment_id
             where a.active is not false
               and a.deleted_at is null
               and p.deleted_at is null
               and p.active is not false
               and p.status is distinct from 'Canceled'
            union all
            select technician_id,
                   null,
                   null,
                   shift_type,
                   start_on,
                   end_on
              from servicetitan.st_technician_shifts
             where deleted_at is null
               and active is not false
            union all
            select technician_id,
                   null,
                   null,
                   'Busy',
                   start_on,
                   start_on + duration_seconds * interval '1 second'
              from servicetitan.st_non_job_appointments
             where deleted_at is null
               and active is not false
          ) as e
         cross join (select automation.company_timezone() as zone) as z
         cross join lateral generate_series(
               date_trunc('day', e.start_on at time zone z.zone),
               greatest(e.start_on at time zone z.zone,
                        (e.end_on at time zone z.zone) - interval '1 microsecond'),
               interval '1 day') as g (midnight)
         where e.technician_id is not null
      ) as part
     group by part.technician_id, part.day
  ) as d
  left join servicetitan.st_technicians as t on t.st_id = d.technician_id;
comment on view public.technician_day is
  'What each technician has on each of the company''s days: visits, shifts and time away. What lasts over midnight is on each of its days, with the minutes that fall on it.';
