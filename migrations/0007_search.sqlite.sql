-- One search index over all kinds of record (decision 14). Not copied between installations: it is built from the records.
-- An id begins with the document's day, so that the index read backwards is newest first.
create table search_fts_doc (
    id     bigint primary key check (id > 0),
    kind   text   not null,
    record bigint not null,
    round  bigint not null,                       -- of building; what an earlier round left is gone from the records
    date   text   not null,
    title  text   not null,
    titles text   not null,
    text   text   not null,
    unique (kind, record)
);

-- The tokens as they were indexed. FTS5 forgets a document only when it is told exactly these.
create table search_fts_words (
    id    integer primary key,
    words text    not null,
    exact text    not null
);
create virtual table search_fts using fts5 (
    words, exact, content = 'search_fts_words', content_rowid = 'id', tokenize = 'ascii', columnsize = 0, prefix = '2 3'
);

create table search_fts_state (
    version bigint not null,                      -- of the tokens; 0: never built
    round   bigint not null,
    last    bigint not null                       -- number of the newest document, the lower part of its id
);
insert into search_fts_state (version, round, last) values (0, 1, 0);
