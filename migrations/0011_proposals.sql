-- Corrections that guests of a round propose for their turns.

create table proposals (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    guest_id   uuid not null,
    turn_id    uuid not null,
    -- the version of the turn that the guest read
    version    integer not null,
    text       text not null,
    footnotes  jsonb not null default '[]',
    comment    text not null default '' check (length(comment) <= 2000),
    state      text not null default 'proposed' check (state in ('proposed', 'accepted', 'amended', 'refused')),
    -- shown to the guest
    answer     text not null default '' check (length(answer) <= 2000),
    decided_by uuid,
    decided_at timestamptz,
    -- the change of the turn that resulted
    change_id  uuid,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, guest_id) references round_guests on delete cascade,
    foreign key (tenant_id, turn_id) references turns,
    foreign key (tenant_id, decided_by) references members,
    foreign key (tenant_id, change_id) references changes,
    constraint proposals_decided_check check ((state = 'proposed') = (decided_at is null))
);
create index proposals_by_guest on proposals (tenant_id, guest_id);
create index proposals_by_turn on proposals (tenant_id, turn_id);
create index proposals_by_change on proposals (tenant_id, change_id) where change_id is not null;
create unique index proposals_undecided on proposals (tenant_id, guest_id, turn_id) where state = 'proposed';

select enable_tenant_isolation('proposals');
