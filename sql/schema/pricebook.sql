-- The pricebook and its sync tables as they stand after all migrations.

create schema if not exists pricebook;
comment on schema pricebook is 'Services, materials, equipment and their prices, with sync history.';
