"""ServiceTitan's Pricebook API: one file per resource."""
