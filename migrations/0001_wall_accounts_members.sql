-- Tenants, accounts and members, and the wall between tenants.
--
-- Every table of a tenant has tenant_id first in its primary key, its unique
-- constraints and its foreign keys (a foreign key on the id alone would see
-- through row-level security), and is handed to wall(), which closes it.

-- The restricted role that serves. A production database may create it
-- beforehand, with LOGIN and a password; here it is only made sure to exist.
do $$
begin
    if not exists (select from pg_roles where rolname = 'greffe_app') then
        create role greffe_app nologin;
    end if;
end $$;

-- Encloses a table: rows of the current tenant only, for everyone, owner
-- included, and the serving role may read and write them.
create function wall(enclosed regclass) returns void language plpgsql as $$
begin
    execute format('alter table %s enable row level security', enclosed);
    execute format('alter table %s force row level security', enclosed);
    execute format(
        'create policy tenant_wall on %s
           using (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)
           with check (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', enclosed);
    execute format('alter table %s alter column tenant_id
                      set default nullif(current_setting(''app.tenant'', true), '''')::uuid', enclosed);
    execute format('grant select, insert, update, delete on %s to greffe_app', enclosed);
end $$;
revoke execute on function wall(regclass) from public;

-- Local authorities. Every process may list them (the worker goes from one to
-- the next); only the tenant itself may be changed.
create table tenants (
    id          uuid primary key,
    slug        text not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?$'),
    name        text not null check (length(name) between 1 and 200),
    time_zone   text not null default 'Europe/Paris',
    language    text not null default 'fr' check (language in ('fr', 'en')),
    created_at  timestamptz not null default now()
);
alter table tenants enable row level security;
alter table tenants force row level security;
create policy listed on tenants for select using (true);
create policy own_row on tenants for all
    using (id = nullif(current_setting('app.tenant', true), '')::uuid)
    with check (id = nullif(current_setting('app.tenant', true), '')::uuid);
grant select, update on tenants to greffe_app;

-- Accounts belong to people, not to tenants: one account may be a member of several.
create table accounts (
    id            uuid primary key,
    email         text not null unique check (email = lower(email) and length(email) <= 254),
    password_hash text,
    language      text check (language in ('fr', 'en')),
    created_at    timestamptz not null default now()
);
create table sessions (
    token_hash   bytea primary key,
    account_id   uuid not null references accounts on delete cascade,
    created_at   timestamptz not null default now(),
    last_seen_at timestamptz not null default now()
);
create index sessions_by_account on sessions (account_id);
-- Single-use links sent by mail; only a hash of the token is kept.
create table account_tokens (
    token_hash  bytea primary key,
    account_id  uuid not null references accounts on delete cascade,
    purpose     text not null check (purpose in ('invitation', 'password_reset')),
    expires_at  timestamptz not null,
    created_at  timestamptz not null default now()
);
create index account_tokens_by_account on account_tokens (account_id);
grant select, insert, update, delete on accounts, sessions, account_tokens to greffe_app;

-- Bodies (Popolo Organization): political groups, cabinets, departments, outside organisations.
create table bodies (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    kind       text not null check (kind in ('political_group', 'cabinet', 'department', 'organisation')),
    name       text not null check (length(name) between 1 and 200),
    colour     smallint check (colour between 1 and 12),
    created_at timestamptz not null default now(),
    primary key (tenant_id, id)
);
create unique index bodies_by_name on bodies (tenant_id, lower(name));

-- People of the directory (Popolo Person). name_key is the name folded for
-- comparison: no accents, lower case, single spaces.
create table people (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    name       text not null check (length(name) between 1 and 200),
    name_key   text not null,
    email      text check (length(email) <= 254),
    created_at timestamptz not null default now(),
    primary key (tenant_id, id)
);
create index people_by_name_key on people (tenant_id, name_key text_pattern_ops);

-- A person's function, perhaps in a body (Popolo Membership).
create table positions (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    person_id  uuid not null,
    body_id    uuid,
    title      text not null default '' check (length(title) <= 500),
    since      date,
    until      date,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, person_id) references people on delete cascade,
    foreign key (tenant_id, body_id) references bodies,
    check (until is null or since is null or until >= since)
);
create index positions_by_person on positions (tenant_id, person_id);
create index positions_by_body on positions (tenant_id, body_id);

-- An account inside a tenant. Taking a member away keeps the row, so that what
-- the member wrote keeps its author; removed_at closes the door.
create table members (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    account_id uuid not null references accounts,
    name       text not null check (length(name) between 1 and 200),
    role       text not null check (role in ('elected_official', 'staff', 'administration')),
    manager    boolean not null default false,
    body_id    uuid,
    person_id  uuid,
    removed_at timestamptz,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, account_id),
    foreign key (tenant_id, body_id) references bodies,
    foreign key (tenant_id, person_id) references people
);
create index members_by_account on members (account_id);
create index members_by_body on members (tenant_id, body_id);

-- Addresses that receive what is sent to a political group.
create table group_recipients (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    body_id    uuid not null,
    name       text not null default '' check (length(name) <= 200),
    email      text not null check (length(email) <= 254),
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, body_id, email),
    foreign key (tenant_id, body_id) references bodies on delete cascade
);

-- Who did what, for managers. Rows are added and read, never changed.
create table audit_entries (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    member_id  uuid,
    actor      text not null,
    verb       text not null,
    subject    text not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, member_id) references members
);
create index audit_entries_by_time on audit_entries (tenant_id, created_at desc);

select wall('bodies'), wall('people'), wall('positions'), wall('members'),
       wall('group_recipients'), wall('audit_entries');
revoke update, delete on audit_entries from greffe_app;

-- An account sees its own memberships in every tenant (the chooser after
-- sign-in), and nothing else of them.
create policy own_memberships on members for select
    using (account_id = nullif(current_setting('app.account', true), '')::uuid);
