-- What follows from a hearing: actions, summaries, and the mail that carries them.

create table actions (
    tenant_id   uuid not null references tenants,
    id          uuid not null,
    hearing_id  uuid not null,
    turn_id     uuid,
    quote       text not null default '' check (length(quote) <= 5000),
    title       text not null check (length(title) between 1 and 300),
    body_id     uuid,
    member_id   uuid,
    due_on      date,
    state       text not null default 'open' check (state in ('open', 'in_progress', 'done')),
    version     integer not null default 1,
    created_by  uuid not null,
    closed_at   timestamptz,
    created_at  timestamptz not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, hearing_id) references hearings,
    foreign key (tenant_id, turn_id) references turns,
    foreign key (tenant_id, body_id) references bodies,
    foreign key (tenant_id, member_id) references members,
    foreign key (tenant_id, created_by) references members,
    check (body_id is not null or member_id is not null),
    check ((state = 'done') = (closed_at is not null))
);
create index actions_by_hearing on actions (tenant_id, hearing_id);
create index actions_by_turn on actions (tenant_id, turn_id);
create index actions_by_body on actions (tenant_id, body_id, due_on) where state <> 'done';
create index actions_by_member on actions (tenant_id, member_id, due_on) where state <> 'done';
create index actions_by_due on actions (tenant_id, due_on, id);

create table action_updates (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    action_id  uuid not null,
    member_id  uuid not null,
    kind       text not null check (kind in ('note', 'assignment', 'closure', 'reopening')),
    note       text not null default '' check (length(note) <= 10000),
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, action_id) references actions on delete cascade,
    foreign key (tenant_id, member_id) references members
);
create index action_updates_by_action on action_updates (tenant_id, action_id, created_at);

create table summaries (
    tenant_id   uuid not null references tenants,
    id          uuid not null,
    hearing_id  uuid not null,
    title       text not null check (length(title) between 1 and 300),
    markdown    text not null check (length(markdown) <= 200000),
    state       text not null default 'draft' check (state in ('draft', 'approved', 'sent')),
    version     integer not null default 1,
    created_by  uuid not null,
    approved_by uuid,
    approved_at timestamptz,
    sent_by     uuid,
    sent_at     timestamptz,
    created_at  timestamptz not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, hearing_id) references hearings,
    foreign key (tenant_id, created_by) references members,
    foreign key (tenant_id, approved_by) references members,
    foreign key (tenant_id, sent_by) references members,
    check ((state = 'draft') = (approved_at is null)),
    check ((state = 'sent') = (sent_at is not null))
);
create index summaries_by_hearing on summaries (tenant_id, hearing_id);
-- The political groups a summary is meant for.
create table summary_groups (
    tenant_id  uuid not null references tenants,
    summary_id uuid not null,
    body_id    uuid not null,
    primary key (tenant_id, summary_id, body_id),
    foreign key (tenant_id, summary_id) references summaries on delete cascade,
    foreign key (tenant_id, body_id) references bodies
);
-- Every text a summary has had before the present one.
create table summary_revisions (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    summary_id uuid not null,
    version    integer not null,
    title      text not null,
    markdown   text not null,
    member_id  uuid not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, summary_id, version),
    foreign key (tenant_id, summary_id) references summaries on delete cascade,
    foreign key (tenant_id, member_id) references members
);
-- A summary as one political group receives it, frozen when it is sent.
create table editions (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    summary_id uuid not null,
    body_id    uuid not null,
    body_name  text not null,
    subject    text not null,
    text       text not null,
    html       text not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, summary_id, body_id),
    foreign key (tenant_id, summary_id) references summaries,
    foreign key (tenant_id, body_id) references bodies
);

-- The outbox: one message for one recipient, written in the transaction that
-- causes it, sent by the worker later. Mail of the installation itself
-- (password resets) is kept under the nil tenant.
--
-- handed_over is committed just before the message's content goes on the wire:
-- a worker that dies before it leaves a message that is sent again, one that
-- dies after it leaves a message that nobody can call sent or unsent.
create table deliveries (
    tenant_id       uuid not null references tenants,
    id              uuid not null,
    kind            text not null check (kind in ('edition', 'action', 'invitation', 'password_reset')),
    edition_id      uuid,
    action_id       uuid,
    recipient_name  text not null default '',
    recipient_email text not null check (length(recipient_email) <= 254),
    message_id      text not null,
    subject         text not null,
    text            text not null,
    html            text not null,
    state           text not null default 'queued'
                    check (state in ('queued', 'sending', 'sent', 'deferred', 'bounced', 'uncertain')),
    handed_over     boolean not null default false,
    attempts        integer not null default 0,
    next_attempt_at timestamptz not null default now(),
    claimed_until   timestamptz,
    last_response   text not null default '',
    sent_at         timestamptz,
    created_at      timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, message_id),
    foreign key (tenant_id, edition_id) references editions,
    foreign key (tenant_id, action_id) references actions
);
create index deliveries_due on deliveries (tenant_id, next_attempt_at) where state in ('queued', 'deferred', 'sending');
create index deliveries_by_edition on deliveries (tenant_id, edition_id);

select wall('actions'), wall('action_updates'), wall('summaries'), wall('summary_groups'),
       wall('summary_revisions'), wall('editions'), wall('deliveries');
-- A delivery is never deleted, whatever became of it.
revoke delete on deliveries, editions from greffe_app;

-- The installation itself: its slug can be no address.
alter table tenants drop constraint tenants_slug_check;
alter table tenants add constraint tenants_slug_check
    check (slug ~ '^[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?$' or id = '00000000-0000-0000-0000-000000000000');
set local app.tenant = '00000000-0000-0000-0000-000000000000';
insert into tenants (id, slug, name) values ('00000000-0000-0000-0000-000000000000', '', 'Greffe');
