-- Lines inside a record name it: checked when the page ends, whatever is written first.

delete from servicetitan.st_estimate_items as i
 where not exists (select from servicetitan.st_estimates as p where p.st_id = i.estimate_id);
delete from servicetitan.st_invoice_items as i
 where not exists (select from servicetitan.st_invoices as p where p.st_id = i.invoice_id);
delete from servicetitan.st_purchase_order_items as i
 where not exists (select from servicetitan.st_purchase_orders as p where p.st_id = i.purchase_order_id);
delete from servicetitan.st_payment_applications as i
 where not exists (select from servicetitan.st_payments as p where p.st_id = i.payment_id);

alter table servicetitan.st_estimate_items
  add foreign key (estimate_id) references servicetitan.st_estimates (st_id) deferrable initially deferred;
alter table servicetitan.st_invoice_items
  add foreign key (invoice_id) references servicetitan.st_invoices (st_id) deferrable initially deferred;
alter table servicetitan.st_purchase_order_items
  add foreign key (purchase_order_id) references servicetitan.st_purchase_orders (st_id) deferrable initially deferred;
alter table servicetitan.st_payment_applications
  add foreign key (payment_id) references servicetitan.st_payments (st_id) deferrable initially deferred;

comment on schema servicetitan is
  'Copy of the ServiceTitan records we use. Ids of other tables are plain columns, since records arrive in any order; only lines inside a record are bound to it.';
