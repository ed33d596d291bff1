-- What is taken back leaves the register as it was.

-- What an import found and what it left, of the hearing and of those present;
-- and how often it was undone: a record that comes later begins with versions
-- that no form or draft of an earlier one has.
alter table imports
    add column former jsonb,
    add column undone integer not null default 0;

-- A hearing that an import made goes with it; the trail keeps its lines.
alter table audit_entries
    drop constraint audit_entries_tenant_id_hearing_id_fkey,
    add foreign key (tenant_id, hearing_id) references hearings on delete set null (hearing_id);

-- What anybody typed about what is gone, goes too: it can be named for that, and not be written.
alter policy own_draft on drafts
    using (member_id = nullif(current_setting('app.member', true), '')::uuid
           or saved_at < now() - interval '30 days'
           or starts_with(form, nullif(current_setting('app.gone', true), '')));

-- Taken back because its hearing was closed: if the server asks for another attempt, there is none.
alter table deliveries add column withheld boolean not null default false;
