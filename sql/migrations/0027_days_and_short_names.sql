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
