#include "modules/portal/article_store.hpp"

#include <algorithm>

namespace caunoi::portal::article_store {

std::optional<Article> find(store::Tx& tx, ArticleId id) {
    return records::read_one<Article>(tx.query("select * from article where id = $1", id));
}

std::vector<Article> after(store::Tx& tx, ArticleId last, int limit) {
    return records::read_all<Article>(
        tx.query("select * from article where id > $1 order by id limit $2", last.value, limit));
}

void remove(store::Tx& tx, ArticleId id) {
    tx.execute("delete from article_link where variant in (select id from article_variant where article = $1)", id);
    tx.execute("delete from article_slug where article = $1", id);
    tx.execute("delete from article_variant where article = $1", id);
    tx.execute("delete from article where id = $1", id);
}

std::vector<Variant> variants_of(store::Tx& tx, ArticleId id) {
    std::vector<Variant> variants =
        records::read_all<Variant>(tx.query("select * from article_variant where article = $1 order by id", id));
    std::ranges::sort(variants, {}, &Variant::language);  // vi, zh, en: not an order of the codes
    return variants;
}

std::vector<Variant> variants_of_all(store::Tx& tx, std::span<const ArticleId> ids) {
    store::Query query(
        "select id, version, article, language, state, published_at, changed_at, content, source_content, title, slug, "
        "place, '' as lead, '' as body, caption, alt, credit from article_variant where article in (0");
    for (const ArticleId id : ids) query.add(", ", id.value);
    std::vector<Variant> variants = records::read_all<Variant>(tx.query(query.add(") order by id")));
    std::ranges::stable_sort(variants, {}, &Variant::language);
    return variants;
}

void insert(store::Tx& tx, Variant& variant) {
    static const std::string sql = records::insert_sql(records::describe<Variant>());
    variant.id = tx.new_id<VariantId::tag>();
    variant.version = 1;
    records::insert_row(tx, records::describe<Variant>(), sql, &variant);
}

bool update(store::Tx& tx, Variant& variant) {
    static const std::string sql = records::update_sql(records::describe<Variant>());
    const std::int64_t before = variant.version++;
    return records::update_row(tx, sql, records::describe<Variant>(), &variant, variant.id.value, before) == 1;
}

bool take_slug(store::Tx& tx, Language language, std::string_view slug, ArticleId id) {
    tx.execute(
        "insert into article_slug (language, slug, article) values ($1, $2, $3) on conflict (language, slug) do "
        "nothing",
        language, slug, id);
    return tx.integer("select article from article_slug where language = $1 and slug = $2", language, slug) == id.value;
}

std::vector<std::string> slugs_like(store::Tx& tx, Language language, std::string_view slug, ArticleId except) {
    std::vector<std::string> slugs;
    const std::string longer = std::string(slug) + "-%";
    for (const store::Row row :
         tx.query("select slug from article_slug where language = $1 and (slug = $2 or slug like "
                  "$3) and article <> $4 order by slug collate \"C\"",
                  language, slug, longer, except))
        slugs.emplace_back(row.text("slug"));
    return slugs;
}

std::vector<ArticleLine> list(store::Tx& tx, const ArticleFilter& filter, const std::vector<std::int64_t>* ids,
                              ArticleId from, bool backwards, int limit) {
    store::Query query("select id, category, source_language, date_first, date_last, sample from article where true");
    if (filter.category) query.add(" and category = ", *filter.category);
    if (filter.state)
        query
            .add(" and exists (select 1 from article_variant v where v.article = article.id and v.state = ",
                 *filter.state)
            .add(")");
    if (filter.stale)
        query.add(
            " and exists (select 1 from article_variant v join article_variant s on s.article = v.article and "
            "s.language = article.source_language where v.article = article.id and v.source_content < s.content)");
    if (ids) {
        query.add(" and id in (0");
        for (const std::int64_t id : *ids) query.add(", ", id);
        query.add(")");
    }
    if (from) backwards ? query.add(" and id > ", from) : query.add(" and id < ", from);
    if (backwards)
        query.add(" order by id limit ", limit);
    else
        query.add(" order by id desc limit ", limit);
    std::vector<ArticleLine> lines;
    for (const store::Row row : tx.query(query)) {
        ArticleLine& line = lines.emplace_back();
        line.id = row.id<ArticleId::tag>("id");
        line.sample = row.boolean("sample");
        records::Conversion<Category>::read(line.category, row, row.column("category"));
        records::Conversion<Language>::read(line.source_language, row, row.column("source_language"));
        records::Conversion<PartialDate>::read(line.date, row, row.column("date_first"));
    }
    if (backwards) std::ranges::reverse(lines);
    std::vector<ArticleId> of;
    for (const ArticleLine& line : lines) of.push_back(line.id);
    for (Variant& variant : variants_of_all(tx, of))
        std::ranges::find(lines, variant.article, &ArticleLine::id)->variants.push_back(std::move(variant));
    return lines;
}

}  // namespace caunoi::portal::article_store
