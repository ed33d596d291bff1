-- Documents of a hearing: press articles, contributions, slides, recordings.
-- Files are stored outside the database, under tenant, document and checksum.

create table documents (
    tenant_id   uuid not null references tenants,
    id          uuid not null,
    hearing_id  uuid not null,
    kind        text not null check (kind in ('press_article', 'broadcast_transcript', 'contribution', 'slides',
                                              'recording', 'other')),
    title       text not null check (length(title) between 1 and 300),
    -- the publisher
    source      text not null default '' check (length(source) <= 300),
    author      text not null default '' check (length(author) <= 300),
    -- the date of publication
    dated       date,
    -- a URL
    address     text not null default '' check (length(address) <= 2000),
    description text not null default '' check (length(description) <= 5000),
    -- visible to organisers and those who attended only
    closed      boolean not null default false,
    -- the name of the uploaded file
    file_name   text not null default '' check (length(file_name) <= 300),
    -- the type of the file, detected from its content; null without a file
    media       text check (media in ('pdf', 'docx', 'odt', 'xlsx', 'png', 'jpeg', 'webp', 'gif',
                                      'mp3', 'wav', 'ogg', 'flac', 'm4a', 'aac', 'mp4', 'webm')),
    -- the size of the file
    bytes       bigint check (bytes > 0),
    sha256      bytea check (length(sha256) = 32),
    pages       integer check (pages > 0),
    -- pasted, or extracted ('taken') from the file
    text        text not null default '' check (length(text) <= 4194304),
    text_state  text not null default 'none' check (text_state in ('none', 'pasted', 'taken', 'failed')),
    version     integer not null default 1,
    -- A removed document can be restored; its file is kept.
    removed_at  timestamptz,
    created_by  uuid not null,
    created_at  timestamptz not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, hearing_id) references hearings,
    foreign key (tenant_id, created_by) references members,
    constraint documents_file_check
        check ((media is null) = (bytes is null) and (media is null) = (sha256 is null))
);
create index documents_by_hearing on documents (tenant_id, hearing_id, id);
create index documents_by_checksum on documents (tenant_id, hearing_id, sha256) where sha256 is not null;

select enable_tenant_isolation('documents');
-- The program removes a document by removed_at only.
revoke delete on documents from greffe_app;
