-- What a member has typed into a form and not sent yet, kept while typing: it
-- survives a crash, a sign-out and a change of device. One draft a form, which
-- is named by its address; the fields are pairs of name and value, as sent.
create table drafts (
    tenant_id  uuid not null references tenants,
    member_id  uuid not null,
    form       text not null check (length(form) between 1 and 300),
    fields     jsonb not null check (octet_length(fields::text) <= 2 * 1024 * 1024),
    saved_at   timestamptz not null default now(),
    primary key (tenant_id, member_id, form),
    foreign key (tenant_id, member_id) references members on delete cascade
);
create index drafts_by_age on drafts (tenant_id, saved_at);
select wall('drafts');

-- Beside the wall: a draft is its author's alone, and nobody else's before it
-- is swept away with age.
create policy own_draft on drafts as restrictive
    using (member_id = nullif(current_setting('app.member', true), '')::uuid
           or saved_at < now() - interval '30 days')
    with check (member_id = nullif(current_setting('app.member', true), '')::uuid);
