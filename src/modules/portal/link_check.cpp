#include "modules/portal/link_check.hpp"

#include "modules/portal/reading.hpp"
#include "platform/base/text.hpp"
#include "platform/html/components.hpp"
#include "platform/http/assets.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <thread>

namespace caunoi::portal {

namespace {

struct Found {
    Outcome outcome = Outcome::waiting;
    std::string detail = {};
};

// --- within this site ------------------------------------------------------------------------------------------------

bool site_page(std::string_view path) {
    for (const Language language : languages) {
        const std::string front = fmt::format("/{}", code(language));
        if (path == front || path == front + "/news" || path == front + "/feed.atom") return true;
    }
    return path == "/" || path == "/sitemap.xml";
}

bool readable_article(store::Tx& tx, std::string_view path, Time moment) {
    const auto pieces = split(path, '/');  // "", "vi", "news", "slug"
    if (pieces.size() != 4 || pieces[2] != "news") return false;
    const auto language = parse_language(pieces[1]);
    return language && current_slug(tx, *language, pieces[3], moment).has_value();
}

bool readable_file(store::Tx& tx, std::string_view path, Time moment) {
    constexpr std::string_view folder = "/files/";
    if (!path.starts_with(folder)) return false;
    const auto file = parse_id<files::FileId::tag>(path.substr(folder.size()));
    if (!file) return false;
    const auto places = files::places_of(tx, *file);
    return std::ranges::any_of(places, [&](const files::Place& place) {
        return place.kind == "article" && is_public(tx, ArticleId{place.record}, moment);
    });
}

// What readers can open; pages of the office are not for them.
Found look_inside(store::Tx& tx, std::string_view path, Time moment) {
    path = path.substr(0, path.find_first_of("?#"));
    const bool good = site_page(path) || readable_article(tx, path, moment) || readable_file(tx, path, moment) ||
                      http::find_asset_by_path(path) != nullptr;
    return {.outcome = good ? Outcome::good : Outcome::broken};
}

// The path of an address of this site, "" for one of another.
std::string_view path_within(std::string_view url, std::string_view public_url) {
    if (url.starts_with('/')) return url;
    if (public_url.empty() || !url.starts_with(public_url)) return {};
    url.remove_prefix(public_url.size());
    return url.empty() ? "/" : url.starts_with('/') ? url : std::string_view();
}

// --- out of it -------------------------------------------------------------------------------------------------------

std::string host_of(std::string_view url) {
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos) return {};
    url.remove_prefix(scheme + 3);
    url = url.substr(0, url.find_first_of("/?#"));
    if (const std::size_t user = url.rfind('@'); user != std::string_view::npos) url.remove_prefix(user + 1);
    return to_lower(url);
}

Found judged(const links::Answer& answer) {
    using Kind = links::Answer::Kind;
    if (answer.kind == Kind::refused) return {.outcome = Outcome::refused, .detail = answer.problem};
    if (answer.kind == Kind::silent) return {.outcome = Outcome::unreachable, .detail = answer.problem};
    const std::string detail = std::to_string(answer.status);
    switch (answer.status) {
        case 401:
        case 402:
        case 403:
        case 405:
        case 406:
        case 407:
        case 429:
        case 451: return {.outcome = Outcome::unclear, .detail = detail};
        case 408: return {.outcome = Outcome::unreachable, .detail = detail};
        default: break;
    }
    if (answer.status < 400 || answer.status == 416) return {.outcome = Outcome::good, .detail = detail};
    return {.outcome = answer.status < 500 ? Outcome::broken : Outcome::unreachable, .detail = detail};
}

void keep(Context& context, const std::string& url, const Found& found) {
    write(context, [&](store::Tx& tx) {
        tx.execute("update article_link set outcome = $1, detail = $2, checked_at = $3 where url = $4", found.outcome,
                   found.detail, context.now, url);
    });
}

std::vector<std::string> due(store::Tx& tx, const Context& context, const CheckOptions& options) {
    std::vector<std::string> urls;
    for (const store::Row row :
         tx.query("select url, min(coalesce(checked_at, 0)) as checked from article_link where checked_at is null or "
                  "checked_at <= $1 group by url order by checked, url collate \"C\" limit $2",
                  context.now - options.due, options.most))
        urls.emplace_back(row.text("url"));
    return urls;
}

// One question to each host in turn, so that none is asked twice within the pause.
int ask_outside(Context& context, std::map<std::string, std::deque<std::string>> hosts, const CheckOptions& options) {
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + options.budget;
    int asked = 0;
    while (!hosts.empty()) {
        const auto round = Clock::now();
        for (auto host = hosts.begin(); host != hosts.end();) {
            if (Clock::now() >= end) return asked;
            const std::string url = std::move(host->second.front());
            host->second.pop_front();
            keep(context, url, judged(links::look(url, options.fetch)));
            ++asked;
            host = host->second.empty() ? hosts.erase(host) : std::next(host);
        }
        if (!hosts.empty()) std::this_thread::sleep_until(std::min(end, round + options.pause));
    }
    return asked;
}

CheckedLink read_link(const store::Row& row) {
    CheckedLink link;
    link.article = row.id<ArticleId::tag>("article");
    link.title = row.text("title");
    link.url = row.text("url");
    link.detail = row.text("detail");
    records::Conversion<Language>::read(link.language, row, row.column("language"));
    records::Conversion<Outcome>::read(link.outcome, row, row.column("outcome"));
    records::Conversion<std::optional<Time>>::read(link.checked_at, row, row.column("checked_at"));
    return link;
}

}  // namespace

void keep_links(store::Tx& tx, const Variant& variant) {
    constexpr std::size_t longest = 2000;
    std::vector<std::string> urls = html::markdown_targets(variant.body);
    std::erase_if(urls, [](const std::string& url) { return url.starts_with("mailto:") || url.size() > longest; });
    store::Query gone("delete from article_link where variant = ");
    gone.add("", variant.id).add(" and url not in (''");
    for (const std::string& url : urls) gone.add(", ", url);
    tx.execute(gone.add(")"));
    for (const std::string& url : urls)
        tx.execute(
            "insert into article_link (variant, url, outcome, detail, checked_at) values ($1, $2, 'waiting', '', null) "
            "on conflict (variant, url) do nothing",
            variant.id, url);
}

void forget_links(store::Tx& tx, VariantId variant) {
    tx.execute("delete from article_link where variant = $1", variant);
}

std::vector<CheckedLink> links_of(store::Tx& tx, ArticleId article) {
    std::vector<CheckedLink> links;
    for (const store::Row row : tx.query(
             "select v.article as article, v.language as language, v.title as title, l.url as url, l.outcome as "
             "outcome, l.detail as detail, l.checked_at as checked_at from article_link l join article_variant v on "
             "v.id = l.variant where v.article = $1 order by v.id, l.url collate \"C\"",
             article))
        links.push_back(read_link(row));
    return links;
}

Result<std::vector<CheckedLink>> links_that_need_care(Context& context, int limit) {
    TRY(context.require(can_view));
    return read(context, [&](store::Tx& tx) -> Result<std::vector<CheckedLink>> {
        std::vector<CheckedLink> links;
        for (const store::Row row : tx.query(
                 "select v.article as article, v.language as language, v.title as title, l.url as url, l.outcome as "
                 "outcome, l.detail as detail, l.checked_at as checked_at from article_link l join article_variant v "
                 "on "
                 "v.id = l.variant where l.outcome in ('broken', 'unreachable', 'refused') "
                 "order by v.article desc, v.id, l.url collate \"C\" limit $1",
                 limit))
            links.push_back(read_link(row));
        return links;
    });
}

int check_links(Context& context, const CheckOptions& options) {
    const std::vector<std::string> urls = read(context, [&](store::Tx& tx) { return due(tx, context, options); });
    int looked = 0;
    std::map<std::string, std::deque<std::string>> hosts;
    for (const std::string& url : urls) {
        const std::string_view path = path_within(url, context.installation.public_url);
        if (path.empty()) {
            auto& of_host = hosts[host_of(url)];
            if (of_host.size() < options.most_of_host) of_host.push_back(url);
            continue;
        }
        keep(context, url, read(context, [&](store::Tx& tx) { return look_inside(tx, path, context.now); }));
        ++looked;
    }
    return looked + ask_outside(context, std::move(hosts), options);
}

void check_links(Context& context) {
    check_links(context, CheckOptions{});
}

bool links_are_due(store::Tx& tx) {
    return tx.integer("select count(*) from (select 1 as one from article_link limit 1) as any_link") > 0;
}

}  // namespace caunoi::portal
