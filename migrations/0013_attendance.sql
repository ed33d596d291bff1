-- Whether someone noted was there, or who came instead; when he came and left; how that is known.

alter table attendances
    add column presence text not null default 'present'
        check (presence in ('present', 'remote', 'excused', 'absent')),
    add column replaced_by uuid,
    -- By the clock on the wall, on the day of the hearing: they go with it when it is put off.
    add column arrived_at time,
    add column left_at time,
    add column evidence text not null default 'none'
        check (evidence in ('none', 'sheet', 'call', 'confirmed')),
    -- What can never be. That nobody speaks or stands in who was not there concerns several rows, and
    -- minutes may say so by mistake: the writer of the row refuses it, under a lock on the hearing.
    add unique (tenant_id, hearing_id, id),
    add foreign key (tenant_id, hearing_id, replaced_by) references attendances (tenant_id, hearing_id, id),
    add check (replaced_by <> id),
    add check (replaced_by is null or presence in ('excused', 'absent')),
    add check (presence in ('present', 'remote') or (arrived_at is null and left_at is null)),
    add check (left_at > arrived_at);
create index attendances_replacing on attendances (tenant_id, hearing_id, replaced_by)
    where replaced_by is not null;

-- A roll that was called can be put back as it stood before.
alter table removals drop constraint removals_kind_check,
    add check (kind in ('attendance', 'recipient', 'member', 'roll'));
