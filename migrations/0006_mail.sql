-- Mail that waits, goes out, has gone or could not go. A row is written in the transaction that causes the mail.
create table mail_outbox (
    id           bigint primary key,
    dedupe_key   text   not null unique,             -- the same occasion asked for twice sends one mail
    state        text   not null check (state in ('pending', 'sending', 'sent', 'failed')),
    recipient    text   not null,
    recipient_name text not null,
    subject      text   not null,
    language     text   not null,
    content      text   not null,                    -- encrypted (it may hold a one-time link); '' once sent or useless
    created_at   bigint not null,
    expires_at   bigint,                             -- no use after this moment
    attempts     bigint not null,
    next_attempt bigint,
    claimed_at   bigint,                             -- while sending: by this a crash is recognised
    finished_at  bigint,
    last_error   text   not null                     -- '' or the server's own words
);
create index mail_outbox_state on mail_outbox (state, created_at);
create index mail_outbox_finished_at on mail_outbox (finished_at);
