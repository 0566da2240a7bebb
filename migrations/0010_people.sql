-- Persons and bodies share one id space, and every name in every script is a row of its own: a name has a source, a time,
-- and an official form, and no language is a column (decision 0105).
create table party (
    id       bigint primary key,
    version  bigint not null,
    sort     text   not null check (sort in ('person', 'body')),
    relation text   not null,
    side     text   not null,
    note     text   not null,
    source   text   not null,
    sample   bigint not null check (sample in (0, 1)),
    name_key bytea  not null, -- ICU key of the name that lists show first: vietnamese order
    zh_key   bytea  not null  -- the same for Chinese readers: pinyin order
);
create index party_by_name on party (sort, name_key, id);
create index party_by_name_zh on party (sort, zh_key, id);
create index party_by_relation on party (relation, name_key, id);

create table place (
    id         bigint primary key,
    version    bigint not null,
    kind       text   not null, -- gate, commune, ward
    code       text   not null, -- official code of a unit, or the key of the reference file
    parent     text   not null, -- as published: "huyện Cao Lộc"
    former     text   not null, -- former units, as published
    unverified bigint not null check (unverified in (0, 1)),
    note       text   not null,
    source     text   not null,
    unique (kind, code)
);

create table writing (
    id         bigint primary key,
    owner      bigint not null, -- a party or a place: ids never collide
    kind       text   not null, -- vi, zh_hans, zh_hant, latin, pinyin, han_viet, en
    text       text   not null,
    source     text   not null,
    official   bigint not null check (official in (0, 1)),
    from_first text, from_last text,
    to_first   text, to_last   text
);
create index writing_of_owner on writing (owner, kind, id);
create index writing_by_text on writing (text, owner);

create table contact_point (
    id       bigint primary key,
    party    bigint not null references party (id),
    kind     text   not null, -- phone, email, address, zalo, wechat, website
    value    text   not null,
    position bigint not null
);
create index contact_point_of_party on contact_point (party, position);

create table membership (
    party        bigint primary key references party (id),
    roll_number  text   not null,
    kind         text   not null, -- official, associate, honorary, organisational
    joined_first text, joined_last text,
    left_first   text, left_last   text
);
create unique index membership_by_number on membership (roll_number);

-- The label of a term and its actual days differ: 2017–2022 ended with the congress of June 2023.
create table term (
    id          bigint primary key,
    version     bigint not null,
    ordinal     bigint not null unique,
    label_from  bigint not null,
    label_to    bigint not null,
    begun_first text, begun_last text,
    ended_first text, ended_last text,
    members     bigint,         -- size that the congress fixed for the executive committee
    source      text   not null
);

create table post (
    id         bigint primary key,
    version    bigint not null,
    party      bigint not null references party (id),
    term       bigint not null references term (id),
    organ      text   not null, -- executive_committee, standing_committee, inspection_board, office
    office     text   not null, -- chair, vice_chair, secretary_general, chief_of_office, head, deputy_head, member
    from_first text, from_last text,
    to_first   text, to_last   text,
    source     text   not null
);
create index post_of_party on post (party, id);
create index post_of_term on post (term, organ, id);
