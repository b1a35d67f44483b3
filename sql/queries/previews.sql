-- name: store_preview
-- Keep what a write would do until its caller says yes; seconds is how long that may take.
-- Previews that expired more than a week ago are dropped on the way.
with forgotten as (
  delete from automation.write_previews
   where expires_at < now() - interval '7 days'
)
insert into automation.write_previews
  (id, tool, arguments, body_hash, before, change, principal, risk, expires_at)
values
  (:id, :tool, :arguments, :body_hash, :before, :change, :principal, :risk,
   now() + make_interval(secs => :seconds))
returning expires_at;

-- name: get_preview
-- One preview, whatever its state, so that a refusal can name its reason.
select id, tool, arguments, body_hash, before, change, principal, risk, created_at, expires_at,
       consumed_at, approved_by, approved_at, expires_at <= now() as expired
  from automation.write_previews
 where id = :id;

-- name: approve_preview
-- Note a person's yes on a preview that still waits; no row when there is none.
update automation.write_previews
   set approved_by = :approved_by,
       approved_at = now()
 where id = :id
   and consumed_at is null
   and approved_at is null
   and expires_at > now()
returning id, tool, arguments, body_hash, principal, risk;

-- name: consume_preview
-- Take a preview for execution, once and by its caller only; no row when it may not run.
update automation.write_previews
   set consumed_at = now()
 where id = :id
   and tool = :tool
   and body_hash = :body_hash
   and principal = :principal
   and consumed_at is null
   and expires_at > now()
returning id, tool, arguments, body_hash, before, change, principal, risk, approved_by, approved_at;
