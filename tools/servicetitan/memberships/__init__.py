"""ServiceTitan's Memberships API: one file per resource."""
