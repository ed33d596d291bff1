-- The correction round: those who spoke read their own words and propose corrections.

create table rounds (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    hearing_id uuid not null,
    -- the last day; after it, silence counts as agreement
    due_on     date not null,
    opened_by  uuid not null,
    closed_at  timestamptz,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, hearing_id) references hearings on delete cascade,
    foreign key (tenant_id, opened_by) references members
);
create unique index rounds_under_way on rounds (tenant_id, hearing_id) where closed_at is null;

-- Someone who spoke and is asked to read his own words; he needs no account.
create table round_guests (
    tenant_id       uuid not null references tenants,
    id              uuid not null,
    round_id        uuid not null,
    attendance_id   uuid not null,
    email           text not null check (length(email) <= 254),
    -- the last message with a link
    delivery_id     uuid,
    first_opened_at timestamptz,
    agreed_at       timestamptz,
    revoked_at      timestamptz,
    -- by the worker, once
    reminded_at     timestamptz,
    -- what he adds in writing, beside the record
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

-- The links that lead to a guest's page. Only a hash of what they carry is
-- kept: a reminder brings another one beside the first.
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

-- What a guest would have one of his turns say.
create table proposals (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    guest_id   uuid not null,
    turn_id    uuid not null,
    -- of the turn, when he read it
    version    integer not null,
    text       text not null,
    footnotes  jsonb not null default '[]',
    comment    text not null default '' check (length(comment) <= 2000),
    state      text not null default 'proposed' check (state in ('proposed', 'accepted', 'amended', 'refused')),
    -- to the guest
    answer     text not null default '' check (length(answer) <= 2000),
    decided_by uuid,
    decided_at timestamptz,
    -- the correction that it led to
    deed_id    uuid,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, guest_id) references round_guests on delete cascade,
    foreign key (tenant_id, turn_id) references turns on delete cascade,
    foreign key (tenant_id, decided_by) references members,
    foreign key (tenant_id, deed_id) references deeds,
    check ((state = 'proposed') = (decided_at is null))
);
create unique index proposals_undecided on proposals (tenant_id, guest_id, turn_id) where state = 'proposed';
create index proposals_by_deed on proposals (tenant_id, deed_id) where deed_id is not null;

select wall('rounds'), wall('round_guests'), wall('round_links'), wall('proposals');

-- The history tells of the round: what a guest did, what was done for one, and what the worker did.
alter table deeds
    alter column member_id drop not null,
    add column guest_id uuid,
    add foreign key (tenant_id, guest_id) references round_guests,
    drop constraint deeds_kind_check,
    add constraint deeds_kind_check check (kind in (
        'correction', 'partition', 'merger', 'move', 'insertion', 'removal', 'attribution',
        'restoration', 'import', 'reversal', 'erratum', 'details', 'attendance',
        'holding', 'cancellation', 'reinstatement', 'review', 'recall',
        'approval', 'publication', 'withdrawal',
        'round_opening', 'round_sending', 'round_reminder', 'round_revocation', 'round_visit',
        'round_agreement', 'round_proposal', 'round_refusal', 'round_contribution', 'round_closure'));

alter table deliveries
    drop constraint deliveries_kind_check,
    add constraint deliveries_kind_check
        check (kind in ('edition', 'action', 'invitation', 'password_reset', 'round'));
-- The history only grows; but a correction learns for which guest it was made once it stands.
grant update (guest_id) on deeds to greffe_app;
