-- The correction round: speakers read their own turns and propose corrections.
-- Their proposals are in 0011_proposals.sql.

create table rounds (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    hearing_id uuid not null,
    -- the last day for answers; silence counts as agreement afterwards
    due_on     date not null,
    opened_by  uuid not null,
    closed_at  timestamptz,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, hearing_id) references hearings,
    foreign key (tenant_id, opened_by) references members
);
create index rounds_by_hearing on rounds (tenant_id, hearing_id, created_at);
create unique index rounds_under_way on rounds (tenant_id, hearing_id) where closed_at is null;

-- A speaker who was invited to a round. Guests need no account.
create table round_guests (
    tenant_id       uuid not null references tenants,
    id              uuid not null,
    round_id        uuid not null,
    attendance_id   uuid not null,
    email           text not null check (length(email) <= 254),
    -- the last message that contains a link
    delivery_id     uuid,
    first_opened_at timestamptz,
    agreed_at       timestamptz,
    revoked_at      timestamptz,
    -- by the worker, at most once
    reminded_at     timestamptz,
    -- a written contribution, kept beside the record
    contribution    text not null default '' check (length(contribution) <= 50000),
    created_at      timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, round_id, attendance_id),
    foreign key (tenant_id, round_id) references rounds on delete cascade,
    foreign key (tenant_id, attendance_id) references attendances,
    foreign key (tenant_id, delivery_id) references deliveries
);
create index round_guests_by_attendance on round_guests (tenant_id, attendance_id);
create index round_guests_unreminded on round_guests (tenant_id, round_id)
    where agreed_at is null and revoked_at is null and reminded_at is null;

-- Links to the page of a guest. Only a hash of the token is stored, so a
-- reminder carries a new link; the earlier one stays valid.
create table round_links (
    tenant_id  uuid not null references tenants,
    token_hash bytea not null,
    guest_id   uuid not null,
    expires_at timestamptz not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, token_hash),
    foreign key (tenant_id, guest_id) references round_guests on delete cascade
);
create index round_links_by_guest on round_links (tenant_id, guest_id);

select enable_tenant_isolation('rounds'), enable_tenant_isolation('round_guests'),
       enable_tenant_isolation('round_links');
