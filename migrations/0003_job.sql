-- Work that must not happen inside a transaction is written down in it (outbox) and done afterwards, at least once.
create table job (
    id           bigint primary key,
    kind         text   not null,
    payload      text   not null,
    state        text   not null check (state in ('waiting', 'running', 'failed')),
    run_at       bigint not null,           -- next due; while running, when its worker is given up
    claim        text   not null default '',
    attempts     bigint not null default 0,
    last_error   text   not null default '',
    error_number text   not null default ''
);
create index job_due on job (run_at, id) where state <> 'failed';
create index job_failed on job (id) where state = 'failed';

create table job_schedule (
    kind             text   primary key,
    next_at          bigint not null,       -- while running, when its worker is given up
    claim            text   not null default '',
    last_ok_at       bigint,
    last_duration_ms bigint not null default 0,
    failures         bigint not null default 0,  -- since it last went well
    last_error_at    bigint,
    last_error       text   not null default '',
    error_number     text   not null default ''
);
