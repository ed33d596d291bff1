-- Whether the turn was closed before the edit: opening one is a change as well.
alter table turn_revisions add column closed boolean not null default false;
