-- Files: the content lies on disk under its hash, once however often it is kept; a row is one kept file with its name.
create table file (
    id           bigint primary key,
    sha256       bytea  not null check (length(sha256) = 32),
    bytes        bigint not null check (bytes > 0),
    type         text   not null,
    name         text   not null,
    width        bigint not null,      -- of an image as it is shown; 0: not an image
    height       bigint not null,
    created_at   bigint not null,
    unused_since bigint                -- no record has it; null while one does
);
create index file_content on file (sha256);
create index file_unused on file (unused_since) where unused_since is not null;

-- Which record has which file. Who may see the record may see the file.
create table attachment (
    kind     text   not null,
    record   bigint not null,
    file     bigint not null references file (id),
    role     text   not null check (role in ('photo', 'paper', 'attachment')),
    position bigint not null,
    title    text   not null,
    primary key (kind, record, file)
);
create index attachment_file on attachment (file);
