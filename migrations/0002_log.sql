-- The one history (decision 10): lines never change once they are in the tree; what they say lies apart and can be erased.
create table log_entry (
    id         bigint primary key,
    at         bigint not null,
    account    bigint,
    actor      text   not null,
    request_id text   not null,
    action     text   not null,
    kind       text   not null,
    record     bigint not null,
    digest     bytea  not null check (length(digest) = 32),
    leaf       bigint unique check (leaf >= 0),
    leaf_hash  bytea,
    check ((leaf is null) = (leaf_hash is null))
);
create index log_entry_record on log_entry (kind, record, id);
-- What the sealer looks for. It holds only lines of the last second, however long the history grows.
create index log_entry_unsealed on log_entry (id) where leaf is null;

create table log_content (
    entry   bigint primary key references log_entry (id),
    salt    bytea  not null,
    title   text   not null,
    content text   not null
);

-- One row for each sealing. The frontier (roots of the complete subtrees) is kept for the newest only.
create table log_head (
    size      bigint primary key check (size > 0),
    root      bytea  not null check (length(root) = 32),
    sealed_at bigint not null,
    frontier  bytea
);
