-- Estimates and invoices with their lines, payments and what they paid.

create table servicetitan.st_estimates (
  id                           uuid primary key default gen_random_uuid(),
  st_id                        bigint not null unique,
  tenant_id                    bigint,
  job_id                       bigint,
  job_number                   varchar(50),
  project_id                   bigint,
  customer_id                  bigint,
  location_id                  bigint,
  business_unit_id             bigint,
  business_unit_name           varchar(255),
  name                         varchar(500),
  summary                      text,
  status                       varchar(50),
  status_value                 integer,
  review_status                varchar(50),
  sold_on                      timestamptz,
  sold_by_id                   bigint,
  is_recommended               boolean,
  is_change_order              boolean,
  proposal_tag_name            varchar(255),
  subtotal                     numeric(18,4),
  tax                          numeric(18,4),
  total                        numeric(18,4) generated always as (subtotal + coalesce(tax, 0)) stored,
  deposit_amount               numeric(18,4),
  deposit_percent              numeric(9,4),
  require_deposit_on_signature boolean,
  external_links               jsonb,
  budget_code_id               bigint,
  active                       boolean,
  st_created_on                timestamptz,
  st_modified_on               timestamptz,
  local_synced_at              timestamptz not null default now(),
  full_data                    jsonb not null default '{}',
  row_hash                     bytea,
  deleted_at                   timestamptz
);
create index st_estimates_job_id_idx on servicetitan.st_estimates (job_id);
create index st_estimates_customer_id_idx on servicetitan.st_estimates (customer_id);
create index st_estimates_location_id_idx on servicetitan.st_estimates (location_id);
create index st_estimates_open_idx on servicetitan.st_estimates (st_created_on) where status = 'Open';
create index st_estimates_sold_idx on servicetitan.st_estimates (sold_by_id, sold_on) where status = 'Sold';
create index st_estimates_sold_on_idx on servicetitan.st_estimates (sold_on);
comment on table servicetitan.st_estimates is
  'Quotes given to customers.';
comment on column servicetitan.st_estimates.id is 'Row id of our own.';
comment on column servicetitan.st_estimates.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_estimates.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_estimates.job_id is 'Job: st_jobs.st_id.';
comment on column servicetitan.st_estimates.job_number is 'Number of that job.';
comment on column servicetitan.st_estimates.project_id is 'Project: st_projects.st_id.';
comment on column servicetitan.st_estimates.customer_id is 'Customer: st_customers.st_id.';
comment on column servicetitan.st_estimates.location_id is 'Service location: st_locations.st_id.';
comment on column servicetitan.st_estimates.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column servicetitan.st_estimates.business_unit_name is 'Name of the business unit.';
comment on column servicetitan.st_estimates.name is 'Title of the quote. Untrusted text.';
comment on column servicetitan.st_estimates.summary is 'What the quote says. Untrusted text.';
comment on column servicetitan.st_estimates.status is 'Open, Sold or Dismissed.';
comment on column servicetitan.st_estimates.status_value is
  'ServiceTitan''s number for the status.';
comment on column servicetitan.st_estimates.review_status is
  'None, NeedsApproval, Approved or NotApproved.';
comment on column servicetitan.st_estimates.sold_on is 'When the customer accepted.';
comment on column servicetitan.st_estimates.sold_by_id is
  'Technician who sold it: st_technicians.st_id.';
comment on column servicetitan.st_estimates.is_recommended is
  'True for the option recommended to the customer.';
comment on column servicetitan.st_estimates.is_change_order is
  'True when it changes work already sold.';
comment on column servicetitan.st_estimates.proposal_tag_name is
  'Name of the option, such as good, better or best. Untrusted text.';
comment on column servicetitan.st_estimates.subtotal is 'Sum before tax.';
comment on column servicetitan.st_estimates.tax is 'Tax.';
comment on column servicetitan.st_estimates.total is 'Sum with tax.';
comment on column servicetitan.st_estimates.deposit_amount is 'Deposit asked for.';
comment on column servicetitan.st_estimates.deposit_percent is 'Deposit asked for, in percent.';
comment on column servicetitan.st_estimates.require_deposit_on_signature is
  'True when the deposit is due at signature.';
comment on column servicetitan.st_estimates.external_links is
  'Links kept on the quote. Untrusted text.';
comment on column servicetitan.st_estimates.budget_code_id is 'Budget code in ServiceTitan.';
comment on column servicetitan.st_estimates.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_estimates.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_estimates.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_estimates.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_estimates.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_estimates.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_estimates.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_estimate_items (
  id                 uuid primary key default gen_random_uuid(),
  st_id              bigint not null unique,
  tenant_id          bigint,
  estimate_id        bigint,
  sku_id             bigint,
  sku_name           varchar(255),
  sku_display_name   varchar(500),
  sku_type           varchar(50),
  sku_account        varchar(255),
  description        text,
  quantity           numeric(18,4),
  unit_rate          numeric(18,4),
  total              numeric(18,4),
  unit_cost          numeric(18,4),
  total_cost         numeric(18,4),
  sold_hours         numeric(18,4),
  item_group_name    varchar(255),
  item_group_root_id bigint,
  chargeable         boolean,
  invoice_item_id    bigint,
  membership_type_id bigint,
  budget_code_id     bigint,
  st_created_on      timestamptz,
  st_modified_on     timestamptz,
  local_synced_at    timestamptz not null default now(),
  full_data          jsonb not null default '{}',
  row_hash           bytea,
  deleted_at         timestamptz
);
create index st_estimate_items_estimate_id_idx on servicetitan.st_estimate_items (estimate_id);
create index st_estimate_items_sku_id_idx on servicetitan.st_estimate_items (sku_id);
comment on table servicetitan.st_estimate_items is
  'Lines of quotes.';
comment on column servicetitan.st_estimate_items.id is 'Row id of our own.';
comment on column servicetitan.st_estimate_items.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_estimate_items.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_estimate_items.estimate_id is 'Estimate: st_estimates.st_id.';
comment on column servicetitan.st_estimate_items.sku_id is 'Pricebook item.';
comment on column servicetitan.st_estimate_items.sku_name is 'Code of the pricebook item.';
comment on column servicetitan.st_estimate_items.sku_display_name is
  'Name of the pricebook item. Untrusted text.';
comment on column servicetitan.st_estimate_items.sku_type is 'Kind of pricebook item.';
comment on column servicetitan.st_estimate_items.sku_account is 'Account of the pricebook item.';
comment on column servicetitan.st_estimate_items.description is 'Text of the line. Untrusted text.';
comment on column servicetitan.st_estimate_items.quantity is 'How many.';
comment on column servicetitan.st_estimate_items.unit_rate is 'Price of one.';
comment on column servicetitan.st_estimate_items.total is 'Price of the line.';
comment on column servicetitan.st_estimate_items.unit_cost is 'Cost of one.';
comment on column servicetitan.st_estimate_items.total_cost is 'Cost of the line.';
comment on column servicetitan.st_estimate_items.sold_hours is 'Hours sold with the line.';
comment on column servicetitan.st_estimate_items.item_group_name is
  'Group heading the line stands under. Untrusted text.';
comment on column servicetitan.st_estimate_items.item_group_root_id is
  'Id of the group the line stands under.';
comment on column servicetitan.st_estimate_items.chargeable is
  'False when the line costs the customer nothing.';
comment on column servicetitan.st_estimate_items.invoice_item_id is
  'Invoice line: st_invoice_items.st_id.';
comment on column servicetitan.st_estimate_items.membership_type_id is
  'Membership type: st_membership_types.st_id.';
comment on column servicetitan.st_estimate_items.budget_code_id is 'Budget code in ServiceTitan.';
comment on column servicetitan.st_estimate_items.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_estimate_items.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_estimate_items.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_estimate_items.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_estimate_items.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_estimate_items.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_invoices (
  id                          uuid primary key default gen_random_uuid(),
  st_id                       bigint not null unique,
  tenant_id                   bigint,
  invoice_number              varchar(100),
  job_id                      bigint,
  job_number                  varchar(50),
  project_id                  bigint,
  customer_id                 bigint,
  location_id                 bigint,
  business_unit_id            bigint,
  membership_id               bigint,
  invoice_type_id             bigint,
  invoice_type                varchar(100),
  invoice_configuration       varchar(50),
  status                      varchar(50),
  sent_status                 varchar(50),
  review_status               varchar(50),
  invoice_date                date,
  due_date                    date,
  paid_on                     timestamptz,
  deposited_on                timestamptz,
  subtotal                    numeric(18,4),
  tax                         numeric(18,4),
  discount_total              numeric(18,4),
  total                       numeric(18,4),
  balance                     numeric(18,4),
  paid_amount                 numeric(18,4) generated always as (total - balance) stored,
  tax_zone_id                 bigint,
  term_name                   varchar(100),
  summary                     text,
  created_by                  varchar(255),
  assigned_to_id              bigint,
  employee_id                 bigint,
  adjustment_to_id            bigint,
  commission_eligibility_date date,
  batch_id                    bigint,
  batch_number                varchar(100),
  import_id                   varchar(255),
  export_id                   varchar(255),
  budget_code_id              bigint,
  royalty                     jsonb,
  custom_fields               jsonb,
  active                      boolean,
  st_created_on               timestamptz,
  st_modified_on              timestamptz,
  local_synced_at             timestamptz not null default now(),
  full_data                   jsonb not null default '{}',
  row_hash                    bytea,
  deleted_at                  timestamptz
);
create index st_invoices_invoice_number_idx on servicetitan.st_invoices (invoice_number);
create index st_invoices_customer_id_idx on servicetitan.st_invoices (customer_id);
create index st_invoices_job_id_idx on servicetitan.st_invoices (job_id);
create index st_invoices_location_id_idx on servicetitan.st_invoices (location_id);
create index st_invoices_project_id_idx on servicetitan.st_invoices (project_id);
create index st_invoices_business_unit_id_invoice_date_idx on servicetitan.st_invoices (business_unit_id, invoice_date);
create index st_invoices_invoice_date_idx on servicetitan.st_invoices (invoice_date);
create index st_invoices_due_idx on servicetitan.st_invoices (due_date) where balance > 0;
create index st_invoices_balance_idx on servicetitan.st_invoices (balance desc) where balance > 0;
comment on table servicetitan.st_invoices is
  'Bills to customers.';
comment on column servicetitan.st_invoices.id is 'Row id of our own.';
comment on column servicetitan.st_invoices.st_id is 'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_invoices.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_invoices.invoice_number is 'Number people call the invoice by.';
comment on column servicetitan.st_invoices.job_id is 'Job: st_jobs.st_id.';
comment on column servicetitan.st_invoices.job_number is 'Number of that job.';
comment on column servicetitan.st_invoices.project_id is 'Project: st_projects.st_id.';
comment on column servicetitan.st_invoices.customer_id is 'Customer: st_customers.st_id.';
comment on column servicetitan.st_invoices.location_id is 'Service location: st_locations.st_id.';
comment on column servicetitan.st_invoices.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column servicetitan.st_invoices.membership_id is
  'Membership of the customer: st_memberships.st_id.';
comment on column servicetitan.st_invoices.invoice_type_id is 'Invoice type in ServiceTitan.';
comment on column servicetitan.st_invoices.invoice_type is 'Name of the invoice type.';
comment on column servicetitan.st_invoices.invoice_configuration is
  'JobInvoice, ProjectInvoice, CounterSales, MembershipInvoice and so on.';
comment on column servicetitan.st_invoices.status is
  'Accounting state: Pending, Posted or Exported.';
comment on column servicetitan.st_invoices.sent_status is 'NotSent, Sent or Opened.';
comment on column servicetitan.st_invoices.review_status is
  'NeedsReview, OnHold, Reviewed and so on.';
comment on column servicetitan.st_invoices.invoice_date is 'Date on the invoice.';
comment on column servicetitan.st_invoices.due_date is 'Date the money is due.';
comment on column servicetitan.st_invoices.paid_on is 'When it was paid in full.';
comment on column servicetitan.st_invoices.deposited_on is 'When the money was deposited.';
comment on column servicetitan.st_invoices.subtotal is 'Sum before tax.';
comment on column servicetitan.st_invoices.tax is 'Tax.';
comment on column servicetitan.st_invoices.discount_total is 'Discounts given.';
comment on column servicetitan.st_invoices.total is 'Sum with tax.';
comment on column servicetitan.st_invoices.balance is 'What is still to be paid.';
comment on column servicetitan.st_invoices.paid_amount is 'What has been paid.';
comment on column servicetitan.st_invoices.tax_zone_id is 'Tax zone in ServiceTitan.';
comment on column servicetitan.st_invoices.term_name is 'Payment terms.';
comment on column servicetitan.st_invoices.summary is 'Text of the invoice. Untrusted text.';
comment on column servicetitan.st_invoices.created_by is 'User who created it. Untrusted text.';
comment on column servicetitan.st_invoices.assigned_to_id is 'User the invoice is assigned to.';
comment on column servicetitan.st_invoices.employee_id is 'Employee: st_employees.st_id.';
comment on column servicetitan.st_invoices.adjustment_to_id is
  'Invoice this one adjusts: st_invoices.st_id.';
comment on column servicetitan.st_invoices.commission_eligibility_date is
  'From when commission is due.';
comment on column servicetitan.st_invoices.batch_id is 'Accounting batch in ServiceTitan.';
comment on column servicetitan.st_invoices.batch_number is 'Number of that batch.';
comment on column servicetitan.st_invoices.import_id is 'Id given by an import.';
comment on column servicetitan.st_invoices.export_id is
  'Id given by the accounting system at export.';
comment on column servicetitan.st_invoices.budget_code_id is 'Budget code in ServiceTitan.';
comment on column servicetitan.st_invoices.royalty is 'Royalty state and dates.';
comment on column servicetitan.st_invoices.custom_fields is
  'Custom fields as a list of type id, name and value. Untrusted text.';
comment on column servicetitan.st_invoices.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_invoices.st_created_on is 'When ServiceTitan created the record.';
comment on column servicetitan.st_invoices.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_invoices.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_invoices.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_invoices.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_invoices.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_invoice_items (
  id                     uuid primary key default gen_random_uuid(),
  st_id                  bigint not null unique,
  tenant_id              bigint,
  invoice_id             bigint,
  estimate_item_id       bigint,
  sku_id                 bigint,
  sku_name               varchar(255),
  display_name           varchar(500),
  type                   varchar(50),
  description            text,
  quantity               numeric(18,4),
  cost                   numeric(18,4),
  total_cost             numeric(18,4),
  price                  numeric(18,4),
  member_price           numeric(18,4),
  total                  numeric(18,4),
  sold_hours             numeric(18,4),
  taxable                boolean,
  is_chargeable          boolean,
  inventory              boolean,
  add_on                 boolean,
  sort_order             integer,
  item_group_name        varchar(255),
  item_group_root_id     bigint,
  membership_type_id     bigint,
  installed_equipment_id bigint,
  technician_id          bigint,
  business_unit_id       bigint,
  service_date           timestamptz,
  budget_code_id         bigint,
  st_created_on          timestamptz,
  st_modified_on         timestamptz,
  local_synced_at        timestamptz not null default now(),
  full_data              jsonb not null default '{}',
  row_hash               bytea,
  deleted_at             timestamptz
);
create index st_invoice_items_invoice_id_idx on servicetitan.st_invoice_items (invoice_id);
create index st_invoice_items_sku_id_idx on servicetitan.st_invoice_items (sku_id);
create index st_invoice_items_technician_id_idx on servicetitan.st_invoice_items (technician_id);
comment on table servicetitan.st_invoice_items is
  'Lines of invoices.';
comment on column servicetitan.st_invoice_items.id is 'Row id of our own.';
comment on column servicetitan.st_invoice_items.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_invoice_items.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_invoice_items.invoice_id is 'Invoice: st_invoices.st_id.';
comment on column servicetitan.st_invoice_items.estimate_item_id is
  'Quote line it came from: st_estimate_items.st_id.';
comment on column servicetitan.st_invoice_items.sku_id is 'Pricebook item.';
comment on column servicetitan.st_invoice_items.sku_name is 'Code of the pricebook item.';
comment on column servicetitan.st_invoice_items.display_name is
  'Name of the pricebook item. Untrusted text.';
comment on column servicetitan.st_invoice_items.type is
  'Service, Material, Equipment, PriceModifier or Unspecified.';
comment on column servicetitan.st_invoice_items.description is 'Text of the line. Untrusted text.';
comment on column servicetitan.st_invoice_items.quantity is 'How many.';
comment on column servicetitan.st_invoice_items.cost is 'Cost of one.';
comment on column servicetitan.st_invoice_items.total_cost is 'Cost of the line.';
comment on column servicetitan.st_invoice_items.price is 'Price of one.';
comment on column servicetitan.st_invoice_items.member_price is 'Price of one for members.';
comment on column servicetitan.st_invoice_items.total is 'Price of the line.';
comment on column servicetitan.st_invoice_items.sold_hours is 'Hours sold with the line.';
comment on column servicetitan.st_invoice_items.taxable is 'True when tax is charged.';
comment on column servicetitan.st_invoice_items.is_chargeable is
  'False when the line costs the customer nothing.';
comment on column servicetitan.st_invoice_items.inventory is 'True when the item is kept in stock.';
comment on column servicetitan.st_invoice_items.add_on is 'True when sold beside the main work.';
comment on column servicetitan.st_invoice_items.sort_order is 'Place of the line on the invoice.';
comment on column servicetitan.st_invoice_items.item_group_name is
  'Group heading the line stands under. Untrusted text.';
comment on column servicetitan.st_invoice_items.item_group_root_id is
  'Id of the group the line stands under.';
comment on column servicetitan.st_invoice_items.membership_type_id is
  'Membership type: st_membership_types.st_id.';
comment on column servicetitan.st_invoice_items.installed_equipment_id is
  'Installed equipment: st_installed_equipment.st_id.';
comment on column servicetitan.st_invoice_items.technician_id is
  'Technician: st_technicians.st_id.';
comment on column servicetitan.st_invoice_items.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column servicetitan.st_invoice_items.service_date is 'When the service was given.';
comment on column servicetitan.st_invoice_items.budget_code_id is 'Budget code in ServiceTitan.';
comment on column servicetitan.st_invoice_items.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_invoice_items.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_invoice_items.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_invoice_items.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_invoice_items.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_invoice_items.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_payments (
  id                  uuid primary key default gen_random_uuid(),
  st_id               bigint not null unique,
  tenant_id           bigint,
  customer_id         bigint,
  business_unit_id    bigint,
  reference_number    varchar(100),
  payment_type        varchar(50),
  payment_type_id     varchar(50),
  status              varchar(50),
  amount              numeric(18,4),
  unapplied_amount    numeric(18,4),
  payment_date        date,
  memo                text,
  check_number        varchar(100),
  auth_code           varchar(100),
  created_by          varchar(255),
  refunded_payment_id bigint,
  deposit_id          bigint,
  batch_id            bigint,
  batch_number        varchar(100),
  gl_account_id       bigint,
  custom_fields       jsonb,
  active              boolean,
  st_created_on       timestamptz,
  st_modified_on      timestamptz,
  local_synced_at     timestamptz not null default now(),
  full_data           jsonb not null default '{}',
  row_hash            bytea,
  deleted_at          timestamptz
);
create index st_payments_customer_id_idx on servicetitan.st_payments (customer_id);
create index st_payments_payment_date_idx on servicetitan.st_payments (payment_date);
create index st_payments_unapplied_idx on servicetitan.st_payments (customer_id) where unapplied_amount > 0;
comment on table servicetitan.st_payments is
  'Money received from customers; what it paid is in st_payment_applications.';
comment on column servicetitan.st_payments.id is 'Row id of our own.';
comment on column servicetitan.st_payments.st_id is 'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_payments.tenant_id is 'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_payments.customer_id is 'Customer: st_customers.st_id.';
comment on column servicetitan.st_payments.business_unit_id is
  'Business unit: st_business_units.st_id.';
comment on column servicetitan.st_payments.reference_number is
  'Number on the payment. Untrusted text.';
comment on column servicetitan.st_payments.payment_type is
  'Kind of payment, such as Check or Visa.';
comment on column servicetitan.st_payments.payment_type_id is 'ServiceTitan''s id of that kind.';
comment on column servicetitan.st_payments.status is
  'Accounting state: Pending, Posted or Exported.';
comment on column servicetitan.st_payments.amount is 'Amount received.';
comment on column servicetitan.st_payments.unapplied_amount is 'Part that has paid no invoice yet.';
comment on column servicetitan.st_payments.payment_date is 'Day it was received.';
comment on column servicetitan.st_payments.memo is 'Remark on the payment. Untrusted text.';
comment on column servicetitan.st_payments.check_number is 'Number of the check. Untrusted text.';
comment on column servicetitan.st_payments.auth_code is 'Card authorisation code.';
comment on column servicetitan.st_payments.created_by is 'User who entered it. Untrusted text.';
comment on column servicetitan.st_payments.refunded_payment_id is
  'Payment this one refunds: st_payments.st_id.';
comment on column servicetitan.st_payments.deposit_id is 'Bank deposit in ServiceTitan.';
comment on column servicetitan.st_payments.batch_id is 'Accounting batch in ServiceTitan.';
comment on column servicetitan.st_payments.batch_number is 'Number of that batch.';
comment on column servicetitan.st_payments.gl_account_id is 'Ledger account in ServiceTitan.';
comment on column servicetitan.st_payments.custom_fields is
  'Custom fields as a list of type id, name and value. Untrusted text.';
comment on column servicetitan.st_payments.active is
  'False when ServiceTitan has switched the record off.';
comment on column servicetitan.st_payments.st_created_on is 'When ServiceTitan created the record.';
comment on column servicetitan.st_payments.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_payments.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_payments.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_payments.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_payments.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';

create table servicetitan.st_payment_applications (
  id              uuid primary key default gen_random_uuid(),
  st_id           bigint not null,
  tenant_id       bigint,
  payment_id      bigint,
  invoice_id      bigint,
  invoice_number  varchar(100),
  amount          numeric(18,4),
  applied_on      timestamptz,
  applied_by      varchar(255),
  st_created_on   timestamptz,
  st_modified_on  timestamptz,
  local_synced_at timestamptz not null default now(),
  full_data       jsonb not null default '{}',
  row_hash        bytea,
  deleted_at      timestamptz,
  unique (payment_id, st_id)
);
create index st_payment_applications_invoice_id_idx on servicetitan.st_payment_applications (invoice_id);
comment on table servicetitan.st_payment_applications is
  'Which payment paid how much of which invoice.';
comment on column servicetitan.st_payment_applications.id is 'Row id of our own.';
comment on column servicetitan.st_payment_applications.st_id is
  'ServiceTitan''s id, unique within the tenant.';
comment on column servicetitan.st_payment_applications.tenant_id is
  'ServiceTitan tenant the row belongs to.';
comment on column servicetitan.st_payment_applications.payment_id is 'Payment: st_payments.st_id.';
comment on column servicetitan.st_payment_applications.invoice_id is 'Invoice: st_invoices.st_id.';
comment on column servicetitan.st_payment_applications.invoice_number is 'Number of that invoice.';
comment on column servicetitan.st_payment_applications.amount is
  'Amount of the payment used for the invoice.';
comment on column servicetitan.st_payment_applications.applied_on is 'When it was applied.';
comment on column servicetitan.st_payment_applications.applied_by is
  'User who applied it. Untrusted text.';
comment on column servicetitan.st_payment_applications.st_created_on is
  'When ServiceTitan created the record.';
comment on column servicetitan.st_payment_applications.st_modified_on is
  'When ServiceTitan last changed the record.';
comment on column servicetitan.st_payment_applications.local_synced_at is
  'When this row was last written from ServiceTitan.';
comment on column servicetitan.st_payment_applications.full_data is
  'The whole record as ServiceTitan sent it. Untrusted text.';
comment on column servicetitan.st_payment_applications.row_hash is
  '16-byte blake2b of the record''s bytes; equal hashes mean nothing changed.';
comment on column servicetitan.st_payment_applications.deleted_at is
  'When ServiceTitan stopped having this record; empty while it exists.';
