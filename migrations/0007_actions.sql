-- Follow-up actions and the reports on them.

create table actions (
    tenant_id    uuid not null references tenants,
    id           uuid not null,
    hearing_id   uuid not null,
    turn_id      uuid,
    quote        text not null default '' check (length(quote) <= 5000),
    -- The quoted turn was closed when it was quoted; opening the turn does not open the quote.
    quote_closed boolean not null default false,
    title        text not null check (length(title) between 1 and 300),
    -- in charge: a body, a member, or both
    body_id      uuid,
    member_id    uuid,
    due_on       date,
    state        text not null default 'open' check (state in ('open', 'in_progress', 'done')),
    version      integer not null default 1,
    created_by   uuid not null,
    -- when the action was done
    closed_at    timestamptz,
    created_at   timestamptz not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, hearing_id) references hearings,
    foreign key (tenant_id, turn_id) references turns,
    foreign key (tenant_id, body_id) references bodies,
    foreign key (tenant_id, member_id) references members,
    foreign key (tenant_id, created_by) references members,
    constraint actions_in_charge_check check (body_id is not null or member_id is not null),
    constraint actions_done_check check ((state = 'done') = (closed_at is not null))
);
create index actions_by_hearing on actions (tenant_id, hearing_id);
create index actions_by_turn on actions (tenant_id, turn_id);
-- One index for each register: all actions, those of a body, those of a member;
-- open ones by due date, closed ones by date of closure.
create index actions_to_do on actions (tenant_id, due_on, id) where state <> 'done';
create index actions_to_do_by_body on actions (tenant_id, body_id, due_on, id) where state <> 'done';
create index actions_to_do_by_member on actions (tenant_id, member_id, due_on, id) where state <> 'done';
create index actions_done on actions (tenant_id, closed_at, id) where state = 'done';
create index actions_done_by_body on actions (tenant_id, body_id, closed_at, id) where state = 'done';
create index actions_done_by_member on actions (tenant_id, member_id, closed_at, id) where state = 'done';

create table action_updates (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    action_id  uuid not null,
    member_id  uuid not null,
    kind       text not null check (kind in ('note', 'assignment', 'closure', 'reopening', 'reversal')),
    note       text not null default '' check (length(note) <= 10000),
    -- of an assignment or its undo: the names of that day, because members and bodies can be renamed
    from_whom  text not null default '' check (length(from_whom) <= 500),
    to_whom    text not null default '' check (length(to_whom) <= 500),
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, action_id) references actions,
    foreign key (tenant_id, member_id) references members
);
create index action_updates_by_action on action_updates (tenant_id, action_id, created_at);

select enable_tenant_isolation('actions'), enable_tenant_isolation('action_updates');
