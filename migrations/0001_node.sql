-- Which process makes ids as which node, and until when (ids.hpp). A row is never deleted: until_ms also says from which
-- moment on the next holder may make ids.
create table node_lease (
    node     bigint primary key check (node between 0 and 511),
    until_ms bigint not null
);
