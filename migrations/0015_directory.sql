-- The directory over time: other names, positions on behalf of someone, the
-- register of interest representatives, people merged and told apart, tables brought.

-- Under which else a person is known (Popolo other_names): searches and imports find it.
create table person_names (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    person_id  uuid not null,
    kind       text not null default 'other' check (kind in ('birth', 'former', 'other')),
    name       text not null check (length(name) between 1 and 200),
    name_key   text not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, person_id, name),
    foreign key (tenant_id, person_id) references people on delete cascade
);
create index person_names_by_key on person_names (tenant_id, name_key text_pattern_ops);

-- The elected member whom staff assists (Popolo on_behalf_of).
alter table positions
    add column behalf_of uuid,
    add foreign key (tenant_id, behalf_of) references people,
    add check (behalf_of <> person_id);
create index positions_by_behalf on positions (tenant_id, behalf_of) where behalf_of is not null;

-- The number of an organisation in the French register of interest representatives.
alter table bodies add column register_number text check (register_number ~ '^([0-9]{9}|[WH][0-9]{9})$');
create unique index bodies_by_register_number on bodies (tenant_id, register_number);

-- A page of what someone said, or of what follows from it, is cut from an index.
create index turns_by_attendance on turns (tenant_id, attendance_id) where attendance_id is not null;
create index members_by_person on members (tenant_id, person_id) where person_id is not null;

-- Two people who are not one, though their names are alike.
create table distinct_people (
    tenant_id  uuid not null references tenants,
    one        uuid not null,
    other      uuid not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, one, other),
    foreign key (tenant_id, one) references people on delete cascade,
    foreign key (tenant_id, other) references people on delete cascade,
    check (one < other)
);
create index distinct_people_by_other on distinct_people (tenant_id, other);

-- Who was merged into whom, and all that it takes to part them again. The row
-- of the one who was merged is gone from people, so that nothing finds it by
-- mistake; kept may itself have been merged later.
create table mergers (
    tenant_id  uuid not null references tenants,
    gone       uuid not null,
    kept       uuid not null,
    name       text not null,
    content    jsonb not null,
    member_id  uuid not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, gone),
    foreign key (tenant_id, member_id) references members,
    check (gone <> kept)
);
create index mergers_by_kept on mergers (tenant_id, kept, created_at);

-- A table of people as it came, until someone confirms what was read in it.
create table people_imports (
    tenant_id    uuid not null references tenants,
    id           uuid not null,
    file_name    text not null default '' check (length(file_name) <= 300),
    source       bytea not null,
    created_by   uuid not null,
    confirmed_at timestamptz,
    created_at   timestamptz not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, created_by) references members
);

select wall('person_names'), wall('distinct_people'), wall('mergers'), wall('people_imports');

-- Which kinds there are, the code that keeps them says (src/removals.rs).
alter table removals drop constraint removals_kind_check,
    add constraint removals_kind_check check (kind ~ '^[a-z_]+$');
