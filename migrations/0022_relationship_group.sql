-- Who belongs with whom, from when to when, kept once and read from either end; and sets of persons and bodies that the office
-- makes for its work. "group" is a word of SQL.
create table relationship (
    id         bigint primary key,
    version    bigint not null,
    party      bigint not null references party (id),
    type       text   not null, -- works_at, represents, contact_of … (as read from `party`)
    other      bigint not null references party (id),
    role_vi    text   not null,
    role_zh    text   not null,
    from_first text, from_last text,
    to_first   text, to_last   text,
    note       text   not null,
    source     text   not null,
    check (party <> other)
);
create index relationship_of_party on relationship (party, type, other);
create index relationship_of_other on relationship (other, type, party);

create table party_group (
    id       bigint primary key,
    version  bigint not null,
    name_vi  text   not null,
    name_zh  text   not null,
    name_en  text   not null,
    purpose  text   not null,
    name_key bytea  not null, -- ICU keys of the name that lists show first
    zh_key   bytea  not null
);
create index party_group_in_order on party_group (name_key, id);
create index party_group_in_order_zh on party_group (zh_key, id);

create table party_group_member (
    party_group bigint not null references party_group (id),
    party       bigint not null references party (id),
    since       text   not null,
    added_by    text   not null, -- the name of the account, as in the history
    primary key (party_group, party)
);
create index party_group_member_of_party on party_group_member (party, party_group);
