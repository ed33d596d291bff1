-- The history of hearings and records, what can be restored, and the audit trail.

-- One change that a member, a guest or the program made: a line of the audit
-- trail and, where it is about a hearing, of the history of that hearing.
create table changes (
    tenant_id  uuid not null references tenants,
    id         uuid not null,
    -- The program defines the kinds.
    kind       text not null check (kind ~ '^[a-z_]{1,40}$'),
    -- Members who may not know of the hearing are not shown the subject.
    hearing_id uuid,
    -- what was changed, by its name of that time
    subject    text not null,
    -- who changed it, by the name of that time
    actor      text not null,
    -- null: a guest, the worker or the command line
    member_id  uuid,
    -- the guest who made the change, or for whom it was made
    guest_id   uuid,
    -- only some kinds have one
    reason     text not null default '' check (length(reason) <= 2000),
    -- the change that this one undoes
    reverses   uuid,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, hearing_id) references hearings on delete set null (hearing_id),
    foreign key (tenant_id, member_id) references members,
    foreign key (tenant_id, guest_id) references round_guests,
    foreign key (tenant_id, reverses) references changes
);
create index changes_by_hearing on changes (tenant_id, hearing_id, id) where hearing_id is not null;
create index changes_by_time on changes (tenant_id, created_at desc, id desc);

-- The rows that a change touched, each as it was before.
create table changed_rows (
    tenant_id  uuid not null references tenants,
    change_id  uuid not null,
    -- One of the tables that the program can restore.
    table_name text not null,
    row_id     uuid not null,
    -- the version that the change left; of a deleted row, the next one
    version    integer not null,
    -- null: the change created the row
    before     jsonb,
    -- whether the change deleted the row
    deleted    boolean not null default false,
    primary key (tenant_id, change_id, table_name, row_id),
    foreign key (tenant_id, change_id) references changes on delete cascade,
    constraint changed_rows_deleted_check check (not deleted or before is not null)
);
create index changed_rows_by_row on changed_rows (tenant_id, table_name, row_id, version);

select enable_tenant_isolation('changes'), enable_tenant_isolation('changed_rows');
-- History is append-only.
revoke update, delete on changes, changed_rows from greffe_app;
