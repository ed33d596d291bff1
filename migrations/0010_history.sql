-- The history of hearings and records, what can be restored, and the audit trail.

-- One change of a hearing or its record.
create table deeds (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    hearing_id uuid not null,
    -- The program defines the kinds.
    kind       text not null check (kind ~ '^[a-z_]{1,40}$'),
    -- asked for by some kinds only
    reason     text not null default '' check (length(reason) <= 2000),
    -- null: a guest, the worker or the command line
    member_id  uuid,
    -- the guest who made the change, or for whom it was made
    guest_id   uuid,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, hearing_id) references hearings on delete cascade,
    foreign key (tenant_id, member_id) references members,
    foreign key (tenant_id, guest_id) references round_guests
);
create index deeds_by_hearing on deeds (tenant_id, hearing_id, id);

-- A turn as it was before a change; columns as in turns. A turn that the change
-- created is stored as removed.
create table turn_revisions (
    tenant_id     uuid not null references tenants,
    turn_id       uuid not null,
    version       integer not null,
    deed_id       uuid not null,
    position      numeric not null,
    attendance_id uuid,
    label         text not null,
    text          text not null,
    footnotes     jsonb not null,
    section       text,
    section_title text not null,
    starts_ms     integer,
    ends_ms       integer,
    cues          jsonb not null default '[]',
    closed        boolean not null,
    provenance    text not null,
    removed       boolean not null,
    merged_into   uuid,
    primary key (tenant_id, turn_id, version),
    foreign key (tenant_id, turn_id) references turns on delete cascade,
    foreign key (tenant_id, deed_id) references deeds on delete cascade
);
create index turn_revisions_by_deed on turn_revisions (tenant_id, deed_id);

-- Rows that were deleted or replaced less than a day ago, for undo.
create table removals (
    tenant_id  uuid not null references tenants,
    -- The program defines the kinds.
    kind       text not null check (kind ~ '^[a-z_]+$'),
    id         uuid not null,
    content    jsonb not null,
    removed_at timestamptz not null default now(),
    primary key (tenant_id, kind, id)
);
create index removals_by_age on removals (tenant_id, removed_at);

-- What members did, shown to managers.
create table audit_entries (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    member_id  uuid,
    -- the name of the member at that time
    actor      text not null,
    verb       text not null,
    subject    text not null,
    -- the hearing that subject names: managers who may not see it do not see its name
    hearing_id uuid,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, member_id) references members,
    foreign key (tenant_id, hearing_id) references hearings on delete set null (hearing_id)
);
create index audit_entries_by_time on audit_entries (tenant_id, created_at desc);
create index audit_entries_by_hearing on audit_entries (tenant_id, hearing_id) where hearing_id is not null;

select enable_tenant_isolation('deeds'), enable_tenant_isolation('turn_revisions'),
       enable_tenant_isolation('removals'), enable_tenant_isolation('audit_entries');
-- History is append-only. guest_id is set after the change is written.
revoke update, delete on deeds, turn_revisions, audit_entries from greffe_app;
grant update (guest_id) on deeds to greffe_app;
