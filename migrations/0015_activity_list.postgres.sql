-- SQLite keeps the columns of the list in an index, which spares it fifty reads a page. PostgreSQL finds the rows in shared
-- memory, and its index rows must be shorter than four long titles can be.
comment on index activity_by_date is 'the order of the list';
