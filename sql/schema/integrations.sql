-- Records of GoHighLevel and CallRail as they stand after all migrations.

create schema if not exists integrations;
comment on schema integrations is 'Records of GoHighLevel and CallRail and their links to ServiceTitan.';
