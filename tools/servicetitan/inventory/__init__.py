"""ServiceTitan's Inventory API: one file per resource."""
