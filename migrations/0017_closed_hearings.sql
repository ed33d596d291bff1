-- A whole hearing in closed session (huis clos): for organisers and those present alone.

alter table hearings add column closed boolean not null default false;
create index hearings_closed on hearings (tenant_id, id) where closed;

-- What was summarised while the hearing was closed stays closed when it is opened.
alter table summaries add column closed boolean not null default false;

-- Which kinds of deeds there are stands in the program: a list here would be
-- written anew by every migration that adds one.
alter table deeds drop constraint deeds_kind_check,
    add constraint deeds_kind_check check (kind ~ '^[a-z_]{1,40}$');

-- What hearing a line of the trail is about: its name is not for every manager.
alter table audit_entries add column hearing_id uuid,
    add foreign key (tenant_id, hearing_id) references hearings;
do $$
declare
    authority uuid;
begin
    for authority in select id from tenants loop
        perform set_config('app.tenant', authority::text, true);
        update audit_entries a
           set hearing_id = (select f.id from (
                   select h.id, h.title from hearings h
                    union all
                   select u.hearing_id, u.title from summaries u) f
                 where f.title = a.subject limit 1);
    end loop;
    perform set_config('app.tenant', '', true);
end $$;
