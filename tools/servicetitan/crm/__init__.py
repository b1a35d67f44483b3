"""ServiceTitan's CRM API: one file per resource."""
