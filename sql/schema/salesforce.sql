-- The Salesforce sync log as it stands after all migrations.

create schema if not exists salesforce;
comment on schema salesforce is 'History of what was sent to Salesforce.';
