-- What was done across the border: delegations, talks, festivals. Something that happened or is planned at a date, with the
-- date as it is known: a day, a month or a year (first and last possible day).
create table activity (
    id                 bigint primary key,
    version            bigint not null,
    key                text,            -- identity in imported files; null for those recorded here
    direction          text,            -- out, in, joint, online; null when the source does not say
    kind               text   not null,
    state              text   not null, -- planned, held, cancelled
    date_from_first    text   not null, date_from_last text not null,
    date_to_first      text,            date_to_last   text,
    title_vi           text   not null,
    title_zh           text   not null,
    title_en           text   not null,
    place              text   not null, -- as published
    gate               bigint references place (id),
    vietnamese_side    text   not null, -- bodies, separated by semicolons
    chinese_side       text   not null,
    purpose            text   not null,
    result             text   not null,
    people_number      bigint,          -- as stated, never added to what the roster lists
    people_qualifier   text,            -- exact, nearly, more_than, about
    people_unit        text,            -- persons, visits
    source             text   not null,
    sample             bigint not null check (sample in (0, 1)),
    listed             bigint not null  -- rows of the roster: kept here so that lists and sums need no join
);
create unique index activity_by_key on activity (key);
create index activity_by_date on activity (date_from_first, id);
create index activity_by_kind on activity (kind, date_from_first, id);
create index activity_by_gate on activity (gate, date_from_first, id);

create table participant (
    id       bigint primary key,
    activity bigint not null references activity (id),
    position bigint not null,
    party    bigint references party (id),
    name     text   not null, -- as on the roster
    other_name text not null, -- in the other script
    title    text   not null, -- post and body
    side     text   not null, -- vn, cn, other
    role     text   not null  -- head, deputy, member, interpreter, attendant
);
create index participant_of_activity on participant (activity, position, id);
create index participant_of_party on participant (party, activity);

-- Bodies that took part, found by their exact names in the two lists of the activity.
create table activity_party (
    activity bigint not null references activity (id),
    party    bigint not null references party (id),
    side     text   not null,
    primary key (activity, party)
);
create index activity_party_of_party on activity_party (party, activity);
