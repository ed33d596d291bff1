-- The record as it is worked upon: sections, turns divided, joined, moved and
-- taken out, and what every one of these deeds changed.

-- Between any two places there is another one: nothing is ever numbered anew.
alter table turns
    alter column position type numeric,
    add column footnotes jsonb not null default '[]',
    -- the section that begins with this turn; a title of its own where it has one
    add column section text check (section in ('opening_statement', 'exchange', 'titled')),
    add column section_title text not null default '' check (length(section_title) <= 300),
    -- taken out of the record; it keeps its number, and can be put back
    add column removed boolean not null default false,
    -- where its words are now: its link leads there
    add column merged_into uuid,
    add foreign key (tenant_id, merged_into) references turns,
    add check ((section is not distinct from 'titled') = (section_title <> '')),
    add check (merged_into is null or removed);
create index turns_merged on turns (tenant_id, hearing_id, merged_into) where merged_into is not null;

-- What someone did to a hearing or its record, at once.
create table deeds (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    hearing_id uuid not null,
    kind       text not null check (kind in (
                   'correction', 'partition', 'merger', 'move', 'insertion', 'removal', 'attribution',
                   'import', 'restoration', 'reversal', 'erratum',
                   'details', 'attendance',
                   'holding', 'cancellation', 'reinstatement', 'review', 'recall',
                   'approval', 'publication', 'withdrawal')),
    -- why, where a reason is asked for
    reason     text not null default '' check (length(reason) <= 2000),
    -- none: brought from the command line
    member_id  uuid,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, hearing_id) references hearings on delete cascade,
    foreign key (tenant_id, member_id) references members
);
create index deeds_by_hearing on deeds (tenant_id, hearing_id, id);

-- Words quoted from a closed turn stay closed when the turn is opened.
alter table actions add column quote_closed boolean not null default false;

-- A revision is a turn as it stood before a deed. What a deed brought in had been absent (removed).
alter table turn_revisions rename to former_revisions;
create table turn_revisions (
    tenant_id     uuid not null references tenants,
    turn_id       uuid not null,
    version       integer not null,
    deed_id       uuid not null,
    position      numeric not null,
    attendance_id uuid,
    label         text not null,
    text          text not null,
    closed        boolean not null,
    provenance    text not null,
    footnotes     jsonb not null,
    section       text,
    section_title text not null,
    removed       boolean not null,
    merged_into   uuid,
    primary key (tenant_id, turn_id, version),
    foreign key (tenant_id, turn_id) references turns on delete cascade,
    foreign key (tenant_id, deed_id) references deeds on delete cascade
);
create index turn_revisions_by_deed on turn_revisions (tenant_id, deed_id);

select wall('deeds'), wall('turn_revisions');
-- The history only grows.
revoke update, delete on deeds, turn_revisions from greffe_app;

-- What there is already. Notes are read, kept and put back with their turn: [[marker, text], …].
do $$
declare
    authority uuid;
begin
    for authority in select id from tenants loop
        perform set_config('app.tenant', authority::text, true);
        update turns t set footnotes = n.list
          from (select turn_id, jsonb_agg(jsonb_build_array(marker, text) order by position) as list
                  from footnotes group by turn_id) n
         where n.turn_id = t.id;
        update actions x set quote_closed = true from turns t where t.id = x.turn_id and t.closed;
        insert into deeds (id, hearing_id, kind, member_id, created_at)
        select r.id, t.hearing_id, 'correction', r.member_id, r.created_at
          from former_revisions r join turns t on t.id = r.turn_id;
        insert into turn_revisions (turn_id, version, deed_id, position, attendance_id, label, text, closed,
                                    provenance, footnotes, section_title, removed)
        select r.turn_id, r.version, r.id, t.position, r.attendance_id, r.label, r.text, r.closed,
               case r.version when 1 then 'imported' else 'corrected' end, r.footnotes, '', false
          from former_revisions r join turns t on t.id = r.turn_id;
    end loop;
    perform set_config('app.tenant', '', true);
end $$;
drop table footnotes, former_revisions;
