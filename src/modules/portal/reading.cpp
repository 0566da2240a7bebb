#include "modules/portal/reading.hpp"

#include <algorithm>

namespace caunoi::portal {

namespace {

template <class E>
E code_at(const store::Row& row, std::string_view column) {
    E value{};
    records::Conversion<E>::read(value, row, row.column(column));
    return value;
}

PublicLine read_line(const store::Row& row) {
    return {.article = row.id<ArticleId::tag>("article"),
            .variant = row.id<VariantId::tag>("id"),
            .category = code_at<Category>(row, "category"),
            .activity = row.id<exchange::ActivityId::tag>("activity"),
            .slug = std::string(row.text("slug")),
            .title = std::string(row.text("title")),
            .lead = std::string(row.text("lead")),
            .published_at = row.time("published_at"),
            .changed_at = row.time("changed_at"),
            .picture = {.file = row.id<files::FileId::tag>("photo"),
                        .width = row.integer("width"),
                        .height = row.integer("height"),
                        .alt = std::string(row.text("alt"))}};
}

// A place that is a gate of ours has a name in the reference data; any other stands as it was published.
Spoken place_of(const exchange::Activity& activity, Language language, const std::vector<people::Place>& gates) {
    const std::string_view published = activity.place;
    for (const people::Place& gate : gates) {
        const std::string named = "Cửa khẩu " + gate.name.vi;
        const bool is_it = published == named || published == gate.name.vi || published.starts_with(named + ",");
        const Spoken known = spoken(language, gate.name.vi, gate.name.zh, gate.name.en);
        if (is_it && known.language == language) return known;
    }
    return {published, Language::vi};
}

}  // namespace

const std::string* PublicArticle::slug_in(Language language) const {
    const auto found = std::ranges::find(addresses, language, &Address::language);
    return found == addresses.end() ? nullptr : &found->slug;
}

std::vector<PublicLine> published(store::Tx& tx, Language language, Time moment, std::optional<Category> category,
                                  const std::optional<PublicPosition>& after, int limit) {
    store::Query query(
        "select v.id as id, v.article as article, a.category as category, a.activity as activity, v.slug as slug, "
        "v.title as title, v.lead as lead, v.published_at as published_at, v.changed_at as changed_at, a.photo as "
        "photo, "
        "f.width as width, f.height as height, v.alt as alt from article_variant v join article a on a.id = v.article "
        "left join file f on f.id = a.photo where v.state = 'published' and v.language = ");
    query.add("", language).add(" and v.published_at <= ", moment);
    if (category) query.add(" and a.category = ", *category);
    if (after) query.add(" and (v.published_at, v.id) < (", after->at).add(", ", after->variant).add(")");
    query.add(" order by v.published_at desc, v.id desc limit ", limit);
    std::vector<PublicLine> lines;
    for (const store::Row row : tx.query(query)) lines.push_back(read_line(row));
    return lines;
}

std::vector<Category> categories_in_use(store::Tx& tx, Language language, Time moment) {
    std::vector<Category> categories;
    for (const store::Row row : tx.query("select distinct a.category as category from article_variant v join article a "
                                         "on a.id = v.article where v.state = 'published' and v.language = $1 and "
                                         "v.published_at <= $2 order by 1",
                                         language, moment))
        categories.push_back(code_at<Category>(row, "category"));
    std::ranges::sort(categories);
    return categories;
}

std::vector<NamedActivity> named_activities(store::Tx& tx, Language language, Time moment, int limit) {
    std::vector<NamedActivity> named;
    std::vector<exchange::ActivityId> ids;
    std::map<exchange::ActivityId, std::pair<std::string, std::string>> lines;  // slug, title
    // Far fewer articles than activities; the newest hundred are enough to fill a short list.
    for (const store::Row row : tx.query(
             "select a.activity as activity, v.slug as slug, v.title as title from article_variant v join article a on "
             "a.id = "
             "v.article where v.state = 'published' and v.language = $1 and v.published_at <= $2 and a.activity is "
             "not null order by v.published_at desc, v.id desc limit 100",
             language, moment)) {
        const auto id = row.id<exchange::ActivityId::tag>("activity");
        if (lines.try_emplace(id, row.text("slug"), row.text("title")).second) ids.push_back(id);
    }
    std::vector<exchange::Activity> activities = exchange::activities_with(tx, ids);
    std::ranges::sort(activities, std::greater{}, [](const exchange::Activity& activity) {
        return std::pair(activity.date_from.first, activity.id);
    });
    // Places are published in Vietnamese: only other languages look for names.
    const std::vector<people::Place> gates =
        language == Language::vi || activities.empty() ? std::vector<people::Place>{} : people::gates(tx);
    for (exchange::Activity& activity : activities) {
        if (named.size() == static_cast<std::size_t>(limit)) break;
        auto& [slug, title] = lines[activity.id];
        // Titled in that language, it says what was done; the line of the news says it in its own words.
        if (const std::string& own = activity.title_in(language); !own.empty()) title = own;
        const Spoken place = place_of(activity, language, gates);
        std::string place_text(place.text);  // a view into what moves away
        named.push_back({.activity = std::move(activity),
                         .slug = std::move(slug),
                         .title = std::move(title),
                         .place = std::move(place_text),
                         .place_language = place.language});
    }
    return named;
}

std::optional<PublicArticle> find_public(store::Tx& tx, Language language, std::string_view slug, Time moment) {
    auto variant = records::read_one<Variant>(
        tx.query("select * from article_variant where language = $1 and slug = $2 and state = 'published' and "
                 "published_at <= $3",
                 language, slug, moment));
    if (!variant) return std::nullopt;
    auto article = records::read_one<Article>(tx.query("select * from article where id = $1", variant->article));
    if (!article) return std::nullopt;
    PublicArticle found{.article = *std::move(article), .variant = *std::move(variant)};
    for (const store::Row row : tx.query(
             "select language, slug, content, state, published_at from article_variant where article = $1 order by "
             "id",
             found.article.id)) {
        const auto of = code_at<Language>(row, "language");
        if (of == found.article.source_language && found.variant.source_content)
            found.stale = *found.variant.source_content < row.integer("content");
        if (row.text("state") == "published" && row.time("published_at") <= moment)
            found.addresses.push_back({.language = of, .slug = std::string(row.text("slug"))});
    }
    std::ranges::sort(found.addresses, {}, &Address::language);
    for (files::Attached& file : files::list_of(tx, "article", found.article.id.value)) {
        if (file.file == found.article.photo)
            found.picture = {.file = file.file, .width = file.width, .height = file.height, .alt = found.variant.alt};
        else
            found.files.push_back(std::move(file));
    }
    constexpr int most_related = 4;
    found.related = published(tx, language, moment, found.article.category, {}, most_related + 1);
    std::erase_if(found.related, [&](const PublicLine& line) { return line.article == found.article.id; });
    if (found.related.size() > most_related) found.related.pop_back();
    return found;
}

std::optional<std::string> current_slug(store::Tx& tx, Language language, std::string_view slug, Time moment) {
    store::Rows rows = tx.query(
        "select v.slug as slug from article_slug s join article_variant v on v.article = s.article and "
        "v.language = s.language where s.language = $1 and s.slug = $2 and v.state = 'published' and "
        "v.published_at <= $3",
        language, slug, moment);
    const auto row = rows.next();
    return row ? std::optional<std::string>(row->text("slug")) : std::nullopt;
}

bool is_public(store::Tx& tx, ArticleId article, Time moment) {
    return tx.integer(
               "select count(*) from article_variant where article = $1 and state = 'published' and published_at <= $2",
               article, moment) > 0;
}

std::vector<Language> languages_with_articles(store::Tx& tx, Time moment) {
    std::vector<Language> found;
    for (const Language language : languages) {
        // One step into the index for each: a distinct over all rows would read them all.
        if (tx.query(
                  "select id from article_variant where state = 'published' and language = $1 and published_at <= $2 "
                  "order by published_at, id limit 1",
                  language, moment)
                .next())
            found.push_back(language);
    }
    return found;
}

std::optional<Time> next_appearance(store::Tx& tx, Time moment) {
    const std::int64_t at = tx.integer(
        "select coalesce(min(published_at), 0) from article_variant where state = 'published' and published_at > $1",
        moment);
    return at == 0 ? std::nullopt : std::optional(Time(std::chrono::seconds(at)));
}

std::optional<Language> front_language(store::Tx& tx, const Context& context) {
    const std::vector<Language> found = languages_with_articles(tx, context.now);
    if (found.empty()) return std::nullopt;
    const bool own = std::ranges::find(found, context.language) != found.end();
    return own ? context.language : found.front();
}

std::vector<MappedArticle> site_map(store::Tx& tx, Time moment, int limit) {
    std::vector<MappedArticle> map;
    for (const store::Row row :
         tx.query("select article, language, slug, changed_at, published_at from article_variant where state = "
                  "'published' and published_at <= $1 order by article desc, id limit $2",
                  moment, limit))
        map.push_back(
            {.article = row.id<ArticleId::tag>("article"),
             .address = {.language = code_at<Language>(row, "language"), .slug = std::string(row.text("slug"))},
             .changed_at = std::max(row.time("changed_at"), row.time("published_at"))});
    return map;
}

}  // namespace caunoi::portal
