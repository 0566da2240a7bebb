-- The charter as the congress adopted it: each edition is a row, in force from the day of its approval until the next one.
-- What is decided keeps the edition that it was decided under.
create table charter (
    id                     bigint primary key,
    version                bigint not null,
    title                  text   not null,
    title_zh               text   not null,
    adopted_first          text, adopted_last text,
    in_force               text unique, -- null: a draft
    approval               text   not null,
    term_years             bigint not null,
    congress_quorum        text   not null, -- shares: ">1/2", "2/3"
    congress_majority      text   not null,
    committee_most         bigint,
    committee_meetings     bigint not null,
    committee_quorum       text   not null,
    committee_majority     text   not null,
    standing_most          bigint,
    standing_meetings      bigint not null,
    standing_quorum        text   not null,
    standing_majority      text   not null,
    inspection_most        bigint,
    inspection_quorum      text   not null,
    inspection_majority    text   not null,
    absences               bigint,
    organisational         bigint not null check (organisational in (0, 1)),
    associate              bigint not null check (associate in (0, 1)),
    honorary               bigint not null check (honorary in (0, 1)),
    admitted_by            text   not null, -- executive_committee, standing_committee
    representative_days    bigint,
    fee_official           bigint not null, -- đồng a year
    fee_organisational     bigint not null,
    fee_associate          bigint not null,
    fee_days               bigint not null,
    arrears_years          bigint,
    text                   text   not null,
    text_zh                text   not null,
    source                 text   not null
);
