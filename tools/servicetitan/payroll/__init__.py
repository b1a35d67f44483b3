"""ServiceTitan's Payroll API: one file per resource."""
