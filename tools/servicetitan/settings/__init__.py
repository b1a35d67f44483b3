"""ServiceTitan's Settings API: one file per resource."""
