"""ServiceTitan's Dispatch API: one file per resource."""
