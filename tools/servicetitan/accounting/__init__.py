"""ServiceTitan's Accounting API: one file per resource."""
