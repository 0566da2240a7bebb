-- The association that this installation belongs to: one row, written by the first-run page. Its emblem is an attachment.
create table association (
    id           bigint primary key check (id = 1),
    version      bigint not null,
    name_vi      text   not null,
    name_zh      text   not null,
    name_en      text   not null,
    short_name   text   not null, -- beside the logo
    paper_symbol text   not null, -- in the numbers of papers: Số: 12/TTr-HHN
    seat         text   not null,
    seat_zh      text   not null,
    phone        text   not null, -- for the public
    email        text   not null
);
