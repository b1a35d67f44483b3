-- What older versions put into columns of days was the day in UTC; it is the company's day now, as
-- for new records. Midnight as written is how a day as such comes, and stays.

do $$
declare
  held record;
begin
  for held in
    select * from (values
      ('st_invoices', 'invoice_date', 'invoiceDate'),
      ('st_invoices', 'due_date', 'dueDate'),
      ('st_invoices', 'commission_eligibility_date', 'commissionEligibilityDate'),
      ('st_payments', 'payment_date', 'date'),
      ('st_employees', 'hire_date', 'startDate'),
      ('st_employees', 'termination_date', 'terminationDate'),
      ('st_technicians', 'hire_date', 'startDate'),
      ('st_installed_equipment', 'install_date', 'installedOn'),
      ('st_installed_equipment', 'manufactured_on', 'manufacturedOn'),
      ('st_installed_equipment', 'manufacturer_warranty_start', 'manufacturerWarrantyStart'),
      ('st_installed_equipment', 'manufacturer_warranty_end', 'manufacturerWarrantyEnd'),
      ('st_installed_equipment', 'service_warranty_start', 'serviceProviderWarrantyStart'),
      ('st_installed_equipment', 'service_warranty_end', 'serviceProviderWarrantyEnd'),
      ('st_installed_equipment', 'predicted_replacement_date', 'predictedReplacementDate'),
      ('st_installed_equipment', 'actual_replacement_date', 'actualReplacementDate'),
      ('st_gross_pay_items', 'pay_date', 'date'),
      ('st_memberships', 'from_date', 'from'),
      ('st_memberships', 'to_date', 'to'),
      ('st_memberships', 'next_scheduled_bill_date', 'nextScheduledBillDate'),
      ('st_memberships', 'follow_up_on', 'followUpOn'),
      ('st_memberships', 'cancellation_date', 'cancellationDate'),
      ('st_recurring_services', 'from_date', 'from'),
      ('st_recurring_services', 'to_date', 'to'),
      ('st_recurring_service_events', 'due_date', 'date'),
      ('st_purchase_orders', 'order_date', 'date'),
      ('st_purchase_orders', 'required_on', 'requiredOn')
    ) as known (name, kept, sent)
  loop
    execute format(
      'update servicetitan.%1$I set %2$I = automation.company_day((full_data ->> %3$L)::timestamptz)'
      ' where %2$I is not null'
      '   and substr(full_data ->> %3$L, 12, 8) not in ('''', ''00:00:00'')'
      '   and %2$I <> automation.company_day((full_data ->> %3$L)::timestamptz)',
      held.name, held.kept, held.sent);
  end loop;
end
$$;

-- The names by which the specification's statements call them.

create view public.sync_state as
select key, value, entity, cursor_kind, as_of, last_full_at, last_incremental_at, rows,
       metadata, updated_at
  from servicetitan.sync_state;
comment on view public.sync_state is
  'The cursors of servicetitan.sync_state, under the name without a schema; it takes rows too.';
comment on column public.sync_state.key is 'Name of the cursor.';
comment on column public.sync_state.value is 'The cursor: a continuation token or a time.';
comment on column public.sync_state.entity is 'Table the cursor feeds, schema included.';
comment on column public.sync_state.cursor_kind is
  'What the value is: token, modified or snapshot.';
comment on column public.sync_state.as_of is
  'Moment at which the table was last known to hold everything ServiceTitan had.';
comment on column public.sync_state.last_full_at is 'When the last full run ended well.';
comment on column public.sync_state.last_incremental_at is
  'When the last incremental run ended well.';
comment on column public.sync_state.rows is 'Rows the table had after the last run.';
comment on column public.sync_state.metadata is 'Whatever else the sync must remember.';
comment on column public.sync_state.updated_at is 'When this row was last changed.';

create view public.st_sync_log as
select id, sync_type, entity_type, module, status, records_processed, records_succeeded,
       records_failed, records_fetched, records_created, records_updated, records_deleted,
       records_unchanged, started_at, completed_at, duration_ms, error_message, error_details,
       triggered_by, parameters
  from servicetitan.st_sync_log;
comment on view public.st_sync_log is
  'The log of servicetitan.st_sync_log, under the name without a schema; it takes rows too.';
comment on column public.st_sync_log.id is 'Row id of our own.';
comment on column public.st_sync_log.sync_type is
  'Kind of run: full, incremental, contacts, backfill or verify.';
comment on column public.st_sync_log.entity_type is 'What was synced, such as customers.';
comment on column public.st_sync_log.module is 'ServiceTitan API module the records came from.';
comment on column public.st_sync_log.status is
  'How it stands: running, completed, failed, partial or interrupted.';
comment on column public.st_sync_log.records_processed is 'Records looked at.';
comment on column public.st_sync_log.records_succeeded is 'Records stored or found unchanged.';
comment on column public.st_sync_log.records_failed is 'Records put in quarantine.';
comment on column public.st_sync_log.records_fetched is 'Records received from ServiceTitan.';
comment on column public.st_sync_log.records_created is 'Rows that are new.';
comment on column public.st_sync_log.records_updated is 'Rows that changed.';
comment on column public.st_sync_log.records_deleted is 'Rows marked as deleted.';
comment on column public.st_sync_log.records_unchanged is 'Rows that were already right.';
comment on column public.st_sync_log.started_at is 'When the run began.';
comment on column public.st_sync_log.completed_at is 'When the run ended.';
comment on column public.st_sync_log.duration_ms is 'How long it took, in milliseconds.';
comment on column public.st_sync_log.error_message is
  'What went wrong, in one sentence. Untrusted text.';
comment on column public.st_sync_log.error_details is 'More about what went wrong. Untrusted text.';
comment on column public.st_sync_log.triggered_by is 'Who or what started it.';
comment on column public.st_sync_log.parameters is 'Options of the run.';
