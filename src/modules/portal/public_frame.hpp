// The frame of public pages: the same for everybody, without cookies, forms or scripts.
#pragma once

#include "modules/portal/reading.hpp"
#include "platform/html/writer.hpp"
#include "platform/http/request.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::portal {

std::string site_name(Language language);  // the association's, as every page shows it
// Where the site lies for readers: "https://…" of the installation, else as this visitor asked for it.
std::string base_of(const http::Request& request, const Context& context);
std::string absolute(std::string_view base, const html::Url& url);

html::Url front_url(Language language);
html::Url news_url(Language language, std::optional<Category> category = {});
html::Url article_url(const Address& address);
html::Url feed_url(Language language);
std::string_view hreflang(Language language);  // "zh-Hans": the characters, not the country

struct PublicHead {
    std::string title;
    std::string description = {};
    html::Url path;                       // of this page, for the canonical address
    std::vector<Address> addresses = {};  // of the article; none: the page stands in every language
    std::optional<Category> category = {};
    bool front = false;
    bool article = false;
    std::optional<html::Url> picture = {};
    const Json* linked_data = nullptr;
    bool indexed = true;
};
struct PublicFrame {
    std::string base;
    std::vector<Category> categories = {};  // with something to read in this language
};

void begin_public(html::Writer& w, const Context& context, const PublicFrame& frame, const PublicHead& head);
std::string end_public(html::Writer& w, const Context& context);

}  // namespace caunoi::portal
