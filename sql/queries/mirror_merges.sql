-- name: mirror_merge_preferences
-- Carry over what merged customers do not want to receive: of two wishes the stricter one holds.
insert into automation.customer_communication_preferences as p
       (customer_id, sms_opted_out, email_opted_out, phone_opted_out, do_not_contact,
        opted_out_at, opt_out_reason, preferred_channel)
select g.survivor_id,
       bool_or(l.sms_opted_out),
       bool_or(l.email_opted_out),
       bool_or(l.phone_opted_out),
       bool_or(l.do_not_contact),
       max(l.opted_out_at),
       (array_agg(l.opt_out_reason order by l.opted_out_at desc nulls last))[1],
       (array_agg(l.preferred_channel order by l.updated_at desc))[1]
  from automation.merged_records g
  join automation.customer_communication_preferences l on l.customer_id = g.st_id
 where g.entity = 'servicetitan.st_customers' and g.st_id = any(:ids::bigint[])
 group by g.survivor_id
on conflict (customer_id) do update
   set sms_opted_out = p.sms_opted_out or excluded.sms_opted_out,
       email_opted_out = p.email_opted_out or excluded.email_opted_out,
       phone_opted_out = p.phone_opted_out or excluded.phone_opted_out,
       do_not_contact = p.do_not_contact or excluded.do_not_contact,
       opted_out_at = coalesce(p.opted_out_at, excluded.opted_out_at),
       opt_out_reason = coalesce(p.opt_out_reason, excluded.opt_out_reason),
       preferred_channel = coalesce(p.preferred_channel, excluded.preferred_channel),
       updated_at = now();
