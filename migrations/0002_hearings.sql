-- Series of hearings, hearings, those present, the record and its imports.

create table series (
    tenant_id   uuid not null references tenants,
    id          uuid not null,
    slug        text not null check (slug ~ '^[a-z0-9]([a-z0-9-]{0,78}[a-z0-9])?$'),
    title       text not null check (length(title) between 1 and 300),
    description text not null default '' check (length(description) <= 5000),
    letterhead  text not null default '' check (length(letterhead) <= 2000),
    body_id     uuid not null,
    created_at  timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, slug),
    foreign key (tenant_id, body_id) references bodies
);
-- Members named as editors of a series, beside those of its organising body.
create table series_editors (
    tenant_id uuid not null references tenants,
    series_id uuid not null,
    member_id uuid not null,
    primary key (tenant_id, series_id, member_id),
    foreign key (tenant_id, series_id) references series on delete cascade,
    foreign key (tenant_id, member_id) references members on delete cascade
);

create table hearings (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    series_id  uuid not null,
    number     integer not null check (number between 1 and 99999),
    title      text not null check (length(title) between 1 and 300),
    -- the day in the tenant's time zone; starts_at falls on it when the hour is known
    day        date not null,
    starts_at  timestamptz,
    place      text not null default '' check (length(place) <= 300),
    state      text not null default 'planned'
               check (state in ('planned', 'held', 'in_review', 'approved', 'published', 'cancelled')),
    version    integer not null default 1,
    created_by uuid,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, series_id, number),
    foreign key (tenant_id, series_id) references series,
    foreign key (tenant_id, created_by) references members
);
create index hearings_by_day on hearings (tenant_id, day desc);

-- Those present, in the capacity of that day: name, title and body are copies
-- that later changes of the directory leave alone.
create table attendances (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    hearing_id uuid not null,
    person_id  uuid not null,
    position   integer not null,
    category   text not null check (category in ('witness', 'political_group', 'executive', 'administration')),
    name       text not null check (length(name) between 1 and 200),
    title      text not null default '' check (length(title) <= 500),
    body_name  text not null default '' check (length(body_name) <= 300),
    body_id    uuid,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, hearing_id, person_id),
    foreign key (tenant_id, hearing_id) references hearings on delete cascade,
    foreign key (tenant_id, person_id) references people,
    foreign key (tenant_id, body_id) references bodies
);
create index attendances_by_person on attendances (tenant_id, person_id);

-- What was said. number is the turn's name for ever (its link is #t{number});
-- position is its place in the record.
create table turns (
    tenant_id     uuid not null references tenants,
    id            uuid not null,
    hearing_id    uuid not null,
    number        integer not null check (number > 0),
    position      integer not null,
    attendance_id uuid,
    label         text not null default '' check (length(label) <= 1000),
    text          text not null,
    closed        boolean not null default false,
    provenance    text not null default 'imported'
                  check (provenance in ('imported', 'machine', 'corrected', 'approved')),
    version       integer not null default 1,
    created_at    timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, hearing_id, number),
    unique (tenant_id, hearing_id, position) deferrable,
    foreign key (tenant_id, hearing_id) references hearings on delete cascade,
    foreign key (tenant_id, attendance_id) references attendances
);
create table footnotes (
    tenant_id uuid not null references tenants,
    id        uuid not null,
    turn_id   uuid not null,
    position  integer not null,
    marker    text not null check (length(marker) <= 50),
    text      text not null,
    primary key (tenant_id, id),
    unique (tenant_id, turn_id, position),
    foreign key (tenant_id, turn_id) references turns on delete cascade
);
-- Every text a turn has had before the present one.
create table turn_revisions (
    tenant_id     uuid not null references tenants,
    id            uuid not null,
    turn_id       uuid not null,
    version       integer not null,
    attendance_id uuid,
    label         text not null,
    text          text not null,
    footnotes     jsonb not null default '[]',
    member_id     uuid not null,
    created_at    timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, turn_id, version),
    foreign key (tenant_id, turn_id) references turns on delete cascade,
    foreign key (tenant_id, member_id) references members
);

-- Minutes on their way in: the text as it came, until someone confirms what was read in it.
create table imports (
    tenant_id    uuid not null references tenants,
    id           uuid not null,
    series_id    uuid not null,
    hearing_id   uuid,
    file_name    text not null default '' check (length(file_name) <= 300),
    source       text not null,
    created_by   uuid not null,
    confirmed_at timestamptz,
    created_at   timestamptz not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, series_id) references series on delete cascade,
    foreign key (tenant_id, hearing_id) references hearings on delete cascade,
    foreign key (tenant_id, created_by) references members
);

select wall('series'), wall('series_editors'), wall('hearings'), wall('attendances'),
       wall('turns'), wall('footnotes'), wall('turn_revisions'), wall('imports');
