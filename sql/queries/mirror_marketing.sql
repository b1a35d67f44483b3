-- name: mirror_st_campaigns
-- Where each column of a campaign comes from.
select d ->> 'name' as name,
       d -> 'category' ->> 'id' as category_id,
       d -> 'category' ->> 'name' as category,
       d ->> 'source' as source,
       d ->> 'otherSource' as other_source,
       d ->> 'medium' as medium,
       d ->> 'otherMedium' as other_medium,
       d ->> 'businessUnit' as business_unit,
       d ->> 'isDefaultCampaign' as is_default_campaign,
       d -> 'campaignPhoneNumbers' as phone_numbers,
       d ->> 'active' as active,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_call_reasons
-- Where each column of a call reason comes from.
select d ->> 'name' as name,
       d ->> 'isLead' as is_lead,
       d ->> 'active' as active,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);

-- name: mirror_st_campaign_categories
-- Where each column of a campaign category comes from.
select d ->> 'name' as name,
       d ->> 'type' as type,
       d ->> 'active' as active,
       d ->> 'createdOn' as st_created_on,
       d ->> 'modifiedOn' as st_modified_on
  from jsonb_array_elements(:items) as raw(d);
