-- The serving role, tenant isolation, tenants and accounts.
--
-- Conventions of all migrations:
-- * A table owned by a tenant has tenant_id first in its primary key, its
--   unique constraints and its foreign keys. PostgreSQL checks foreign keys
--   without row-level security, so a key on id alone could cross tenants.
-- * Such a table is passed to enable_tenant_isolation() in the migration that
--   creates it.
-- * Keys and checks of one column have the names that PostgreSQL gives them; a
--   check of several columns is named.

-- The restricted role that serves requests. In production it exists already,
-- with LOGIN and a password (deploy/postgres-roles.sh).
do $$
begin
    if not exists (select from pg_roles where rolname = 'greffe_app') then
        create role greffe_app nologin;
    end if;
end $$;

-- Limits every role, the owner included, to the rows of the current tenant, and
-- grants the serving role access to the table. tenant_id defaults to the tenant.
create function enable_tenant_isolation(tenant_table regclass) returns void language plpgsql as $$
begin
    execute format('alter table %s enable row level security', tenant_table);
    execute format('alter table %s force row level security', tenant_table);
    execute format(
        'create policy tenant_isolation on %s
           using (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)
           with check (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', tenant_table);
    execute format('alter table %s alter column tenant_id
                      set default nullif(current_setting(''app.tenant'', true), '''')::uuid', tenant_table);
    execute format('grant select, insert, update, delete on %s to greffe_app', tenant_table);
end $$;
revoke execute on function enable_tenant_isolation(regclass) from public;

-- Local authorities. Any process may list them, because the mail worker visits
-- each; only the current tenant can be changed.
create table tenants (
    id         uuid primary key,
    slug       text not null unique,
    name       text not null check (length(name) between 1 and 200),
    time_zone  text not null default 'Europe/Paris',
    language   text not null default 'fr' check (language in ('fr', 'en')),
    version    integer not null default 1,
    created_at timestamptz not null default now(),
    -- The nil tenant has an empty slug, so no URL leads to it.
    constraint tenants_slug_check
        check (slug ~ '^[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?$' or id = '00000000-0000-0000-0000-000000000000')
);
alter table tenants enable row level security;
alter table tenants force row level security;
create policy listed on tenants for select using (true);
create policy own_row on tenants for all
    using (id = nullif(current_setting('app.tenant', true), '')::uuid)
    with check (id = nullif(current_setting('app.tenant', true), '')::uuid);
grant select, update on tenants to greffe_app;

-- The nil tenant is the installation: mail that concerns no authority,
-- such as a password reset, belongs to it.
set local app.tenant = '00000000-0000-0000-0000-000000000000';
insert into tenants (id, slug, name) values ('00000000-0000-0000-0000-000000000000', '', 'Greffe');

-- Accounts belong to no tenant: one account can be a member of several.
create table accounts (
    id            uuid primary key,
    email         text not null unique check (email = lower(email) and length(email) <= 254),
    -- null until the invitation is accepted
    password_hash text,
    -- null: the language of the browser
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

-- Single-use links sent by mail. Only a hash of the token is stored.
create table account_tokens (
    token_hash bytea primary key,
    account_id uuid not null references accounts on delete cascade,
    purpose    text not null check (purpose in ('invitation', 'password_reset')),
    expires_at timestamptz not null,
    created_at timestamptz not null default now()
);
create index account_tokens_by_account on account_tokens (account_id);

grant select, insert, update, delete on accounts, sessions, account_tokens to greffe_app;
