"""ServiceTitan's Sales and Estimates API: one file per resource."""
