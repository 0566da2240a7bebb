-- Cards of members: each has its number, which is what the code on it says; a new one ends the old one.
create table member_card (
    id          bigint primary key,
    version     bigint not null,
    party       bigint not null references party (id),
    number      bigint not null unique, -- the last digit checks the others
    issued      text   not null,
    valid_until text,                   -- null: while the membership lasts
    ended       text
);
create index member_card_of_party on member_card (party, issued);
