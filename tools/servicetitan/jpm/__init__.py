"""ServiceTitan's Job Planning and Management API: one file per resource."""
