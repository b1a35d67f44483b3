-- Vendors, stock locations and purchase orders.

create table servicetitan.st_vendors (
  id                            uuid primary key default gen_random_uuid(),
  st_id                         bigint not null unique,
  tenant_id                     bigint,
  name                          varchar(255),
  active                        boolean,
  contact_first_name            varchar(100),
  contact_last_name             varchar(100),
  phone                         varchar(50),
  email                         varchar(255),
  fax                           varchar(50),
  street                        varchar(500),
  unit                          varchar(100),
  city                          varchar(255),
  state                         varchar(100),
  zip                           varchar(20),
  country                       varchar(100),
  delivery_option               varchar(50),
  default_tax_rate              numeric(9,6),
  is_truck_replenishment        boolean,
  is_mobile_creation_restricted boolean,
  memo                          text,
  custom_fields                 jsonb,
  external_data                 jsonb,
  st_created_on                 timestamptz,
  st_modified_on                timestamptz,
  local_synced_at               timestamptz not null default now(),
  full_data                     jsonb not null default '{}',
  row_hash                      bytea,
  deleted_at                    timestamptz
);
create index st_vendors_name_lower_idx on servicetitan.st_vendors (lower(name));
comment on table servicetitan.st_vendors is
  'Companies we buy from.';
comment on column servicetitan.st_vendors.id is 'Row id of our own.';
comment on column servicetitan.st_vendors.st_id is 'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_vendors.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_vendors.name is 'Name of the vendor. Untrusted text.';
comment on column servicetitan.st_vendors.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_vendors.contact_first_name is
  'First name of the contact. Untrusted text.';
comment on column servicetitan.st_vendors.contact_last_name is
  'Last name of the contact. Untrusted text.';
comment on column servicetitan.st_vendors.phone is 'Phone number. Untrusted text.';
comment on column servicetitan.st_vendors.email is 'E-mail address. Untrusted text.';
comment on column servicetitan.st_vendors.fax is 'Fax number. Untrusted text.';
comment on column servicetitan.st_vendors.street is 'Street. Untrusted text.';
comment on column servicetitan.st_vendors.unit is 'Unit or suite. Untrusted text.';
comment on column servicetitan.st_vendors.city is 'City. Untrusted text.';
comment on column servicetitan.st_vendors.state is 'State. Untrusted text.';
comment on column servicetitan.st_vendors.zip is 'Postal code. Untrusted text.';
comment on column servicetitan.st_vendors.country is 'Country. Untrusted text.';
comment on column servicetitan.st_vendors.delivery_option is 'How orders are sent.';
comment on column servicetitan.st_vendors.default_tax_rate is 'Tax rate on its goods.';
comment on column servicetitan.st_vendors.is_truck_replenishment is 'True when it refills trucks.';
comment on column servicetitan.st_vendors.is_mobile_creation_restricted is
  'True when technicians may not order from it.';
comment on column servicetitan.st_vendors.memo is 'Remark on the record. Untrusted text.';
comment on column servicetitan.st_vendors.custom_fields is
  'Custom fields as a list of type id, name and value. Untrusted text.';
comment on column servicetitan.st_vendors.external_data is
  'Key and value pairs that integrations keep on the record. Untrusted text.';
comment on column servicetitan.st_vendors.st_created_on is 'When ServiceTitan created the record.';
comment on column servicetitan.st_vendors.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_vendors.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_vendors.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_vendors.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_vendors.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_warehouses (
  id                    uuid primary key default gen_random_uuid(),
  st_id                 bigint not null unique,
  tenant_id             bigint,
  name                  varchar(255),
  active                boolean,
  address               jsonb,
  inventory_template_id bigint,
  external_data         jsonb,
  st_created_on         timestamptz,
  st_modified_on        timestamptz,
  local_synced_at       timestamptz not null default now(),
  full_data             jsonb not null default '{}',
  row_hash              bytea,
  deleted_at            timestamptz
);
comment on table servicetitan.st_warehouses is
  'Warehouses.';
comment on column servicetitan.st_warehouses.id is 'Row id of our own.';
comment on column servicetitan.st_warehouses.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_warehouses.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_warehouses.name is 'Name of the warehouse.';
comment on column servicetitan.st_warehouses.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_warehouses.address is 'Its address.';
comment on column servicetitan.st_warehouses.inventory_template_id is
  'Stock template in ServiceTitan.';
comment on column servicetitan.st_warehouses.external_data is
  'Key and value pairs that integrations keep on the record. Untrusted text.';
comment on column servicetitan.st_warehouses.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_warehouses.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_warehouses.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_warehouses.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_warehouses.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_warehouses.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_trucks (
  id                    uuid primary key default gen_random_uuid(),
  st_id                 bigint not null unique,
  tenant_id             bigint,
  name                  varchar(255),
  active                boolean,
  warehouse_id          bigint,
  technician_ids        bigint[],
  inventory_template_id bigint,
  memo                  text,
  external_data         jsonb,
  st_created_on         timestamptz,
  st_modified_on        timestamptz,
  local_synced_at       timestamptz not null default now(),
  full_data             jsonb not null default '{}',
  row_hash              bytea,
  deleted_at            timestamptz
);
comment on table servicetitan.st_trucks is
  'Trucks that carry stock.';
comment on column servicetitan.st_trucks.id is 'Row id of our own.';
comment on column servicetitan.st_trucks.st_id is 'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_trucks.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_trucks.name is 'Name of the truck.';
comment on column servicetitan.st_trucks.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_trucks.warehouse_id is
  'Warehouse it is filled from: st_warehouses.st_id.';
comment on column servicetitan.st_trucks.technician_ids is
  'Technicians who drive it: st_technicians.st_id.';
comment on column servicetitan.st_trucks.inventory_template_id is 'Stock template in ServiceTitan.';
comment on column servicetitan.st_trucks.memo is 'Remark on the record. Untrusted text.';
comment on column servicetitan.st_trucks.external_data is
  'Key and value pairs that integrations keep on the record. Untrusted text.';
comment on column servicetitan.st_trucks.st_created_on is 'When ServiceTitan created the record.';
comment on column servicetitan.st_trucks.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_trucks.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_trucks.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_trucks.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_trucks.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_purchase_order_types (
  id                           uuid primary key default gen_random_uuid(),
  st_id                        bigint not null unique,
  tenant_id                    bigint,
  name                         varchar(255),
  active                       boolean,
  automatically_receive        boolean,
  display_to_technician        boolean,
  impact_to_technician_payroll boolean,
  exclude_tax_from_job_costing boolean,
  st_created_on                timestamptz,
  st_modified_on               timestamptz,
  local_synced_at              timestamptz not null default now(),
  full_data                    jsonb not null default '{}',
  row_hash                     bytea,
  deleted_at                   timestamptz
);
comment on table servicetitan.st_purchase_order_types is
  'Kinds of purchase order.';
comment on column servicetitan.st_purchase_order_types.id is 'Row id of our own.';
comment on column servicetitan.st_purchase_order_types.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_purchase_order_types.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_purchase_order_types.name is 'Name of the kind.';
comment on column servicetitan.st_purchase_order_types.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_purchase_order_types.automatically_receive is
  'True when goods count as received at once.';
comment on column servicetitan.st_purchase_order_types.display_to_technician is
  'True when technicians see it.';
comment on column servicetitan.st_purchase_order_types.impact_to_technician_payroll is
  'True when it lowers commissions.';
comment on column servicetitan.st_purchase_order_types.exclude_tax_from_job_costing is
  'True when tax is no cost of the job.';
comment on column servicetitan.st_purchase_order_types.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_purchase_order_types.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_purchase_order_types.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_purchase_order_types.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_purchase_order_types.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_purchase_order_types.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_purchase_orders (
  id                     uuid primary key default gen_random_uuid(),
  st_id                  bigint not null unique,
  tenant_id              bigint,
  po_number              varchar(100),
  status                 varchar(50),
  type_id                bigint,
  vendor_id              bigint,
  vendor_document_number varchar(255),
  job_id                 bigint,
  project_id             bigint,
  invoice_id             bigint,
  technician_id          bigint,
  business_unit_id       bigint,
  inventory_location_id  bigint,
  ship_to                jsonb,
  order_date             date,
  required_on            date,
  sent_on                timestamptz,
  received_on            timestamptz,
  total                  numeric(18,4),
  tax                    numeric(18,4),
  shipping               numeric(18,4),
  summary                text,
  batch_id               bigint,
  budget_code_id         bigint,
  custom_fields          jsonb,
  created_by_id          bigint,
  st_created_on          timestamptz,
  st_modified_on         timestamptz,
  local_synced_at        timestamptz not null default now(),
  full_data              jsonb not null default '{}',
  row_hash               bytea,
  deleted_at             timestamptz
);
create index st_purchase_orders_vendor_id_idx on servicetitan.st_purchase_orders (vendor_id);
create index st_purchase_orders_job_id_idx on servicetitan.st_purchase_orders (job_id);
create index st_purchase_orders_status_required_on_idx on servicetitan.st_purchase_orders (status, required_on);
comment on table servicetitan.st_purchase_orders is
  'Orders for goods.';
comment on column servicetitan.st_purchase_orders.id is 'Row id of our own.';
comment on column servicetitan.st_purchase_orders.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_purchase_orders.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_purchase_orders.po_number is 'Number people call the order by.';
comment on column servicetitan.st_purchase_orders.status is
  'Pending, Sent, PartiallyReceived, Received, Exported or Canceled.';
comment on column servicetitan.st_purchase_orders.type_id is 'Kind: st_purchase_order_types.st_id.';
comment on column servicetitan.st_purchase_orders.vendor_id is 'Vendor: st_vendors.st_id.';
comment on column servicetitan.st_purchase_orders.vendor_document_number is
  'Number on the vendor''s paper. Untrusted text.';
comment on column servicetitan.st_purchase_orders.job_id is 'Job: st_jobs.st_id.';
comment on column servicetitan.st_purchase_orders.project_id is 'Project: st_projects.st_id.';
comment on column servicetitan.st_purchase_orders.invoice_id is 'Invoice: st_invoices.st_id.';
comment on column servicetitan.st_purchase_orders.technician_id is
  'Technician: st_technicians.st_id.';
comment on column servicetitan.st_purchase_orders.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column servicetitan.st_purchase_orders.inventory_location_id is
  'Warehouse or truck: st_warehouses.st_id or st_trucks.st_id.';
comment on column servicetitan.st_purchase_orders.ship_to is 'Address it goes to. Untrusted text.';
comment on column servicetitan.st_purchase_orders.order_date is 'Day it was made.';
comment on column servicetitan.st_purchase_orders.required_on is 'Day the goods are needed.';
comment on column servicetitan.st_purchase_orders.sent_on is 'When it was sent.';
comment on column servicetitan.st_purchase_orders.received_on is 'When the goods came.';
comment on column servicetitan.st_purchase_orders.total is 'Sum with tax and shipping.';
comment on column servicetitan.st_purchase_orders.tax is 'Tax.';
comment on column servicetitan.st_purchase_orders.shipping is 'Shipping.';
comment on column servicetitan.st_purchase_orders.summary is 'What it is for. Untrusted text.';
comment on column servicetitan.st_purchase_orders.batch_id is 'Accounting batch in ServiceTitan.';
comment on column servicetitan.st_purchase_orders.budget_code_id is 'Budget code in ServiceTitan.';
comment on column servicetitan.st_purchase_orders.custom_fields is
  'Custom fields as a list of type id, name and value. Untrusted text.';
comment on column servicetitan.st_purchase_orders.created_by_id is
  'User who created the record in ServiceTitan.';
comment on column servicetitan.st_purchase_orders.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_purchase_orders.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_purchase_orders.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_purchase_orders.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_purchase_orders.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_purchase_orders.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_purchase_order_items (
  id                 uuid primary key default gen_random_uuid(),
  st_id              bigint not null unique,
  tenant_id          bigint,
  purchase_order_id  bigint,
  sku_id             bigint,
  sku_name           varchar(255),
  sku_code           varchar(100),
  sku_type           varchar(50),
  vendor_part_number varchar(255),
  description        text,
  status             varchar(50),
  quantity           numeric(18,4),
  quantity_received  numeric(18,4),
  cost               numeric(18,4),
  total              numeric(18,4),
  chargeable         boolean,
  serial_numbers     jsonb,
  budget_code_id     bigint,
  st_created_on      timestamptz,
  st_modified_on     timestamptz,
  local_synced_at    timestamptz not null default now(),
  full_data          jsonb not null default '{}',
  row_hash           bytea,
  deleted_at         timestamptz
);
create index st_purchase_order_items_purchase_order_id_idx on servicetitan.st_purchase_order_items (purchase_order_id);
create index st_purchase_order_items_sku_id_idx on servicetitan.st_purchase_order_items (sku_id);
comment on table servicetitan.st_purchase_order_items is
  'Lines of purchase orders.';
comment on column servicetitan.st_purchase_order_items.id is 'Row id of our own.';
comment on column servicetitan.st_purchase_order_items.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_purchase_order_items.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_purchase_order_items.purchase_order_id is
  'Purchase order: st_purchase_orders.st_id.';
comment on column servicetitan.st_purchase_order_items.sku_id is 'Pricebook item.';
comment on column servicetitan.st_purchase_order_items.sku_name is 'Name of the pricebook item.';
comment on column servicetitan.st_purchase_order_items.sku_code is 'Code of the pricebook item.';
comment on column servicetitan.st_purchase_order_items.sku_type is 'Kind of pricebook item.';
comment on column servicetitan.st_purchase_order_items.vendor_part_number is
  'The vendor''s part number.';
comment on column servicetitan.st_purchase_order_items.description is
  'Text of the line. Untrusted text.';
comment on column servicetitan.st_purchase_order_items.status is 'How far it has come.';
comment on column servicetitan.st_purchase_order_items.quantity is 'How many were ordered.';
comment on column servicetitan.st_purchase_order_items.quantity_received is 'How many came.';
comment on column servicetitan.st_purchase_order_items.cost is 'Cost of one.';
comment on column servicetitan.st_purchase_order_items.total is 'Cost of the line.';
comment on column servicetitan.st_purchase_order_items.chargeable is
  'False when the line is not charged on.';
comment on column servicetitan.st_purchase_order_items.serial_numbers is 'Serial numbers received.';
comment on column servicetitan.st_purchase_order_items.budget_code_id is
  'Budget code in ServiceTitan.';
comment on column servicetitan.st_purchase_order_items.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_purchase_order_items.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_purchase_order_items.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_purchase_order_items.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_purchase_order_items.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_purchase_order_items.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';
