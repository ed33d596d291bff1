-- The page one begins with: what is to finish and to send, what one's group
-- said, messages that nobody tries any more.
create index hearings_unfinished on hearings (tenant_id, day) where state in ('planned', 'held');
create index summaries_unsent on summaries (tenant_id, hearing_id) where state <> 'sent';
create index attendances_by_body on attendances (tenant_id, body_id, hearing_id) where body_id is not null;
create index deliveries_failed on deliveries (tenant_id, edition_id) where state in ('bounced', 'uncertain');
