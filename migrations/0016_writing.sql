-- A name in a script is a record of its own: its parts, whether somebody confirmed it, from when to when it holds. Lists of
-- persons go by given name and by strokes, too.
alter table writing add column version bigint not null default 1;
alter table writing add column confirmed bigint not null default 1 check (confirmed in (0, 1));
alter table writing add column family text not null default '';
alter table writing add column middle text not null default '';
alter table writing add column given text not null default '';

-- Keys of earlier rows are made by the job that builds the search index anew.
alter table party add column given_key bytea not null default '';
alter table party add column stroke_key bytea not null default '';
alter table party add column address_form text; -- mr, ms, comrade, excellency

create index party_in_order on party (name_key, id);
create index party_in_order_zh on party (zh_key, id);
create index party_by_given on party (given_key, id);
create index party_by_stroke on party (stroke_key, id);
create index party_by_given_of_sort on party (sort, given_key, id);
create index party_by_given_of_relation on party (relation, given_key, id);
create index party_by_relation_zh on party (relation, zh_key, id);
