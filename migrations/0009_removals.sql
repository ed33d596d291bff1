-- What was taken away lately, so that it can be put back: nobody is asked
-- beforehand whether he is sure. Rows older than a day are swept away.
create table removals (
    tenant_id  uuid not null references tenants,
    kind       text not null check (kind in ('attendance', 'recipient', 'member')),
    id         uuid not null,
    content    jsonb not null,
    removed_at timestamptz not null default now(),
    primary key (tenant_id, kind, id)
);
create index removals_by_age on removals (tenant_id, removed_at);
select wall('removals');
