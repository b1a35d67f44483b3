-- name: write_audit
-- Add one line to the audit log; gives its id.
insert into automation.audit_log
  (principal, role, surface, tool, effect, risk, arguments, outcome, error_kind, duration_ms,
   confirmation, change)
values
  (:principal, :role, :surface, :tool, :effect, :risk, :arguments, :outcome, :error_kind,
   :duration_ms, :confirmation, :change)
returning id;

-- name: audited_calls
-- Calls of the audit log, newest first, before an id; empty filters match everything.
select id, at, principal, role, surface, tool, effect, risk, arguments, outcome, error_kind,
       duration_ms, confirmation, change
  from automation.audit_log
 where (:before::bigint is null or id < :before)
   and (:principal::text is null or principal = :principal)
   and (:tool::text is null or tool = :tool)
   and (:since::timestamptz is null or at >= :since)
 order by id desc
 limit :limit;
