-- What is kept beside a record: press articles, written contributions, slides, recordings. The bytes of a
-- file lie outside the database, under the tenant, the document and their checksum; the row says what they are.
create table documents (
    tenant_id   uuid not null references tenants,
    id          uuid not null,
    hearing_id  uuid not null,
    kind        text not null check (kind in ('press_article', 'broadcast_transcript', 'contribution', 'slides',
                                              'recording', 'other')),
    title       text not null check (length(title) between 1 and 300),
    -- who published it, who wrote it, and when
    source      text not null default '' check (length(source) <= 300),
    author      text not null default '' check (length(author) <= 300),
    dated       date,
    address     text not null default '' check (length(address) <= 2000),
    description text not null default '' check (length(description) <= 5000),
    closed      boolean not null default false,
    -- the file, where there is one: its name as it came, what its content is, its weight and its checksum
    file_name   text not null default '' check (length(file_name) <= 300),
    media       text check (media in ('pdf', 'docx', 'odt', 'xlsx', 'png', 'jpeg', 'webp', 'gif',
                                      'mp3', 'wav', 'ogg', 'flac', 'm4a', 'aac', 'mp4', 'webm')),
    bytes       bigint check (bytes > 0),
    sha256      bytea check (length(sha256) = 32),
    pages       integer check (pages > 0),
    -- its words, pasted or taken out of the file
    text        text not null default '' check (length(text) <= 4194304),
    text_state  text not null default 'none' check (text_state in ('none', 'pasted', 'taken', 'failed')),
    version     integer not null default 1,
    -- taken away; it can be put back, and its bytes stay
    removed_at  timestamptz,
    created_by  uuid not null,
    created_at  timestamptz not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, hearing_id) references hearings on delete cascade,
    foreign key (tenant_id, created_by) references members,
    check ((media is null) = (bytes is null) and (media is null) = (sha256 is null))
);
create index documents_by_hearing on documents (tenant_id, hearing_id, id);
create index documents_by_checksum on documents (tenant_id, hearing_id, sha256) where sha256 is not null;

select wall('documents');
-- Nothing that was brought is lost.
revoke delete on documents from greffe_app;

-- The history of a hearing tells of its documents. Which kinds of deeds there are stands in the program.
alter table deeds
    drop constraint deeds_kind_check,
    add constraint deeds_kind_check check (kind ~ '^[a-z_]{1,40}$');
