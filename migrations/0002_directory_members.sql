-- The directory (bodies, people, positions), members and their drafts.

-- Popolo Organization.
create table bodies (
    tenant_id       uuid not null references tenants,
    id              uuid not null,
    kind            text not null check (kind in ('political_group', 'cabinet', 'department', 'organisation')),
    name            text collate "fr-x-icu" not null check (length(name) between 1 and 200),
    -- an index into the palette of the style sheet
    colour          smallint check (colour between 1 and 12),
    -- in the French register of interest representatives: a SIREN, an RNA or a registration number
    register_number text check (register_number ~ '^([0-9]{9}|[WH][0-9]{9})$'),
    version    integer not null default 1,
    created_at      timestamptz not null default now(),
    primary key (tenant_id, id)
);
create unique index bodies_by_name on bodies (tenant_id, lower(name));
create unique index bodies_by_register_number on bodies (tenant_id, register_number);

-- Popolo Person.
create table people (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    name       text collate "fr-x-icu" not null check (length(name) between 1 and 200),
    -- the name folded for comparison: no accents, lower case, single spaces
    name_key   text not null,
    email      text check (length(email) <= 254),
    version    integer not null default 1,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id)
);
create index people_by_name_key on people (tenant_id, name_key text_pattern_ops);

-- Other names of a person (Popolo other_names). Searches and imports match them too.
create table person_names (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    person_id  uuid not null,
    kind       text not null default 'other' check (kind in ('birth', 'former', 'other')),
    name       text not null check (length(name) between 1 and 200),
    -- folded as people.name_key
    name_key   text not null,
    version    integer not null default 1,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, person_id, name),
    foreign key (tenant_id, person_id) references people
);
create index person_names_by_key on person_names (tenant_id, name_key text_pattern_ops);

-- What a person does, with or without a body (Popolo Membership).
create table positions (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    person_id  uuid not null,
    body_id    uuid,
    title      text not null default '' check (length(title) <= 500),
    since      date,
    until      date,
    -- the elected official whom this position assists (Popolo on_behalf_of)
    behalf_of  uuid,
    version    integer not null default 1,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, person_id) references people,
    foreign key (tenant_id, body_id) references bodies,
    foreign key (tenant_id, behalf_of) references people,
    constraint positions_dates_check check (until is null or since is null or until >= since),
    constraint positions_behalf_of_other_check check (behalf_of <> person_id)
);
create index positions_by_person on positions (tenant_id, person_id);
create index positions_by_body on positions (tenant_id, body_id);
create index positions_by_behalf on positions (tenant_id, behalf_of) where behalf_of is not null;

-- Pairs of people with similar names whom a member declared to be different.
create table distinct_people (
    tenant_id  uuid not null references tenants,
    one        uuid not null,
    other      uuid not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, one, other),
    foreign key (tenant_id, one) references people on delete cascade,
    foreign key (tenant_id, other) references people on delete cascade,
    constraint distinct_people_order_check check (one < other)
);
create index distinct_people_by_other on distinct_people (tenant_id, other);

-- Addresses that receive what is sent to a political group.
create table group_recipients (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    body_id    uuid not null,
    name       text collate "fr-x-icu" not null default '' check (length(name) <= 200),
    email      text not null check (length(email) <= 254),
    version    integer not null default 1,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, body_id, email),
    foreign key (tenant_id, body_id) references bodies
);

-- An account in a tenant.
create table members (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    account_id uuid not null references accounts,
    name       text collate "fr-x-icu" not null check (length(name) between 1 and 200),
    role       text not null check (role in ('elected_official', 'staff', 'administration')),
    manager    boolean not null default false,
    body_id    uuid,
    person_id  uuid,
    -- A removed member has no access. The row stays, as the author of earlier changes.
    removed_at timestamptz,
    version    integer not null default 1,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, account_id),
    foreign key (tenant_id, body_id) references bodies,
    foreign key (tenant_id, person_id) references people
);
create index members_by_account on members (account_id);
create index members_by_body on members (tenant_id, body_id);
create index members_by_person on members (tenant_id, person_id) where person_id is not null;

-- Two people merged into one. The merged row is deleted from people.
create table mergers (
    tenant_id  uuid not null references tenants,
    -- the deleted person
    gone       uuid not null,
    -- the remaining person; a later merger can delete it as well, so there is no foreign key
    kept       uuid not null,
    -- the deleted person's name
    name       text not null,
    -- all that is needed to undo the merger: the deleted rows, and the ids of those that were moved
    content    jsonb not null,
    member_id  uuid not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, gone),
    foreign key (tenant_id, member_id) references members,
    constraint mergers_two_people_check check (gone <> kept)
);
create index mergers_by_kept on mergers (tenant_id, kept, created_at);

-- Form input that was not submitted yet: one draft per member and form.
create table drafts (
    tenant_id uuid not null references tenants,
    member_id uuid not null,
    -- the path of the form
    form      text not null check (length(form) between 1 and 300),
    -- [[name, value], …], as submitted
    fields    jsonb not null check (octet_length(fields::text) <= 2 * 1024 * 1024),
    saved_at  timestamptz not null default now(),
    primary key (tenant_id, member_id, form),
    foreign key (tenant_id, member_id) references members on delete cascade
);
create index drafts_by_age on drafts (tenant_id, saved_at);

select enable_tenant_isolation('bodies'), enable_tenant_isolation('people'),
       enable_tenant_isolation('person_names'), enable_tenant_isolation('positions'),
       enable_tenant_isolation('distinct_people'), enable_tenant_isolation('group_recipients'),
       enable_tenant_isolation('members'), enable_tenant_isolation('mergers'),
       enable_tenant_isolation('drafts');

-- After sign-in, an account sees its memberships in every tenant.
create policy own_memberships on members for select
    using (account_id = nullif(current_setting('app.account', true), '')::uuid);

-- Only its author can read or write a draft. Drafts older than 30 days, and those
-- of a deleted record (its path is in app.gone), are visible to others as well, so
-- that any request can delete them.
create policy own_draft on drafts as restrictive
    using (member_id = nullif(current_setting('app.member', true), '')::uuid
           or saved_at < now() - interval '30 days'
           or starts_with(form, nullif(current_setting('app.gone', true), '')))
    with check (member_id = nullif(current_setting('app.member', true), '')::uuid);
