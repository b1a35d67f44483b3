-- Index the events of changes alone: a first load makes one of another kind per row.

drop index automation.events_changed_idx;
create index events_changed_idx on automation.events (st_id) where kind <> 'created';
