-- Find the few visits that last longer than a day, however long ago they began.

create index st_appointments_long_idx on servicetitan.st_appointments (end_on)
  where end_on - start_on > interval '24 hours';
