-- One search index over all kinds of record (decision 14). Not copied between installations: it is built from the records.
-- An id begins with the document's day, so that the index read backwards is newest first.
create table search_fts_doc (
    id     bigint   primary key check (id > 0),
    kind   text     not null,
    record bigint   not null,
    round  bigint   not null,                     -- of building; what an earlier round left is gone from the records
    date   text     not null,
    title  text     not null,
    titles text     not null,
    text   text     not null,
    tokens tsvector not null,
    unique (kind, record)
);
-- Without a list of pending entries, which every search would have to read through.
create index search_fts_doc_tokens on search_fts_doc using gin (tokens) with (fastupdate = off);

create table search_fts_state (
    version bigint not null,                      -- of the tokens; 0: never built
    round   bigint not null
);
insert into search_fts_state (version, round) values (0, 1);
-- Numbers of documents, the lower part of their ids: a row would make writers wait for each other.
create sequence search_fts_last;
