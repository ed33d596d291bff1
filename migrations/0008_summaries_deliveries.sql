-- Summaries, and the outbox of all mail.

create table summaries (
    tenant_id   uuid not null references tenants,
    id          uuid not null,
    hearing_id  uuid not null,
    title       text not null check (length(title) between 1 and 300),
    markdown    text not null check (length(markdown) <= 200000),
    state       text not null default 'draft' check (state in ('draft', 'approved', 'sent')),
    -- The hearing was closed when the summary was written. The summary stays closed when the hearing is opened.
    closed      boolean not null default false,
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
    constraint summaries_approved_check check ((state = 'draft') = (approved_at is null)),
    constraint summaries_sent_check check ((state = 'sent') = (sent_at is not null))
);
create index summaries_by_hearing on summaries (tenant_id, hearing_id);
create index summaries_unsent on summaries (tenant_id, hearing_id) where state <> 'sent';

-- The political groups that receive a summary.
create table summary_groups (
    tenant_id  uuid not null references tenants,
    summary_id uuid not null,
    body_id    uuid not null,
    -- for the history of changes
    id         uuid not null default gen_random_uuid(),
    version    integer not null default 1,
    primary key (tenant_id, summary_id, body_id),
    unique (tenant_id, id),
    foreign key (tenant_id, summary_id) references summaries,
    foreign key (tenant_id, body_id) references bodies
);

-- A summary as it was sent to one political group.
create table editions (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    summary_id uuid not null,
    body_id    uuid not null,
    body_name  text collate "fr-x-icu" not null,
    subject    text not null,
    text       text not null,
    html       text not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, summary_id, body_id),
    foreign key (tenant_id, summary_id) references summaries,
    foreign key (tenant_id, body_id) references bodies
);

-- The outbox: one message to one recipient, written in the transaction that
-- causes it and sent later by the worker.
create table deliveries (
    tenant_id       uuid not null references tenants,
    id              uuid not null,
    kind            text not null check (kind in ('edition', 'action', 'invitation', 'password_reset', 'round')),
    edition_id      uuid,
    action_id       uuid,
    recipient_name  text collate "fr-x-icu" not null default '',
    recipient_email text not null check (length(recipient_email) <= 254),
    -- the Message-ID header, the same at each attempt
    message_id      text not null,
    subject         text not null,
    text            text not null,
    html            text not null,
    state           text not null default 'queued'
                    check (state in ('queued', 'sending', 'sent', 'deferred', 'bounced', 'uncertain')),
    -- Committed just before the content is transmitted. A worker that stops
    -- earlier leaves a message that is sent again; one that stops later leaves
    -- a message that may have been sent ('uncertain').
    handed_over     boolean not null default false,
    -- The hearing was closed meanwhile: no further attempt.
    withheld        boolean not null default false,
    attempts        integer not null default 0,
    next_attempt_at timestamptz not null default now(),
    -- no other worker takes the message before
    claimed_until   timestamptz,
    last_attempt_at timestamptz,
    -- the answer of the mail server
    last_response   text not null default '',
    sent_at         timestamptz,
    created_at      timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, message_id),
    foreign key (tenant_id, edition_id) references editions,
    foreign key (tenant_id, action_id) references actions
);
create index deliveries_due on deliveries (tenant_id, next_attempt_at)
    where state in ('queued', 'deferred', 'sending');
create index deliveries_by_edition on deliveries (tenant_id, edition_id);
create index deliveries_failed on deliveries (tenant_id, edition_id) where state in ('bounced', 'uncertain');

select enable_tenant_isolation('summaries'), enable_tenant_isolation('summary_groups'),
       enable_tenant_isolation('editions'),
       enable_tenant_isolation('deliveries');
-- What was sent, or could not be sent, stays on file.
revoke delete on deliveries, editions from greffe_app;
