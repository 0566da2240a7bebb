-- From the application to the end of a membership: who asked, what the committee decided under which charter, and earlier
-- memberships of those who came back. Numbers of decisions, receipts and cards come from series without gaps.
create table number_series (
    name text   not null, -- decision, receipt, card
    year bigint not null, -- 0: not counted by year
    last bigint not null,
    primary key (name, year)
);

create table decision (
    id           bigint primary key,
    version      bigint not null,
    kind         text   not null, -- admission, resignation, strike_off, expulsion
    number       bigint not null,
    year         bigint not null,
    symbol       text   not null,
    day          text   not null,
    organ        text   not null, -- executive_committee, standing_committee
    meeting      text   not null,
    seats        bigint not null,
    present      bigint not null,
    in_favour    bigint not null,
    signer       text   not null,
    reason       text   not null,
    charter      bigint references charter (id), -- null: none was recorded for that day
    unique (year, number)
);
create index decision_by_day on decision (day, id);
create index decision_of_charter on decision (charter);

-- Whom a decision is about; a complaint against it goes to the congress.
create table decision_subject (
    decision       bigint not null references decision (id),
    party          bigint not null references party (id),
    complaint_on   text,
    complaint      text   not null,
    outcome        text,           -- upheld: the membership goes on; dismissed
    outcome_on     text,
    outcome_basis  text   not null,
    primary key (decision, party)
);
create index decision_subject_of_party on decision_subject (party);

create table application (
    id             bigint primary key,
    version        bigint not null,
    sort           text   not null check (sort in ('person', 'body')),
    channel        text   not null, -- paper, page
    received       text   not null,
    kind           text   not null, -- official, associate, honorary, organisational
    name_vi        text   not null,
    name_zh        text   not null,
    born_first     text, born_last text,
    occupation     text   not null,
    workplace      text   not null,
    representative text   not null, -- of an organisation
    position       text   not null,
    phone          text   not null,
    email          text   not null,
    address        text   not null,
    reason         text   not null,
    introduced_by  text   not null,
    consent        bigint not null check (consent in (0, 1)),
    note           text   not null,
    state          text   not null, -- received, incomplete, checked, admitted, refused, withdrawn
    state_on       text   not null,
    state_note     text   not null,
    party          bigint references party (id),
    decision       bigint references decision (id)
);
create index application_by_day on application (received, id);
create index application_by_state on application (state, received, id);
create index application_of_party on application (party);
create index application_of_decision on application (decision);

-- Why a membership ended, and memberships that ended before the present one.
alter table membership add column leaving text; -- resigned, struck_off, expelled, deceased, dissolved, incapable
create table former_membership (
    id           bigint primary key,
    party        bigint not null references party (id),
    roll_number  text   not null,
    kind         text   not null,
    joined_first text, joined_last text,
    left_first   text, left_last   text,
    leaving      text
);
create index former_membership_of_party on former_membership (party);
