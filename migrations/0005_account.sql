-- Who may come in: accounts, sessions, one-time links and counts of failed sign-ins; and what a body may see.
create table account (
    id                  bigint  primary key,
    version             bigint  not null,
    name                text    not null unique,
    full_name           text    not null,
    email               text    not null,            -- '' for none
    roles               text    not null,            -- codes in their order, one blank between: a request needs no join
    body                bigint,                      -- the party that partners and agencies act for
    language            text    not null check (language in ('vi', 'zh', 'en')),
    theme               text    not null check (theme in ('auto', 'light', 'dark')),
    shortcuts           bigint  not null check (shortcuts in (0, 1)),
    disabled            bigint  not null check (disabled in (0, 1)),
    password            text    not null,            -- argon2id in its text form; '' until a one-time link is used
    created_at          bigint  not null,
    last_sign_in        bigint
);
create index account_email on account (lower(email));
create index account_body on account (body);

create table session (
    id          bigint primary key,
    secret_hash text   not null unique,              -- SHA-256 in hexadecimal: a stolen copy of this table opens nothing
    account     bigint not null references account (id),
    created_at  bigint not null,
    last_seen   bigint not null,
    address     text   not null,
    agent       text   not null
);
create index session_account on session (account);
create index session_last_seen on session (last_seen);

create table one_time_link (
    secret_hash text   primary key,
    account     bigint not null references account (id),
    created_at  bigint not null,
    expires_at  bigint not null
);
create index one_time_link_account on one_time_link (account);

-- The bucket is an HMAC: an address is personal data, and a name typed by mistake may be a password.
create table sign_in_failure (
    bucket       text   primary key,
    counted_from bigint not null,
    count        bigint not null
);
create index sign_in_failure_counted_from on sign_in_failure (counted_from);

create table access_grant (
    kind   text   not null,
    record bigint not null,
    body   bigint not null,
    level  text   not null check (level in ('view', 'comment')),
    since  bigint not null,
    primary key (kind, record, body)
);
create index access_grant_body on access_grant (body, kind, record);
