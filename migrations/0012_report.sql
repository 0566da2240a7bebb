-- What a source states: a declared total of a period, or a fact in words. Kept as it was published, with its source; never
-- computed, and never added to what is (decision 13).
create table fact (
    id          bigint primary key,
    version     bigint not null,
    key         text,            -- identity in the file it came from; null for those recorded here
    title_vi    text   not null, -- what is stated
    title_zh    text   not null,
    title_en    text   not null,
    value       text   not null, -- in words, when it is not a number
    number      bigint,
    qualifier   text,            -- exact, nearly, more_than, about
    unit        text   not null, -- as published
    measure     text,            -- the figure of the report that it stands beside; null for none
    direction   text,            -- out, in, joint, online; null for all
    period_from_first text, period_from_last text,
    period_to_first   text, period_to_last   text,
    standing    text   not null, -- published, derived, unstated, confirmed, conflict
    source      text   not null,
    duties      text   not null, -- rows of the duties table, separated by semicolons: "S8;S10"
    record_kind text   not null, -- the record that carries it: "activity"; "" for none
    record      bigint not null
);
create unique index fact_by_key on fact (key);
create index fact_by_measure on fact (measure, period_from_first, id);
create index fact_by_duties on fact (duties, id);
