-- Which founding minimum and which authority an association has follow from its level.
alter table association add column level text; -- commune, district, province, national

-- Figures that law sets and changes come with the program (rules/legal.tsv). Here stand those that an office corrected or
-- added: each takes the place of the shipped one of the same code.
create table legal_rule (
    id         bigint primary key,
    version    bigint not null,
    code       text   not null unique, -- members.minimum.province.2024-11-26
    value      bigint not null,
    from_first text, from_last text,
    to_first   text, to_last   text,
    basis      text   not null,
    note       text   not null,
    unverified bigint not null check (unverified in (0, 1))
);
