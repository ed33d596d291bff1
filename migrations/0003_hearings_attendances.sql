-- Series, hearings, and who attended.

create table series (
    tenant_id   uuid not null references tenants,
    id          uuid not null,
    slug        text not null check (slug ~ '^[a-z0-9]([a-z0-9-]{0,78}[a-z0-9])?$'),
    title       text collate "fr-x-icu" not null check (length(title) between 1 and 300),
    description text not null default '' check (length(description) <= 5000),
    -- printed above the record; empty: the name of the tenant
    letterhead  text not null default '' check (length(letterhead) <= 2000),
    -- the organising body
    body_id     uuid not null,
    version     integer not null default 1,
    created_at  timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, slug),
    foreign key (tenant_id, body_id) references bodies
);
create index series_by_body on series (tenant_id, body_id);

-- Members who organise a series without belonging to its organising body.
create table series_editors (
    tenant_id uuid not null references tenants,
    series_id uuid not null,
    member_id uuid not null,
    -- for the history of changes
    id        uuid not null default gen_random_uuid(),
    version   integer not null default 1,
    primary key (tenant_id, series_id, member_id),
    unique (tenant_id, id),
    foreign key (tenant_id, series_id) references series,
    foreign key (tenant_id, member_id) references members
);
create index series_editors_by_member on series_editors (tenant_id, member_id);

create table hearings (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    series_id  uuid not null,
    number     integer not null check (number between 1 and 99999),
    title      text not null check (length(title) between 1 and 300),
    -- in the time zone of the tenant; starts_at, when the hour is known, falls on this day
    day        date not null,
    starts_at  timestamptz,
    place      text not null default '' check (length(place) <= 300),
    state      text not null default 'planned'
               check (state in ('planned', 'held', 'in_review', 'approved', 'published', 'cancelled')),
    -- held in closed session (huis clos): only organisers and those who attended may see it
    closed     boolean not null default false,
    version    integer not null default 1,
    -- null: imported from the command line
    created_by uuid,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, series_id, number),
    foreign key (tenant_id, series_id) references series,
    foreign key (tenant_id, created_by) references members
);
create index hearings_by_day on hearings (tenant_id, day desc);
create index hearings_unfinished on hearings (tenant_id, day) where state in ('planned', 'held');
create index hearings_closed on hearings (tenant_id, id) where closed;

-- name, title and body_name are copies, as of the day of the hearing: later
-- changes of the directory do not alter them.
create table attendances (
    tenant_id   uuid not null references tenants,
    id          uuid not null,
    hearing_id  uuid not null,
    person_id   uuid not null,
    position    integer not null,
    category    text not null check (category in ('witness', 'political_group', 'executive', 'administration')),
    name        text not null check (length(name) between 1 and 200),
    title       text not null default '' check (length(title) <= 500),
    body_name   text not null default '' check (length(body_name) <= 300),
    body_id     uuid,
    presence    text not null default 'present' check (presence in ('present', 'remote', 'excused', 'absent')),
    -- the attendance of the substitute
    replaced_by uuid,
    -- local time of day, so that postponing the hearing does not change them
    arrived_at  time,
    left_at     time,
    -- how presence is known: an attendance sheet, a roll call, a confirmation
    evidence    text not null default 'none' check (evidence in ('none', 'sheet', 'call', 'confirmed')),
    version    integer not null default 1,
    created_at  timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, hearing_id, person_id),
    -- for the foreign key that keeps a substitute within the same hearing
    unique (tenant_id, hearing_id, id),
    foreign key (tenant_id, hearing_id) references hearings,
    foreign key (tenant_id, person_id) references people,
    foreign key (tenant_id, body_id) references bodies,
    foreign key (tenant_id, hearing_id, replaced_by) references attendances (tenant_id, hearing_id, id),
    -- The program checks, under a lock on the hearing, that substitutes and
    -- speakers were present: this concerns several rows, and imported minutes
    -- can contradict it.
    constraint attendances_replaced_by_other_check check (replaced_by <> id),
    constraint attendances_replaced_when_away_check
        check (replaced_by is null or presence in ('excused', 'absent')),
    constraint attendances_times_when_present_check
        check (presence in ('present', 'remote') or (arrived_at is null and left_at is null)),
    constraint attendances_times_check check (left_at > arrived_at)
);
create index attendances_by_person on attendances (tenant_id, person_id);
create index attendances_by_body on attendances (tenant_id, body_id, hearing_id) where body_id is not null;
create index attendances_replacing on attendances (tenant_id, hearing_id, replaced_by)
    where replaced_by is not null;

select enable_tenant_isolation('series'), enable_tenant_isolation('series_editors'),
       enable_tenant_isolation('hearings'), enable_tenant_isolation('attendances');
