-- Customers found by a part of their address without reading them all.

create index st_customers_address_trgm_idx on servicetitan.st_customers using gin (servicetitan.fold(coalesce(address_line1, '') || ' ' || coalesce(city, '') || ' ' || coalesce(zip, '')) public.gin_trgm_ops);
