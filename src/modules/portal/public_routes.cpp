// HTTP for readers. Each answer is the same for everybody and may be kept until something public changes.
#include "modules/portal/feed.hpp"
#include "modules/portal/public_pages.hpp"
#include "modules/portal/routes.hpp"
#include "platform/base/text.hpp"
#include "platform/web/pipeline.hpp"

#include <algorithm>

namespace caunoi::portal {

namespace {

constexpr int lines_a_page = 24;
constexpr int lines_of_front = 13;  // the first large, six as cards, six as a list
constexpr int lines_of_feed = 30;
constexpr int most_activities = 6;
constexpr int most_mapped = 10'000;  // a sitemap may hold 50,000 addresses

// The page says which day it is, and shows what is scheduled as soon as its moment has come.
Time valid_until(store::Tx& tx, const Context& context) {
    const Time midnight =
        std::chrono::sys_days(context.today()) + std::chrono::days(1) - std::chrono::hours(7);  // in Hà Nội
    return std::min(midnight, next_appearance(tx, context.now).value_or(midnight));
}

// Keeps only addresses that the site itself writes: else anybody could fill the memory with invented queries.
http::Response for_everybody(const http::Request& request, http::Response response, Time until) {
    const bool known = std::ranges::all_of(
        request.query, [](const auto& pair) { return pair.first == "category" || pair.first == "after"; });
    response.for_everybody = true;
    response.valid_until = known ? until : Time{};  // over already: not kept at all
    return response;
}

PublicFrame frame_of(store::Tx& tx, const http::Request& request, const Context& context) {
    return {.base = base_of(request, context), .categories = categories_in_use(tx, context.language, context.now)};
}

Result<http::Response> front(const http::Request& request, Context& context) {
    return read(context, [&](store::Tx& tx) -> Result<http::Response> {
        FrontView view{.frame = frame_of(tx, request, context)};
        view.news = published(tx, context.language, context.now, {}, {}, lines_of_front);
        if (view.news.empty()) {
            view.elsewhere = languages_with_articles(tx, context.now);
        } else {
            view.first = find_public(tx, context.language, view.news.front().slug, context.now);
            view.news.erase(view.news.begin());
            view.activities = named_activities(tx, context.language, context.now, most_activities);
        }
        return for_everybody(request, http::page(front_page(context, view)), valid_until(tx, context));
    });
}

// "1779944400_1234567"
std::optional<PublicPosition> position_of(std::string_view text) {
    const std::size_t line = text.find('_');
    if (line == std::string_view::npos) return std::nullopt;
    const auto at = parse_integer(text.substr(0, line));
    const auto id = parse_id<VariantId::tag>(text.substr(line + 1));
    if (!at || !id) return std::nullopt;
    return PublicPosition{.at = Time(std::chrono::seconds(*at)), .variant = *id};
}

Result<http::Response> news(const http::Request& request, Context& context) {
    return read(context, [&](store::Tx& tx) -> Result<http::Response> {
        NewsView view{.frame = frame_of(tx, request, context)};
        if (const auto code = records::find_code(category_codes, request.query_value("category")))
            view.category = static_cast<Category>(*code);
        const auto after = position_of(request.query_value("after"));
        view.first_page = !after;
        view.lines = published(tx, context.language, context.now, view.category, after, lines_a_page + 1);
        view.more = view.lines.size() > lines_a_page;
        if (view.more) view.lines.pop_back();
        return for_everybody(request, http::page(news_page(context, view)), valid_until(tx, context));
    });
}

Result<http::Response> article(const http::Request& request, Context& context) {
    return read(context, [&](store::Tx& tx) -> Result<http::Response> {
        const std::string_view slug = request.parameter("slug");
        const Time until = valid_until(tx, context);
        if (auto found = find_public(tx, context.language, slug, context.now)) {
            const ArticleView view{.frame = frame_of(tx, request, context), .article = *std::move(found)};
            return for_everybody(request, http::page(article_page(context, view)), until);
        }
        if (const auto now_at = current_slug(tx, context.language, slug, context.now)) {
            http::Response moved;
            moved.status = 301;
            moved.for_everybody = true;  // no cookies; only answers with status 200 are kept
            moved.add("Location", article_url({.language = context.language, .slug = *now_at}).text());
            return moved;
        }
        return for_everybody(request, http::page(not_found_page(context, frame_of(tx, request, context)), 404), until);
    });
}

Result<http::Response> feed(const http::Request& request, Context& context) {
    return read(context, [&](store::Tx& tx) -> Result<http::Response> {
        http::Response response;
        response.type = "application/atom+xml; charset=utf-8";
        response.body = atom_feed(context, base_of(request, context),
                                  published(tx, context.language, context.now, {}, {}, lines_of_feed));
        return for_everybody(request, std::move(response), valid_until(tx, context));
    });
}

Result<http::Response> map(const http::Request& request, Context& context) {
    return read(context, [&](store::Tx& tx) -> Result<http::Response> {
        http::Response response;
        response.type = "application/xml; charset=utf-8";
        response.body = site_map_xml(base_of(request, context), site_map(tx, context.now, most_mapped),
                                     languages_with_articles(tx, context.now));
        return for_everybody(request, std::move(response), valid_until(tx, context));
    });
}

Result<http::Response> robots_text(const http::Request& request, Context& context) {
    return read(context, [&](store::Tx& tx) -> Result<http::Response> {
        return for_everybody(request, http::text(robots(base_of(request, context))), valid_until(tx, context));
    });
}

}  // namespace

void register_public_routes(http::Router& router) {
    using http::Door;
    // Patterns are literals, and the pipeline takes the language from the path.
    for (const char* pattern : {"/vi", "/zh", "/en"}) router.get(pattern, front, Door::everybody);
    for (const char* pattern : {"/vi/news", "/zh/news", "/en/news"}) router.get(pattern, news, Door::everybody);
    for (const char* pattern : {"/vi/news/{slug}", "/zh/news/{slug}", "/en/news/{slug}"})
        router.get(pattern, article, Door::everybody);
    for (const char* pattern : {"/vi/feed.atom", "/zh/feed.atom", "/en/feed.atom"})
        router.get(pattern, feed, Door::everybody);
    router.get("/sitemap.xml", map, Door::everybody);
    router.get("/robots.txt", robots_text, Door::everybody);
}

}  // namespace caunoi::portal
