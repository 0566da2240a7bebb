-- What an office wants to know of people and bodies differs from office to office, so it makes fields itself, and what
-- stands in them is one row each.
create table custom_field (
    id       bigint primary key,
    version  bigint not null,
    about    text   not null check (about in ('both', 'person', 'body')),
    name_vi  text   not null,
    name_zh  text   not null,
    name_en  text   not null,
    hint_vi  text   not null,
    hint_zh  text   not null,
    hint_en  text   not null,
    type     text   not null check (type in ('text', 'lines', 'number', 'date', 'boolean', 'choice')),
    choices  text   not null, -- one a line: code | Vietnamese | Chinese | English
    required bigint not null check (required in (0, 1)),
    personal bigint not null check (personal in (0, 1)),
    listed   bigint not null check (listed in (0, 1)),
    position bigint not null,
    retired  bigint not null check (retired in (0, 1))
);

create table custom_value (
    party bigint not null references party (id),
    field bigint not null references custom_field (id),
    value text   not null, -- canonical: 2015-10, 42, yes, a code
    key   bytea  not null, -- bytes in the order of the values, for filters; of a date its first day
    until bytea  not null, -- of a date its last day, else the key again
    primary key (party, field)
);
create index custom_value_by_key on custom_value (field, key, party);
