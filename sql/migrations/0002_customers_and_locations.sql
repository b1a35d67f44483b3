-- Customers, their locations and the contacts of both.

create function servicetitan.fold(value text) returns text
  language sql immutable parallel safe
  return case
    when octet_length(value) = length(value) then lower(value)
    else translate(
      regexp_replace(lower(normalize(value, nfd)), '[\u0300-\u036f]', '', 'g'), 'đøłı', 'doli'
    )
  end;
comment on function servicetitan.fold(text) is
  'The text in lower case without accents, so that a search finds what people type.';

create table servicetitan.st_customers (
  id                   uuid primary key default gen_random_uuid(),
  st_id                bigint not null unique,
  tenant_id            bigint,
  name                 varchar(255),
  first_name           varchar(100),
  last_name            varchar(100),
  email                varchar(255),
  phone                varchar(50),
  phone_digits         text generated always as (regexp_replace(phone, '[^0-9]', '', 'g')) stored,
  phone_numbers        jsonb,
  email_addresses      jsonb,
  address_line1        varchar(255),
  address_line2        varchar(255),
  city                 varchar(100),
  state                varchar(50),
  zip                  varchar(20),
  country              varchar(100),
  latitude             numeric(9,6),
  longitude            numeric(9,6),
  customer_type        varchar(50),
  active               boolean,
  balance              numeric(18,4),
  tax_exempt           boolean,
  do_not_mail          boolean,
  do_not_service       boolean,
  national_account     boolean,
  payment_term_id      bigint,
  credit_limit         numeric(18,4),
  credit_limit_balance numeric(18,4),
  tag_type_ids         bigint[],
  custom_fields        jsonb,
  external_data        jsonb,
  created_by_id        bigint,
  ghl_contact_id       varchar(255),
  ghl_sync_status      varchar(50),
  ghl_synced_at        timestamptz,
  ghl_sync_error       text,
  local_created_at     timestamptz not null default now(),
  st_created_on        timestamptz,
  st_modified_on       timestamptz,
  local_synced_at      timestamptz not null default now(),
  full_data            jsonb not null default '{}',
  row_hash             bytea,
  deleted_at           timestamptz,
  merged_to_id         bigint
);
create index st_customers_name_trgm_idx on servicetitan.st_customers using gin (servicetitan.fold(name) public.gin_trgm_ops);
create index st_customers_name_lower_idx on servicetitan.st_customers (lower(name) text_pattern_ops);
create index st_customers_email_lower_idx on servicetitan.st_customers (lower(email));
create index st_customers_phone_end_idx on servicetitan.st_customers (reverse(phone_digits) text_pattern_ops);
create index st_customers_zip_idx on servicetitan.st_customers (zip);
create index st_customers_city_idx on servicetitan.st_customers (city);
create index st_customers_balance_idx on servicetitan.st_customers (balance desc) where balance > 0;
create index st_customers_ghl_contact_idx on servicetitan.st_customers (ghl_contact_id) where ghl_contact_id is not null;
create index st_customers_merged_to_idx on servicetitan.st_customers (merged_to_id) where merged_to_id is not null;
comment on table servicetitan.st_customers is
  'People and companies we work for.';
comment on column servicetitan.st_customers.id is 'Row id of our own.';
comment on column servicetitan.st_customers.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_customers.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_customers.name is
  'Name as ServiceTitan shows it. Untrusted text.';
comment on column servicetitan.st_customers.first_name is
  'First name, where the name is a person''s. Untrusted text.';
comment on column servicetitan.st_customers.last_name is
  'Last name, where the name is a person''s. Untrusted text.';
comment on column servicetitan.st_customers.email is
  'Best e-mail address among the customer''s contacts. Untrusted text.';
comment on column servicetitan.st_customers.phone is
  'Best phone number among the customer''s contacts. Untrusted text.';
comment on column servicetitan.st_customers.phone_digits is
  'Digits of the phone number, for searching. Untrusted text.';
comment on column servicetitan.st_customers.phone_numbers is
  'All active phone contacts of the customer. Untrusted text.';
comment on column servicetitan.st_customers.email_addresses is
  'All active e-mail contacts of the customer. Untrusted text.';
comment on column servicetitan.st_customers.address_line1 is
  'Street of the billing address. Untrusted text.';
comment on column servicetitan.st_customers.address_line2 is
  'Unit or suite of the billing address. Untrusted text.';
comment on column servicetitan.st_customers.city is 'City of the billing address. Untrusted text.';
comment on column servicetitan.st_customers.state is
  'State of the billing address. Untrusted text.';
comment on column servicetitan.st_customers.zip is
  'Postal code of the billing address. Untrusted text.';
comment on column servicetitan.st_customers.country is
  'Country of the billing address. Untrusted text.';
comment on column servicetitan.st_customers.latitude is
  'Latitude of the billing address, in degrees.';
comment on column servicetitan.st_customers.longitude is
  'Longitude of the billing address, in degrees.';
comment on column servicetitan.st_customers.customer_type is 'Residential or Commercial.';
comment on column servicetitan.st_customers.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_customers.balance is
  'What the customer owes, as ServiceTitan states it.';
comment on column servicetitan.st_customers.tax_exempt is 'True when no tax is charged.';
comment on column servicetitan.st_customers.do_not_mail is 'True when no mail may be sent.';
comment on column servicetitan.st_customers.do_not_service is
  'True when the company does not want to work for this customer.';
comment on column servicetitan.st_customers.national_account is 'True for a national account.';
comment on column servicetitan.st_customers.payment_term_id is 'Payment terms in ServiceTitan.';
comment on column servicetitan.st_customers.credit_limit is 'Credit the customer may use.';
comment on column servicetitan.st_customers.credit_limit_balance is 'Credit that is left.';
comment on column servicetitan.st_customers.tag_type_ids is
  'Tags on the record: st_tag_types.st_id.';
comment on column servicetitan.st_customers.custom_fields is
  'Custom fields as a list of type id, name and value. Untrusted text.';
comment on column servicetitan.st_customers.external_data is
  'Key and value pairs that integrations keep on the record. Untrusted text.';
comment on column servicetitan.st_customers.created_by_id is
  'User who created the record in ServiceTitan.';
comment on column servicetitan.st_customers.ghl_contact_id is 'Contact in GoHighLevel.';
comment on column servicetitan.st_customers.ghl_sync_status is
  'State of the copy in GoHighLevel: pending, synced or failed.';
comment on column servicetitan.st_customers.ghl_synced_at is
  'When the copy in GoHighLevel was last brought up to date.';
comment on column servicetitan.st_customers.ghl_sync_error is
  'Why the last copy to GoHighLevel failed. Untrusted text.';
comment on column servicetitan.st_customers.local_created_at is
  'When this row was first stored here.';
comment on column servicetitan.st_customers.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_customers.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_customers.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_customers.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_customers.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_customers.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';
comment on column servicetitan.st_customers.merged_to_id is
  'ServiceTitan id of the record this one was merged into.';

create table servicetitan.st_customer_contacts (
  id              uuid primary key default gen_random_uuid(),
  st_id           bigint not null unique,
  tenant_id       bigint,
  customer_id     bigint,
  type            varchar(50),
  value           text,
  value_digits    text generated always as (case when type <> 'Email' then regexp_replace(value, '[^0-9]', '', 'g') end) stored,
  memo            text,
  do_not_text     boolean,
  phone_settings  jsonb,
  preferences     jsonb,
  active          boolean,
  st_created_on   timestamptz,
  st_modified_on  timestamptz,
  local_synced_at timestamptz not null default now(),
  full_data       jsonb not null default '{}',
  row_hash        bytea,
  deleted_at      timestamptz
);
create index st_customer_contacts_customer_id_idx on servicetitan.st_customer_contacts (customer_id);
create index st_customer_contacts_value_end_idx on servicetitan.st_customer_contacts (reverse(value_digits) text_pattern_ops);
create index st_customer_contacts_value_lower_idx on servicetitan.st_customer_contacts (lower(left(value, 320)));
comment on table servicetitan.st_customer_contacts is
  'Phone numbers and e-mail addresses of customers.';
comment on column servicetitan.st_customer_contacts.id is 'Row id of our own.';
comment on column servicetitan.st_customer_contacts.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_customer_contacts.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_customer_contacts.customer_id is 'Customer: st_customers.st_id.';
comment on column servicetitan.st_customer_contacts.type is 'Phone, MobilePhone, Email or Fax.';
comment on column servicetitan.st_customer_contacts.value is
  'The number or address. Untrusted text.';
comment on column servicetitan.st_customer_contacts.value_digits is
  'Digits of a number, for searching. Untrusted text.';
comment on column servicetitan.st_customer_contacts.memo is
  'Remark on the contact. Untrusted text.';
comment on column servicetitan.st_customer_contacts.do_not_text is
  'True when no text message may be sent to this number.';
comment on column servicetitan.st_customer_contacts.phone_settings is
  'Settings of a phone contact.';
comment on column servicetitan.st_customer_contacts.preferences is
  'Which notices the contact wants.';
comment on column servicetitan.st_customer_contacts.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_customer_contacts.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_customer_contacts.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_customer_contacts.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_customer_contacts.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_customer_contacts.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_customer_contacts.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_locations (
  id              uuid primary key default gen_random_uuid(),
  st_id           bigint not null unique,
  tenant_id       bigint,
  customer_id     bigint,
  name            varchar(500),
  street          varchar(500),
  unit            varchar(100),
  city            varchar(255),
  state           varchar(100),
  zip             varchar(20),
  country         varchar(100),
  latitude        numeric(9,6),
  longitude       numeric(9,6),
  phone           varchar(50),
  email           varchar(255),
  zone_id         bigint,
  tax_zone_id     bigint,
  tax_exempt      boolean,
  active          boolean,
  tag_type_ids    bigint[],
  custom_fields   jsonb,
  external_data   jsonb,
  created_by_id   bigint,
  st_created_on   timestamptz,
  st_modified_on  timestamptz,
  local_synced_at timestamptz not null default now(),
  full_data       jsonb not null default '{}',
  row_hash        bytea,
  deleted_at      timestamptz,
  merged_to_id    bigint
);
create index st_locations_customer_id_idx on servicetitan.st_locations (customer_id);
create index st_locations_street_trgm_idx on servicetitan.st_locations using gin (street public.gin_trgm_ops);
create index st_locations_zip_idx on servicetitan.st_locations (zip);
create index st_locations_city_idx on servicetitan.st_locations (city);
comment on table servicetitan.st_locations is
  'Places where work is done; each belongs to a customer.';
comment on column servicetitan.st_locations.id is 'Row id of our own.';
comment on column servicetitan.st_locations.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_locations.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_locations.customer_id is 'Customer: st_customers.st_id.';
comment on column servicetitan.st_locations.name is 'Name of the place. Untrusted text.';
comment on column servicetitan.st_locations.street is 'Street. Untrusted text.';
comment on column servicetitan.st_locations.unit is 'Unit or suite. Untrusted text.';
comment on column servicetitan.st_locations.city is 'City. Untrusted text.';
comment on column servicetitan.st_locations.state is 'State. Untrusted text.';
comment on column servicetitan.st_locations.zip is 'Postal code. Untrusted text.';
comment on column servicetitan.st_locations.country is 'Country. Untrusted text.';
comment on column servicetitan.st_locations.latitude is 'Latitude in degrees.';
comment on column servicetitan.st_locations.longitude is 'Longitude in degrees.';
comment on column servicetitan.st_locations.phone is
  'Best phone number among the location''s contacts. Untrusted text.';
comment on column servicetitan.st_locations.email is
  'Best e-mail address among the location''s contacts. Untrusted text.';
comment on column servicetitan.st_locations.zone_id is 'Dispatch zone: st_zones.st_id.';
comment on column servicetitan.st_locations.tax_zone_id is 'Tax zone in ServiceTitan.';
comment on column servicetitan.st_locations.tax_exempt is 'True when no tax is charged here.';
comment on column servicetitan.st_locations.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_locations.tag_type_ids is
  'Tags on the record: st_tag_types.st_id.';
comment on column servicetitan.st_locations.custom_fields is
  'Custom fields as a list of type id, name and value. Untrusted text.';
comment on column servicetitan.st_locations.external_data is
  'Key and value pairs that integrations keep on the record. Untrusted text.';
comment on column servicetitan.st_locations.created_by_id is
  'User who created the record in ServiceTitan.';
comment on column servicetitan.st_locations.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_locations.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_locations.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_locations.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_locations.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_locations.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';
comment on column servicetitan.st_locations.merged_to_id is
  'ServiceTitan id of the record this one was merged into.';

create table servicetitan.st_location_contacts (
  id              uuid primary key default gen_random_uuid(),
  st_id           bigint not null unique,
  tenant_id       bigint,
  location_id     bigint,
  type            varchar(50),
  value           text,
  value_digits    text generated always as (case when type <> 'Email' then regexp_replace(value, '[^0-9]', '', 'g') end) stored,
  memo            text,
  do_not_text     boolean,
  phone_settings  jsonb,
  preferences     jsonb,
  active          boolean,
  st_created_on   timestamptz,
  st_modified_on  timestamptz,
  local_synced_at timestamptz not null default now(),
  full_data       jsonb not null default '{}',
  row_hash        bytea,
  deleted_at      timestamptz
);
create index st_location_contacts_location_id_idx on servicetitan.st_location_contacts (location_id);
create index st_location_contacts_value_end_idx on servicetitan.st_location_contacts (reverse(value_digits) text_pattern_ops);
comment on table servicetitan.st_location_contacts is
  'Phone numbers and e-mail addresses of locations.';
comment on column servicetitan.st_location_contacts.id is 'Row id of our own.';
comment on column servicetitan.st_location_contacts.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_location_contacts.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_location_contacts.location_id is
  'Service location: st_locations.st_id.';
comment on column servicetitan.st_location_contacts.type is 'Phone, MobilePhone, Email or Fax.';
comment on column servicetitan.st_location_contacts.value is
  'The number or address. Untrusted text.';
comment on column servicetitan.st_location_contacts.value_digits is
  'Digits of a number, for searching. Untrusted text.';
comment on column servicetitan.st_location_contacts.memo is
  'Remark on the contact. Untrusted text.';
comment on column servicetitan.st_location_contacts.do_not_text is
  'True when no text message may be sent to this number.';
comment on column servicetitan.st_location_contacts.phone_settings is
  'Settings of a phone contact.';
comment on column servicetitan.st_location_contacts.preferences is
  'Which notices the contact wants.';
comment on column servicetitan.st_location_contacts.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_location_contacts.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_location_contacts.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_location_contacts.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_location_contacts.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_location_contacts.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_location_contacts.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';
