-- Public pages are kept as finished bytes; this number says since which change (decision 0104).
create table generation (
    name  text   primary key,
    value bigint not null
);
insert into generation (name, value) values ('public', 1);
