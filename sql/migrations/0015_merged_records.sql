-- Merged customers and locations, and the indexes that find what belongs to them.

create table automation.merged_records (
  entity      text not null,
  st_id       bigint not null,
  survivor_id bigint not null,
  noted_at    timestamptz not null default now(),
  primary key (entity, st_id),
  check (st_id <> survivor_id)
);
create index merged_records_survivor_idx on automation.merged_records (entity, survivor_id);
comment on table automation.merged_records is
  'Customers and locations that ServiceTitan merged into others, each with the record at the end of its chain.';
comment on column automation.merged_records.entity is 'Table of the record, schema included.';
comment on column automation.merged_records.st_id is 'The record that was merged away.';
comment on column automation.merged_records.survivor_id is
  'The record that stays: rows that name the other one point here.';
comment on column automation.merged_records.noted_at is 'When the mirror learnt of it.';

create index st_customers_merged_idx on servicetitan.st_customers (st_id) where merged_to_id is not null;
create index st_locations_merged_idx on servicetitan.st_locations (st_id) where merged_to_id is not null;
create index st_memberships_recurring_location_id_idx on servicetitan.st_memberships (recurring_location_id);
create index st_leads_location_id_idx on servicetitan.st_leads (location_id);
create index st_calls_location_id_idx on servicetitan.st_calls (location_id);
create index st_gross_pay_items_customer_id_idx on servicetitan.st_gross_pay_items (customer_id);
create index st_gross_pay_items_location_id_idx on servicetitan.st_gross_pay_items (location_id);
