-- The pricebook and its sync tables as they stand after all migrations.

create schema if not exists pricebook;
comment on schema pricebook is 'Services, materials, equipment and their prices, with sync history.';

create table pricebook.pb_categories (
  id                uuid primary key default gen_random_uuid(),
  st_id             bigint not null unique,
  tenant_id         bigint,
  name              varchar(255),
  description       text,
  parent_id         bigint,
  category_type     varchar(50),
  sort_order        integer,
  business_unit_ids bigint[],
  image             text,
  sku_images        text[],
  sku_videos        text[],
  hide_in_mobile    boolean,
  source            varchar(100),
  external_id       varchar(255),
  active            boolean,
  local_modified_at timestamptz,
  sync_status       varchar(50) not null default 'synced',
  st_created_on     timestamptz,
  st_modified_on    timestamptz,
  local_synced_at   timestamptz not null default now(),
  full_data         jsonb not null default '{}',
  row_hash          bytea,
  deleted_at        timestamptz
);
create index pb_categories_parent_id_idx on pricebook.pb_categories (parent_id);
create index pb_categories_name_idx on pricebook.pb_categories (name);
comment on table pricebook.pb_categories is
  'Groups of pricebook items, as a tree.';
comment on column pricebook.pb_categories.id is 'Row id of our own.';
comment on column pricebook.pb_categories.st_id is 'ServiceTitan''s id, unique within the tenant.';
comment on column pricebook.pb_categories.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column pricebook.pb_categories.name is 'Name of the category.';
comment on column pricebook.pb_categories.description is 'What it holds.';
comment on column pricebook.pb_categories.parent_id is 'Category above: pb_categories.st_id.';
comment on column pricebook.pb_categories.category_type is 'Services or Materials.';
comment on column pricebook.pb_categories.sort_order is 'Place in lists.';
comment on column pricebook.pb_categories.business_unit_ids is
  'Business units that use it: st_business_units.st_id.';
comment on column pricebook.pb_categories.image is 'Picture.';
comment on column pricebook.pb_categories.sku_images is 'Pictures shown with its items.';
comment on column pricebook.pb_categories.sku_videos is 'Videos shown with its items.';
comment on column pricebook.pb_categories.hide_in_mobile is 'True when technicians do not see it.';
comment on column pricebook.pb_categories.source is 'Where it came from, when it was imported.';
comment on column pricebook.pb_categories.external_id is 'Id it had there.';
comment on column pricebook.pb_categories.active is
  'False when ServiceTitan has switched the record off.';
comment on column pricebook.pb_categories.local_modified_at is
  'When somebody last edited this row here; the sync never sets it.';
comment on column pricebook.pb_categories.sync_status is
  'State of the row: synced, pending, failed or conflict.';
comment on column pricebook.pb_categories.st_created_on is 'When ServiceTitan created the record.';
comment on column pricebook.pb_categories.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column pricebook.pb_categories.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column pricebook.pb_categories.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column pricebook.pb_categories.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column pricebook.pb_categories.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table pricebook.pb_services (
  id                  uuid primary key default gen_random_uuid(),
  st_id               bigint not null unique,
  tenant_id           bigint,
  code                varchar(100),
  name                varchar(500),
  description         text,
  category_ids        bigint[],
  price               numeric(18,4),
  member_price        numeric(18,4),
  add_on_price        numeric(18,4),
  add_on_member_price numeric(18,4),
  use_static_prices   boolean,
  calculated_price    numeric(18,4),
  cost                numeric(18,4),
  hours               numeric(12,4),
  is_labor            boolean,
  taxable             boolean,
  account             varchar(255),
  cross_sale_group    varchar(100),
  warranty            jsonb,
  recommendations     bigint[],
  upgrades            bigint[],
  service_materials   jsonb,
  service_equipment   jsonb,
  assets              jsonb,
  default_asset_url   text,
  business_unit_id    bigint,
  pays_commission     boolean,
  bonus               numeric(12,4),
  commission_bonus    numeric(12,4),
  sold_by_commission  numeric(12,4),
  source              varchar(100),
  external_id         varchar(255),
  external_data       jsonb,
  active              boolean,
  local_modified_at   timestamptz,
  sync_status         varchar(50) not null default 'synced',
  st_created_on       timestamptz,
  st_modified_on      timestamptz,
  local_synced_at     timestamptz not null default now(),
  full_data           jsonb not null default '{}',
  row_hash            bytea,
  deleted_at          timestamptz
);
create index pb_services_code_idx on pricebook.pb_services (code);
create index pb_services_name_trgm_idx on pricebook.pb_services using gin (name public.gin_trgm_ops);
create index pb_services_categories_idx on pricebook.pb_services using gin (category_ids);
comment on table pricebook.pb_services is
  'Work on offer with its price.';
comment on column pricebook.pb_services.id is 'Row id of our own.';
comment on column pricebook.pb_services.st_id is 'ServiceTitan''s id, unique within the tenant.';
comment on column pricebook.pb_services.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column pricebook.pb_services.code is 'Short code.';
comment on column pricebook.pb_services.name is 'Name, as people search for it.';
comment on column pricebook.pb_services.description is 'What the customer reads. Untrusted text.';
comment on column pricebook.pb_services.category_ids is
  'Categories it stands in: pb_categories.st_id.';
comment on column pricebook.pb_services.price is 'Price of one.';
comment on column pricebook.pb_services.member_price is 'Price of one for members.';
comment on column pricebook.pb_services.add_on_price is 'Price of one beside other work.';
comment on column pricebook.pb_services.add_on_member_price is
  'Price of one beside other work, for members.';
comment on column pricebook.pb_services.use_static_prices is
  'False or empty when the price is worked out at invoicing.';
comment on column pricebook.pb_services.calculated_price is 'Price worked out by ServiceTitan.';
comment on column pricebook.pb_services.cost is 'Cost of one.';
comment on column pricebook.pb_services.hours is 'Hours of work sold with it.';
comment on column pricebook.pb_services.is_labor is 'True when it is labour only.';
comment on column pricebook.pb_services.taxable is 'True when tax is charged.';
comment on column pricebook.pb_services.account is 'Income account.';
comment on column pricebook.pb_services.cross_sale_group is 'Group of items offered together.';
comment on column pricebook.pb_services.warranty is 'Length and text of the warranty.';
comment on column pricebook.pb_services.recommendations is
  'Services offered with it: pb_services.st_id.';
comment on column pricebook.pb_services.upgrades is
  'Better services offered instead: pb_services.st_id.';
comment on column pricebook.pb_services.service_materials is 'Materials used, each with quantity.';
comment on column pricebook.pb_services.service_equipment is 'Equipment used, each with quantity.';
comment on column pricebook.pb_services.assets is 'Pictures, videos and documents.';
comment on column pricebook.pb_services.default_asset_url is 'Picture shown first.';
comment on column pricebook.pb_services.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column pricebook.pb_services.pays_commission is 'True when commission is paid.';
comment on column pricebook.pb_services.bonus is 'Bonus paid when it is sold, in percent.';
comment on column pricebook.pb_services.commission_bonus is
  'Commission paid when it is sold, in percent.';
comment on column pricebook.pb_services.sold_by_commission is
  'Commission for the seller, in percent.';
comment on column pricebook.pb_services.source is 'Where it came from, when it was imported.';
comment on column pricebook.pb_services.external_id is 'Id it had there.';
comment on column pricebook.pb_services.external_data is
  'Key and value pairs that integrations keep on the record; applicationGuid says whose, where a tool wrote it. Untrusted text.';
comment on column pricebook.pb_services.active is
  'False when ServiceTitan has switched the record off.';
comment on column pricebook.pb_services.local_modified_at is
  'When somebody last edited this row here; the sync never sets it.';
comment on column pricebook.pb_services.sync_status is
  'State of the row: synced, pending, failed or conflict.';
comment on column pricebook.pb_services.st_created_on is 'When ServiceTitan created the record.';
comment on column pricebook.pb_services.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column pricebook.pb_services.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column pricebook.pb_services.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column pricebook.pb_services.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column pricebook.pb_services.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table pricebook.pb_materials (
  id                        uuid primary key default gen_random_uuid(),
  st_id                     bigint not null unique,
  tenant_id                 bigint,
  code                      varchar(100),
  name                      varchar(500),
  description               text,
  category_ids              bigint[],
  cost                      numeric(18,4),
  price                     numeric(18,4),
  member_price              numeric(18,4),
  add_on_price              numeric(18,4),
  add_on_member_price       numeric(18,4),
  hours                     numeric(12,4),
  unit_of_measure           varchar(50),
  is_inventory              boolean,
  is_configurable           boolean,
  chargeable_by_default     boolean,
  deduct_as_job_cost        boolean,
  is_other_direct_cost      boolean,
  taxable                   boolean,
  account                   varchar(255),
  cost_of_sale_account      varchar(255),
  asset_account             varchar(255),
  general_ledger_account_id bigint,
  primary_vendor            jsonb,
  other_vendors             jsonb,
  assets                    jsonb,
  default_asset_url         text,
  business_unit_id          bigint,
  pays_commission           boolean,
  bonus                     numeric(12,4),
  commission_bonus          numeric(12,4),
  source                    varchar(100),
  external_id               varchar(255),
  external_data             jsonb,
  active                    boolean,
  created_by_id             bigint,
  local_modified_at         timestamptz,
  sync_status               varchar(50) not null default 'synced',
  st_created_on             timestamptz,
  st_modified_on            timestamptz,
  local_synced_at           timestamptz not null default now(),
  full_data                 jsonb not null default '{}',
  row_hash                  bytea,
  deleted_at                timestamptz
);
create index pb_materials_code_idx on pricebook.pb_materials (code);
create index pb_materials_name_trgm_idx on pricebook.pb_materials using gin (name public.gin_trgm_ops);
create index pb_materials_categories_idx on pricebook.pb_materials using gin (category_ids);
comment on table pricebook.pb_materials is
  'Materials with cost and price.';
comment on column pricebook.pb_materials.id is 'Row id of our own.';
comment on column pricebook.pb_materials.st_id is 'ServiceTitan''s id, unique within the tenant.';
comment on column pricebook.pb_materials.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column pricebook.pb_materials.code is 'Short code.';
comment on column pricebook.pb_materials.name is 'Name, as people search for it.';
comment on column pricebook.pb_materials.description is 'What the customer reads. Untrusted text.';
comment on column pricebook.pb_materials.category_ids is
  'Categories it stands in: pb_categories.st_id.';
comment on column pricebook.pb_materials.cost is 'Cost of one.';
comment on column pricebook.pb_materials.price is 'Price of one.';
comment on column pricebook.pb_materials.member_price is 'Price of one for members.';
comment on column pricebook.pb_materials.add_on_price is 'Price of one beside other work.';
comment on column pricebook.pb_materials.add_on_member_price is
  'Price of one beside other work, for members.';
comment on column pricebook.pb_materials.hours is 'Hours of work sold with it.';
comment on column pricebook.pb_materials.unit_of_measure is 'Unit it is counted in.';
comment on column pricebook.pb_materials.is_inventory is 'True when it is kept in stock.';
comment on column pricebook.pb_materials.is_configurable is
  'True when it stands for several variants.';
comment on column pricebook.pb_materials.chargeable_by_default is
  'True when it is charged unless said otherwise.';
comment on column pricebook.pb_materials.deduct_as_job_cost is
  'True when its cost lowers the job''s commission base.';
comment on column pricebook.pb_materials.is_other_direct_cost is
  'True when it is a direct cost other than goods.';
comment on column pricebook.pb_materials.taxable is 'True when tax is charged.';
comment on column pricebook.pb_materials.account is 'Income account.';
comment on column pricebook.pb_materials.cost_of_sale_account is 'Cost account.';
comment on column pricebook.pb_materials.asset_account is 'Asset account.';
comment on column pricebook.pb_materials.general_ledger_account_id is
  'Ledger account in ServiceTitan.';
comment on column pricebook.pb_materials.primary_vendor is
  'Usual vendor with part number and cost.';
comment on column pricebook.pb_materials.other_vendors is
  'Other vendors with part numbers and costs.';
comment on column pricebook.pb_materials.assets is 'Pictures, videos and documents.';
comment on column pricebook.pb_materials.default_asset_url is 'Picture shown first.';
comment on column pricebook.pb_materials.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column pricebook.pb_materials.pays_commission is 'True when commission is paid.';
comment on column pricebook.pb_materials.bonus is 'Bonus paid when it is sold, in percent.';
comment on column pricebook.pb_materials.commission_bonus is
  'Commission paid when it is sold, in percent.';
comment on column pricebook.pb_materials.source is 'Where it came from, when it was imported.';
comment on column pricebook.pb_materials.external_id is 'Id it had there.';
comment on column pricebook.pb_materials.external_data is
  'Key and value pairs that integrations keep on the record; applicationGuid says whose, where a tool wrote it. Untrusted text.';
comment on column pricebook.pb_materials.active is
  'False when ServiceTitan has switched the record off.';
comment on column pricebook.pb_materials.created_by_id is
  'User who created the record in ServiceTitan.';
comment on column pricebook.pb_materials.local_modified_at is
  'When somebody last edited this row here; the sync never sets it.';
comment on column pricebook.pb_materials.sync_status is
  'State of the row: synced, pending, failed or conflict.';
comment on column pricebook.pb_materials.st_created_on is 'When ServiceTitan created the record.';
comment on column pricebook.pb_materials.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column pricebook.pb_materials.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column pricebook.pb_materials.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column pricebook.pb_materials.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column pricebook.pb_materials.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table pricebook.pb_equipment (
  id                        uuid primary key default gen_random_uuid(),
  st_id                     bigint not null unique,
  tenant_id                 bigint,
  code                      varchar(100),
  name                      varchar(500),
  description               text,
  category_ids              bigint[],
  manufacturer              varchar(255),
  model                     varchar(255),
  equipment_type_id         bigint,
  cost                      numeric(18,4),
  price                     numeric(18,4),
  member_price              numeric(18,4),
  add_on_price              numeric(18,4),
  add_on_member_price       numeric(18,4),
  hours                     numeric(12,4),
  unit_of_measure           varchar(50),
  is_inventory              boolean,
  is_configurable           boolean,
  taxable                   boolean,
  account                   varchar(255),
  cost_of_sale_account      varchar(255),
  asset_account             varchar(255),
  general_ledger_account_id bigint,
  manufacturer_warranty     jsonb,
  service_warranty          jsonb,
  dimensions                jsonb,
  equipment_materials       jsonb,
  recommendations           jsonb,
  upgrades                  bigint[],
  cross_sale_group          varchar(100),
  primary_vendor            jsonb,
  other_vendors             jsonb,
  assets                    jsonb,
  default_asset_url         text,
  pays_commission           boolean,
  bonus                     numeric(12,4),
  commission_bonus          numeric(12,4),
  source                    varchar(100),
  external_id               varchar(255),
  external_data             jsonb,
  active                    boolean,
  local_modified_at         timestamptz,
  sync_status               varchar(50) not null default 'synced',
  st_created_on             timestamptz,
  st_modified_on            timestamptz,
  local_synced_at           timestamptz not null default now(),
  full_data                 jsonb not null default '{}',
  row_hash                  bytea,
  deleted_at                timestamptz
);
create index pb_equipment_code_idx on pricebook.pb_equipment (code);
create index pb_equipment_name_trgm_idx on pricebook.pb_equipment using gin (name public.gin_trgm_ops);
create index pb_equipment_categories_idx on pricebook.pb_equipment using gin (category_ids);
create index pb_equipment_manufacturer_model_idx on pricebook.pb_equipment (manufacturer, model);
comment on table pricebook.pb_equipment is
  'Equipment with cost and price.';
comment on column pricebook.pb_equipment.id is 'Row id of our own.';
comment on column pricebook.pb_equipment.st_id is 'ServiceTitan''s id, unique within the tenant.';
comment on column pricebook.pb_equipment.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column pricebook.pb_equipment.code is 'Short code.';
comment on column pricebook.pb_equipment.name is 'Name, as people search for it.';
comment on column pricebook.pb_equipment.description is 'What the customer reads. Untrusted text.';
comment on column pricebook.pb_equipment.category_ids is
  'Categories it stands in: pb_categories.st_id.';
comment on column pricebook.pb_equipment.manufacturer is 'Manufacturer.';
comment on column pricebook.pb_equipment.model is 'Model.';
comment on column pricebook.pb_equipment.equipment_type_id is 'Type of equipment in ServiceTitan.';
comment on column pricebook.pb_equipment.cost is 'Cost of one.';
comment on column pricebook.pb_equipment.price is 'Price of one.';
comment on column pricebook.pb_equipment.member_price is 'Price of one for members.';
comment on column pricebook.pb_equipment.add_on_price is 'Price of one beside other work.';
comment on column pricebook.pb_equipment.add_on_member_price is
  'Price of one beside other work, for members.';
comment on column pricebook.pb_equipment.hours is 'Hours of work sold with it.';
comment on column pricebook.pb_equipment.unit_of_measure is 'Unit it is counted in.';
comment on column pricebook.pb_equipment.is_inventory is 'True when it is kept in stock.';
comment on column pricebook.pb_equipment.is_configurable is
  'True when it stands for several variants.';
comment on column pricebook.pb_equipment.taxable is 'True when tax is charged.';
comment on column pricebook.pb_equipment.account is 'Income account.';
comment on column pricebook.pb_equipment.cost_of_sale_account is 'Cost account.';
comment on column pricebook.pb_equipment.asset_account is 'Asset account.';
comment on column pricebook.pb_equipment.general_ledger_account_id is
  'Ledger account in ServiceTitan.';
comment on column pricebook.pb_equipment.manufacturer_warranty is
  'Length and text of the manufacturer''s warranty.';
comment on column pricebook.pb_equipment.service_warranty is 'Length and text of our own warranty.';
comment on column pricebook.pb_equipment.dimensions is 'Height, width and depth.';
comment on column pricebook.pb_equipment.equipment_materials is
  'Materials used, each with quantity.';
comment on column pricebook.pb_equipment.recommendations is 'Items offered with it.';
comment on column pricebook.pb_equipment.upgrades is
  'Better equipment offered instead: pb_equipment.st_id.';
comment on column pricebook.pb_equipment.cross_sale_group is 'Group of items offered together.';
comment on column pricebook.pb_equipment.primary_vendor is
  'Usual vendor with part number and cost.';
comment on column pricebook.pb_equipment.other_vendors is
  'Other vendors with part numbers and costs.';
comment on column pricebook.pb_equipment.assets is 'Pictures, videos and documents.';
comment on column pricebook.pb_equipment.default_asset_url is 'Picture shown first.';
comment on column pricebook.pb_equipment.pays_commission is 'True when commission is paid.';
comment on column pricebook.pb_equipment.bonus is 'Bonus paid when it is sold, in percent.';
comment on column pricebook.pb_equipment.commission_bonus is
  'Commission paid when it is sold, in percent.';
comment on column pricebook.pb_equipment.source is 'Where it came from, when it was imported.';
comment on column pricebook.pb_equipment.external_id is 'Id it had there.';
comment on column pricebook.pb_equipment.external_data is
  'Key and value pairs that integrations keep on the record; applicationGuid says whose, where a tool wrote it. Untrusted text.';
comment on column pricebook.pb_equipment.active is
  'False when ServiceTitan has switched the record off.';
comment on column pricebook.pb_equipment.local_modified_at is
  'When somebody last edited this row here; the sync never sets it.';
comment on column pricebook.pb_equipment.sync_status is
  'State of the row: synced, pending, failed or conflict.';
comment on column pricebook.pb_equipment.st_created_on is 'When ServiceTitan created the record.';
comment on column pricebook.pb_equipment.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column pricebook.pb_equipment.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column pricebook.pb_equipment.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column pricebook.pb_equipment.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column pricebook.pb_equipment.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table pricebook.pb_discounts (
  id                   uuid primary key default gen_random_uuid(),
  st_id                bigint not null unique,
  tenant_id            bigint,
  code                 varchar(100),
  name                 varchar(500),
  description          text,
  type                 varchar(50),
  amount_type          varchar(50),
  amount               numeric(18,4),
  amount_limit         numeric(18,4),
  category_ids         bigint[],
  hours                numeric(12,4),
  taxable              boolean,
  account              varchar(255),
  cross_sale_group     varchar(100),
  pays_commission      boolean,
  exclude_from_payroll boolean,
  bonus                numeric(12,4),
  commission_bonus     numeric(12,4),
  assets               jsonb,
  external_data        jsonb,
  active               boolean,
  local_modified_at    timestamptz,
  sync_status          varchar(50) not null default 'synced',
  st_created_on        timestamptz,
  st_modified_on       timestamptz,
  local_synced_at      timestamptz not null default now(),
  full_data            jsonb not null default '{}',
  row_hash             bytea,
  deleted_at           timestamptz
);
create index pb_discounts_code_idx on pricebook.pb_discounts (code);
comment on table pricebook.pb_discounts is
  'Discounts and fees.';
comment on column pricebook.pb_discounts.id is 'Row id of our own.';
comment on column pricebook.pb_discounts.st_id is 'ServiceTitan''s id, unique within the tenant.';
comment on column pricebook.pb_discounts.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column pricebook.pb_discounts.code is 'Short code.';
comment on column pricebook.pb_discounts.name is 'Name, as people search for it.';
comment on column pricebook.pb_discounts.description is 'What the customer reads. Untrusted text.';
comment on column pricebook.pb_discounts.type is 'Discount or Fee.';
comment on column pricebook.pb_discounts.amount_type is 'Percentage or Fixed.';
comment on column pricebook.pb_discounts.amount is 'Percentage or sum.';
comment on column pricebook.pb_discounts.amount_limit is 'Most it may come to.';
comment on column pricebook.pb_discounts.category_ids is
  'Categories it stands in: pb_categories.st_id.';
comment on column pricebook.pb_discounts.hours is 'Hours of work sold with it.';
comment on column pricebook.pb_discounts.taxable is 'True when tax is charged.';
comment on column pricebook.pb_discounts.account is 'Income account.';
comment on column pricebook.pb_discounts.cross_sale_group is 'Group of items offered together.';
comment on column pricebook.pb_discounts.pays_commission is 'True when commission is paid.';
comment on column pricebook.pb_discounts.exclude_from_payroll is
  'True when payroll does not see it.';
comment on column pricebook.pb_discounts.bonus is 'Bonus paid when it is sold, in percent.';
comment on column pricebook.pb_discounts.commission_bonus is
  'Commission paid when it is sold, in percent.';
comment on column pricebook.pb_discounts.assets is 'Pictures, videos and documents.';
comment on column pricebook.pb_discounts.external_data is
  'Key and value pairs that integrations keep on the record; applicationGuid says whose, where a tool wrote it. Untrusted text.';
comment on column pricebook.pb_discounts.active is
  'False when ServiceTitan has switched the record off.';
comment on column pricebook.pb_discounts.local_modified_at is
  'When somebody last edited this row here; the sync never sets it.';
comment on column pricebook.pb_discounts.sync_status is
  'State of the row: synced, pending, failed or conflict.';
comment on column pricebook.pb_discounts.st_created_on is 'When ServiceTitan created the record.';
comment on column pricebook.pb_discounts.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column pricebook.pb_discounts.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column pricebook.pb_discounts.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column pricebook.pb_discounts.row_hash is
  '16-byte XXH3 of the record''s bytes; equal hashes mean nothing changed.';
comment on column pricebook.pb_discounts.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table pricebook.pb_sync_log (
  id                 uuid primary key default gen_random_uuid(),
  sync_type          varchar(50) not null,
  direction          varchar(20) not null,
  status             varchar(50) not null,
  records_fetched    integer not null default 0,
  records_created    integer not null default 0,
  records_updated    integer not null default 0,
  records_deleted    integer not null default 0,
  records_skipped    integer not null default 0,
  conflicts_detected integer not null default 0,
  errors_encountered integer not null default 0,
  started_at         timestamptz not null default now(),
  completed_at       timestamptz,
  duration_ms        integer,
  error_message      text,
  triggered_by       varchar(100),
  results            jsonb
);
create index pb_sync_log_started_at_idx on pricebook.pb_sync_log (started_at desc);
comment on table pricebook.pb_sync_log is
  'One row per pricebook sync.';
comment on column pricebook.pb_sync_log.id is 'Row id of our own.';
comment on column pricebook.pb_sync_log.sync_type is 'Kind of run: full or incremental.';
comment on column pricebook.pb_sync_log.direction is 'from_st or to_st.';
comment on column pricebook.pb_sync_log.status is 'running, completed, failed or partial.';
comment on column pricebook.pb_sync_log.records_fetched is 'Records received.';
comment on column pricebook.pb_sync_log.records_created is 'Records created.';
comment on column pricebook.pb_sync_log.records_updated is 'Records changed.';
comment on column pricebook.pb_sync_log.records_deleted is 'Rows marked as deleted.';
comment on column pricebook.pb_sync_log.records_skipped is 'Records left alone.';
comment on column pricebook.pb_sync_log.conflicts_detected is 'Conflicts found.';
comment on column pricebook.pb_sync_log.errors_encountered is 'Records that failed.';
comment on column pricebook.pb_sync_log.started_at is 'When it began.';
comment on column pricebook.pb_sync_log.completed_at is 'When it ended.';
comment on column pricebook.pb_sync_log.duration_ms is 'How long it took, in milliseconds.';
comment on column pricebook.pb_sync_log.error_message is
  'What went wrong, in one sentence. Untrusted text.';
comment on column pricebook.pb_sync_log.triggered_by is 'Who or what started it.';
comment on column pricebook.pb_sync_log.results is 'Counts by kind of item.';

create table pricebook.pb_sync_conflicts (
  id               uuid primary key default gen_random_uuid(),
  entity_type      varchar(20) not null,
  st_id            bigint not null,
  conflict_type    varchar(50) not null,
  st_data          jsonb not null,
  local_data       jsonb not null,
  diff             jsonb,
  status           varchar(50) not null default 'unresolved',
  resolved_data    jsonb,
  resolved_at      timestamptz,
  resolved_by      varchar(255),
  resolution_notes text,
  created_at       timestamptz not null default now()
);
create unique index pb_sync_conflicts_open_key on pricebook.pb_sync_conflicts (entity_type, st_id) where status = 'unresolved';
comment on table pricebook.pb_sync_conflicts is
  'Items edited here and in ServiceTitan at the same time; one open row per item.';
comment on column pricebook.pb_sync_conflicts.id is 'Row id of our own.';
comment on column pricebook.pb_sync_conflicts.entity_type is
  'category, service, material, equipment or discount.';
comment on column pricebook.pb_sync_conflicts.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column pricebook.pb_sync_conflicts.conflict_type is
  'both_modified, deleted_here or deleted_there.';
comment on column pricebook.pb_sync_conflicts.st_data is 'ServiceTitan''s version. Untrusted text.';
comment on column pricebook.pb_sync_conflicts.local_data is 'Our version. Untrusted text.';
comment on column pricebook.pb_sync_conflicts.diff is 'Fields that differ. Untrusted text.';
comment on column pricebook.pb_sync_conflicts.status is
  'unresolved, keep_st, keep_local, merged or ignored.';
comment on column pricebook.pb_sync_conflicts.resolved_data is
  'What was settled on. Untrusted text.';
comment on column pricebook.pb_sync_conflicts.resolved_at is 'When it was settled.';
comment on column pricebook.pb_sync_conflicts.resolved_by is 'Who settled it.';
comment on column pricebook.pb_sync_conflicts.resolution_notes is 'Why. Untrusted text.';
comment on column pricebook.pb_sync_conflicts.created_at is 'When this row was made.';

create table pricebook.pb_changes (
  id          bigint primary key generated always as identity,
  entity_type varchar(20) not null,
  st_id       bigint not null,
  action      varchar(20) not null,
  source      varchar(50) not null,
  changed     jsonb not null default '{}',
  principal   varchar(255),
  sync_log_id uuid references pricebook.pb_sync_log (id) on delete set null,
  created_at  timestamptz not null default now()
);
create index pb_changes_entity_type_st_id_idx on pricebook.pb_changes (entity_type, st_id);
create index pb_changes_created_at_idx on pricebook.pb_changes (created_at);
comment on table pricebook.pb_changes is
  'Edits of pricebook items made here or by the sync, with the values before and after.';
comment on column pricebook.pb_changes.id is 'Row id of our own.';
comment on column pricebook.pb_changes.entity_type is
  'category, service, material, equipment or discount.';
comment on column pricebook.pb_changes.st_id is 'ServiceTitan''s id, unique within the tenant.';
comment on column pricebook.pb_changes.action is 'create, update, delete or restore.';
comment on column pricebook.pb_changes.source is 'Who did it: sync, tool, chat or person.';
comment on column pricebook.pb_changes.changed is
  'Changed fields, each with its value before and after. Untrusted text.';
comment on column pricebook.pb_changes.principal is 'Who did it.';
comment on column pricebook.pb_changes.sync_log_id is 'Sync that did it.';
comment on column pricebook.pb_changes.created_at is 'When this row was made.';
