-- A document is kept as it came, whatever its kind.
alter table imports alter column source type bytea using convert_to(source, 'UTF8');

-- When a turn is heard in the recording, in milliseconds from its beginning; its cues are
-- [[offset in the text in bytes, milliseconds], …]. A revision keeps them with the text.
alter table turns
    add column starts_ms integer check (starts_ms >= 0),
    add column ends_ms integer check (ends_ms >= starts_ms),
    add column cues jsonb not null default '[]';
alter table turn_revisions
    add column starts_ms integer,
    add column ends_ms integer,
    add column cues jsonb not null default '[]';
