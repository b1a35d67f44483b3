-- name: write_audit
-- Add one line to the audit log; gives its id.
insert into automation.audit_log
  (principal, role, surface, tool, effect, risk, arguments, outcome, error_kind, duration_ms,
   confirmation, change)
values
  (:principal, :role, :surface, :tool, :effect, :risk, :arguments, :outcome, :error_kind,
   :duration_ms, :confirmation, :change)
returning id;
