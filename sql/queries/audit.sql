-- name: write_audit_rows
-- Add lines to the audit log, in the order of their calls.
insert into automation.audit_log
  (at, principal, role, surface, tool, effect, risk, arguments, outcome, error_kind, duration_ms,
   confirmation, change)
select r.at, r.principal, r.role, r.surface, r.tool, r.effect, r.risk, r.arguments, r.outcome,
       r.error_kind, r.duration_ms, r.confirmation, r.change
  from jsonb_to_recordset(:rows) as r (
         at timestamptz, principal text, role text, surface text, tool text, effect text,
         risk text, arguments jsonb, outcome text, error_kind text, duration_ms numeric,
         confirmation text, change jsonb);
