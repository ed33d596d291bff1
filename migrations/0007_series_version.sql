-- Two managers may write the presentation of a series at once: a late edit sees both.
alter table series add column version integer not null default 1;
