-- Fewer and lighter indexes where every first load pays for them.

drop index automation.events_entity_id_idx;
drop index automation.events_entity_st_id_idx;
drop index automation.events_at_idx;
create index events_st_id_idx on automation.events (st_id);
create index events_at_idx on automation.events using brin (at);
