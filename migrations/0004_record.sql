-- The record of a hearing: its turns. Their history is in 0010_history.sql.

create table turns (
    tenant_id     uuid not null references tenants,
    id            uuid not null,
    hearing_id    uuid not null,
    -- never changes, so that links (#t{number}) stay valid
    number        integer not null check (number > 0),
    -- the order in the record; fractions make room between two turns without renumbering
    position      numeric not null,
    attendance_id uuid,
    -- the name of the speaker as the minutes spell it
    label         text not null default '' check (length(label) <= 1000),
    text          text not null,
    -- [[marker, text], …]
    footnotes     jsonb not null default '[]',
    -- set on a turn that begins a section
    section       text check (section in ('opening_statement', 'exchange', 'titled')),
    section_title text not null default '' check (length(section_title) <= 300),
    -- in milliseconds from the beginning of the recording
    starts_ms     integer check (starts_ms >= 0),
    ends_ms       integer,
    -- [[byte offset in text, milliseconds], …]
    cues          jsonb not null default '[]',
    -- said in closed session
    closed        boolean not null default false,
    provenance    text not null default 'imported'
                  check (provenance in ('imported', 'machine', 'corrected')),
    -- A removed turn keeps its number and can be restored.
    removed       boolean not null default false,
    -- the turn that contains the text now; links to this turn lead there
    merged_into   uuid,
    version       integer not null default 1,
    created_at    timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, hearing_id, number),
    unique (tenant_id, hearing_id, position) deferrable,
    foreign key (tenant_id, hearing_id) references hearings,
    foreign key (tenant_id, attendance_id) references attendances,
    foreign key (tenant_id, merged_into) references turns,
    constraint turns_titled_section_check check ((section is not distinct from 'titled') = (section_title <> '')),
    constraint turns_times_check check (ends_ms >= starts_ms),
    constraint turns_merged_is_removed_check check (merged_into is null or removed)
);
create index turns_by_attendance on turns (tenant_id, attendance_id) where attendance_id is not null;
create index turns_merged on turns (tenant_id, hearing_id, merged_into) where merged_into is not null;
create index turns_by_merged_into on turns (tenant_id, merged_into) where merged_into is not null;

select enable_tenant_isolation('turns');
