-- Articles for the public: one text per language, each with a state of its own. Whether a translation is behind its source
-- is not stored but follows from the two content numbers.
create table article (
    id              bigint primary key,
    version         bigint not null,
    category        text   not null, -- exchange, association, education, culture, trade, border, notice
    source_language text   not null check (source_language in ('vi', 'zh', 'en')),
    date_first      text, date_last text, -- of the dateline, as precisely as it is known
    -- What it reports on. An activity may be deleted while its article stays.
    activity        bigint references activity (id) on delete set null,
    photo           bigint references file (id),
    sample          bigint not null check (sample in (0, 1))
);
create index article_activity on article (activity);
create index article_photo on article (photo);
create index article_category on article (category, id);

create table article_variant (
    id             bigint primary key,
    version        bigint not null,
    article        bigint not null references article (id),
    language       text   not null check (language in ('vi', 'zh', 'en')),
    state          text   not null check (state in ('draft', 'published', 'withdrawn')),
    title          text   not null,
    slug           text   not null, -- '' until it is first published, unless typed
    place          text   not null, -- of the dateline: a place has another name in another language
    lead           text   not null,
    body           text   not null, -- Markdown
    caption        text   not null,
    alt            text   not null,
    credit         text   not null,
    published_at   bigint,          -- may lie ahead: then readers see it from that moment on
    changed_at     bigint not null,
    content        bigint not null, -- counts changes of what readers read
    source_content bigint,          -- the source's number that this was made from; null for the source itself
    unique (article, language),
    check (state <> 'published' or (published_at is not null and slug <> ''))
);
create index article_variant_public on article_variant (language, published_at, id) where state = 'published';

create index article_variant_slug on article_variant (language, slug);

-- Every address that an article was ever published under: an old one leads to the new one.
create table article_slug (
    language text   not null,
    slug     text   not null,
    article  bigint not null references article (id),
    primary key (language, slug)
);
create index article_slug_article on article_slug (article);

-- Links in published texts, and what was last found behind them.
create table article_link (
    variant    bigint not null references article_variant (id),
    url        text   not null,
    outcome    text   not null, -- waiting, good, broken, unreachable, unclear, refused
    detail     text   not null, -- the status or what went wrong, as the other side said it
    checked_at bigint,
    primary key (variant, url)
);
create index article_link_checked on article_link (checked_at);
