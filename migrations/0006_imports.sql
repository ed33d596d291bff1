-- Uploaded files whose content is added once a member has confirmed the preview.

-- Minutes and transcripts.
create table imports (
    tenant_id    uuid not null references tenants,
    id           uuid not null,
    series_id    uuid not null,
    -- null until confirmed, and again when undone
    hearing_id   uuid,
    file_name    text not null default '' check (length(file_name) <= 300),
    -- the file as uploaded
    source       bytea not null,
    -- null: the command line
    created_by   uuid,
    confirmed_at timestamptz,
    -- the hearing and its attendances before and after the import, for undo
    former       jsonb,
    -- how often the import was undone. The sum over the series gives the first
    -- version of imported rows, so that no form of an undone import matches them.
    undone       integer not null default 0,
    created_at   timestamptz not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, series_id) references series on delete cascade,
    foreign key (tenant_id, hearing_id) references hearings on delete cascade,
    foreign key (tenant_id, created_by) references members
);
create index imports_by_series on imports (tenant_id, series_id);
create index imports_by_hearing on imports (tenant_id, hearing_id) where hearing_id is not null;

-- Tables of people (CSV, Excel).
create table people_imports (
    tenant_id    uuid not null references tenants,
    id           uuid not null,
    file_name    text not null default '' check (length(file_name) <= 300),
    -- the file as uploaded
    source       bytea not null,
    created_by   uuid not null,
    confirmed_at timestamptz,
    created_at   timestamptz not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, created_by) references members
);

select enable_tenant_isolation('imports'), enable_tenant_isolation('people_imports');
