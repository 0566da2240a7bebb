-- A page of the list lies together in this index. In the table its fifty rows lie on fifty pages, and reading those was most
-- of what a list cost (docs/performance.md). It holds the columns of ActivityLine and replaces the index by date.
create index activity_list on activity (
    date_from_first, id, direction, kind, state, date_from_last, date_to_first, date_to_last, title_vi, title_zh, title_en, place,
    people_number, people_qualifier, people_unit, listed
);
drop index activity_by_date;
