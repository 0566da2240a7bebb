-- Administrative units through time. A reform makes new rows and ends the old ones; nothing is renamed in place. Names are
-- writings, as of persons and bodies. What a unit or a body became is in `succession`.
create table unit (
    id         bigint primary key,
    version    bigint not null,
    country    text   not null, -- vn, cn
    type       text   not null, -- commune, district, prefecture_city …
    code       text   not null, -- official one, '' when unknown
    parent     bigint references unit (id),
    from_first text, from_last text,
    to_first   text, to_last   text, -- the first day on which it was no more
    basis      text   not null,
    note       text   not null,
    source     text   not null,
    unverified bigint not null check (unverified in (0, 1)),
    name_key   bytea  not null, -- without the word for its type
    zh_key     bytea  not null
);
create index unit_in_order on unit (name_key, id);
create index unit_in_order_zh on unit (zh_key, id);
create index unit_of_parent on unit (parent, id);

create table succession (
    id       bigint primary key,
    version  bigint not null,
    before   bigint not null, -- two units or two bodies: ids never collide
    after    bigint not null,
    part     bigint not null check (part in (0, 1)), -- 1: only a part of it
    on_first text, on_last text,
    basis    text   not null,
    unique (before, after)
);
create index succession_of_after on succession (after, before);

-- Communes and wards stood among the gates, from the demonstration's table alone and without anything that refers to them.
delete from writing where owner in (select id from place where kind <> 'gate');
delete from place where kind <> 'gate';

-- In which unit an address lies, as it was called then.
alter table party add column unit bigint references unit (id);
