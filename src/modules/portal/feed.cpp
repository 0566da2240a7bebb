#include "modules/portal/feed.hpp"

#include "platform/i18n/i18n.hpp"

#include <algorithm>

namespace caunoi::portal {

namespace {

// XML as it is needed here: names and attribute names from literals, everything else escaped.
class Xml {
public:
    Xml() : out_("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") {}
    Xml& open(html::Literal name) {
        close_start();
        out_ += '<';
        out_ += name.text;
        names_.push_back(name.text);
        in_start_ = true;
        return *this;
    }
    Xml& attr(html::Literal name, std::string_view value) {
        out_ += ' ';
        out_ += name.text;
        out_ += "=\"";
        html::append_escaped(out_, value);
        out_ += '"';
        return *this;
    }
    Xml& text(std::string_view value) {
        close_start();
        html::append_escaped(out_, value);
        return *this;
    }
    Xml& close() {
        close_start();
        out_ += "</";
        out_ += names_.back();
        out_ += '>';
        names_.pop_back();
        if (names_.size() <= 2) out_ += '\n';
        return *this;
    }
    Xml& element(html::Literal name, std::string_view value) { return open(name).text(value).close(); }
    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    void close_start() {
        if (in_start_) out_ += '>';
        in_start_ = false;
    }
    std::string out_;
    std::vector<std::string_view> names_;
    bool in_start_ = false;
};

std::string_view host_of(std::string_view base) {
    const std::size_t scheme = base.find("://");
    if (scheme != std::string_view::npos) base.remove_prefix(scheme + 3);
    return base.substr(0, base.find_first_of(":/"));
}

void link(Xml& xml, std::string_view relation, const std::string& address) {
    xml.open("link").attr("rel", relation).attr("href", address).close();
}

void alternates(Xml& xml, const std::string& base, std::span<const MappedArticle> variants) {
    if (variants.size() < 2) return;
    for (const MappedArticle& variant : variants)
        xml.open("xhtml:link")
            .attr("rel", "alternate")
            .attr("hreflang", hreflang(variant.address.language))
            .attr("href", absolute(base, article_url(variant.address)))
            .close();
}

}  // namespace

std::string atom_feed(const Context& context, const std::string& base, const std::vector<PublicLine>& lines) {
    const Language language = context.language;
    const std::string name = site_name(language);
    // The name of a feed and of its entries must never change, whatever the addresses do.
    const auto tag = [&](const std::string& rest) {
        return fmt::format("tag:{},2026:{}/{}", host_of(base), code(language), rest);
    };
    Time updated{};
    for (const PublicLine& line : lines) updated = std::max({updated, line.published_at, line.changed_at});
    Xml xml;
    xml.open("feed").attr("xmlns", "http://www.w3.org/2005/Atom").attr("xml:lang", code(language));
    xml.element("title", name).element("subtitle", i18n::tr(language, "portal.description", {{"name", name}}));
    xml.element("id", tag("feed")).element("updated", to_rfc3339(updated));
    link(xml, "self", absolute(base, feed_url(language)));
    link(xml, "alternate", absolute(base, front_url(language)));
    xml.open("author").element("name", name).close();
    for (const PublicLine& line : lines) {
        const std::string_view category = category_codes[static_cast<std::size_t>(line.category)];
        xml.open("entry")
            .element("title", line.title)
            .element("id", tag(fmt::format("article/{}", line.article.value)));
        link(xml, "alternate", absolute(base, article_url({.language = language, .slug = line.slug})));
        xml.element("published", to_rfc3339(line.published_at));
        xml.element("updated", to_rfc3339(std::max(line.published_at, line.changed_at)));
        xml.element("summary", line.lead);
        xml.open("category").attr("term", category);
        xml.attr("label", i18n::tr(language, fmt::format("portal.category.{}", category))).close();
        xml.close();
    }
    xml.close();
    return xml.take();
}

std::string site_map_xml(const std::string& base, const std::vector<MappedArticle>& articles,
                         const std::vector<Language>& fronts) {
    Xml xml;
    xml.open("urlset").attr("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
    xml.attr("xmlns:xhtml", "http://www.w3.org/1999/xhtml");
    for (const Language language : fronts) xml.open("url").element("loc", absolute(base, front_url(language))).close();
    // The variants of one article stand together.
    for (std::size_t i = 0, end = 0; i < articles.size(); i = end) {
        while (end < articles.size() && articles[end].article == articles[i].article) ++end;
        const std::span variants = std::span(articles).subspan(i, end - i);
        for (const MappedArticle& variant : variants) {
            xml.open("url").element("loc", absolute(base, article_url(variant.address)));
            xml.element("lastmod", to_rfc3339(variant.changed_at));
            alternates(xml, base, variants);
            xml.close();
        }
    }
    xml.close();
    return xml.take();
}

// The office's pages need no mention: each leads to the sign-in page.
std::string robots(const std::string& base) {
    return fmt::format("User-agent: *\nDisallow: /sign-in\nDisallow: /search\nAllow: /\n\nSitemap: {}/sitemap.xml\n",
                       base);
}

}  // namespace caunoi::portal
