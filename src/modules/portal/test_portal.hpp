// What the tests of this folder share: a whole site with this module's routes, asked without a socket.
#pragma once

#include "modules/exchange/activity.hpp"
#include "modules/people/test_people.hpp"
#include "modules/portal/article.hpp"
#include "modules/portal/reading.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/auth/csrf.hpp"
#include "platform/auth/session_store.hpp"
#include "platform/base/test_files.hpp"
#include "platform/html/test_markup.hpp"
#include "platform/web/file_route.hpp"
#include "platform/web/pipeline.hpp"

#include <filesystem>
#include <fstream>

namespace caunoi::portal {

using people::day;
using people::failed_with;
using people::noon;
using people::problems;
using Lines = std::vector<std::string>;

using html::has;

class PortalTest : public people::ModuleTest {
protected:
    PortalTest() {
        installation.data = folder.path();
        for (const char* each : {"files", "spool"}) std::filesystem::create_directories(installation.data / each);
        register_search();
        register_files();
        register_routes(router);
        web::register_file_route(router);
    }

    TestFolder folder;
    Context editor = context_of({can_view, can_write, can_publish, exchange::can_view, exchange::can_record});
    Context writer = context_of({can_view, can_write});
    Context chair = context_of({can_view, can_publish});
    Context viewer = context_of({can_view});

    http::Router router;
    web::PublicCache cache;
    Time time = noon;
    Lines faults;
    web::Site site{.database = test.database(),
                   .installation = installation,
                   .router = router,
                   .cache = cache,
                   .clock = [this] { return time; },
                   .log = {},
                   .fault = [this](std::string_view, std::string_view what) { faults.emplace_back(what); }};

    static VariantInput text(std::string_view title) {
        return {.title = std::string(title),
                .slug = {},
                .place = "Lạng Sơn",
                .lead = "Đoạn dẫn của " + std::string(title),
                .body = "Nội dung của **" + std::string(title) + "**.",
                .caption = {},
                .alt = {},
                .credit = {}};
    }
    ArticleId begin(std::string_view title, Category category = Category::exchange, Language source = Language::vi) {
        NewArticle input;
        input.category = category;
        input.date = day("2018-05-14");
        input.source_language = source;
        input.title = title;
        return must(create_article(editor, input));
    }
    std::int64_t version(ArticleId id, Language language) {
        const Variant* variant = (details = must(find_article(editor, id))).in(language);
        return variant ? variant->version : 0;
    }
    Variant variant(ArticleId id, Language language) {
        const ArticleDetails found = must(find_article(editor, id));
        if (const Variant* one = found.in(language)) return *one;
        throw std::runtime_error("no text in that language");
    }
    bool stale(ArticleId id, Language language) {
        const ArticleDetails found = must(find_article(editor, id));
        return found.stale(*found.in(language));
    }
    static void good(const Result<void>& result) { EXPECT_TRUE(result) << (result ? "" : text_of(result.error())); }
    void save(ArticleId id, Language language, const VariantInput& input, std::optional<std::int64_t> made_from = {}) {
        good(save_variant(editor, id, language, version(id, language), input, made_from));
    }
    void put_out(ArticleId id, Language language, std::optional<Time> at = {}) {
        good(publish(editor, id, language, version(id, language), at));
    }
    // Written and published in Vietnamese.
    ArticleId article(std::string_view title, Category category = Category::exchange) {
        const ArticleId id = begin(title, category);
        save(id, Language::vi, text(title));
        put_out(id, Language::vi);
        return id;
    }
    files::Content content(std::string_view name, std::string_view bytes) {
        const std::filesystem::path path = installation.data / "incoming";
        std::ofstream(path, std::ios::binary) << bytes;
        return must(
            files::put(editor, {.path = path, .name = std::string(name), .bytes = bytes.size()}, files::documents));
    }
    files::FileId attach(ArticleId id, const files::Content& one) {
        good(attach_files(editor, id, {one}));
        return must(find_article(editor, id)).files.back().file;
    }

    static http::Request request_for(const std::string& target) {
        const std::size_t query = target.find('?');
        http::Request request{.target = target, .path = target.substr(0, query)};
        if (query != std::string::npos) request.query = *http::parse_urlencoded(target.substr(query + 1));
        request.headers.emplace_back("host", "news.example");
        return request;
    }
    http::Response ask(const std::string& target) {
        http::Request request = request_for(target);
        return web::answer(site, request);
    }
    static std::string body(const http::Response& response) {
        if (const auto* plain = std::get_if<std::string>(&response.body)) return *plain;
        if (const auto* encoded = std::get_if<http::Encoded>(&response.body)) return std::string(encoded->plain);
        return {};
    }
    std::string page(const std::string& target) { return body(ask(target)); }
    static std::string header(const http::Response& response, std::string_view name) {
        for (const auto& [key, value] : response.headers)
            if (key == name) return value;
        return {};
    }

private:
    ArticleDetails details;
};

}  // namespace caunoi::portal
