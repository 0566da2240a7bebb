// Writes HTML directly: names come from literals, all text is escaped, addresses have a type of their own. There is no
// way to insert markup from a string, so a page cannot be broken by what people type.
#pragma once

#include "platform/base/id.hpp"
#include "platform/base/json.hpp"
#include "platform/base/language.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::html {

// A name or class that stands in the source.
struct Literal {
    std::string_view text;
    bool void_element = false;  // has no content and no end tag; known when the program is compiled
    template <std::size_t N>
    consteval Literal(const char (&literal)[N]) : text(literal, N - 1) {  // NOLINT(google-explicit-constructor)
        for (const std::string_view name : {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
            if (text == name) void_element = true;
    }
};

// An attribute that may hold any text. Addresses, styles, events, htmx attributes and whole documents are refused at
// compile time: they go through url(), a class, or the functions of htmx.hpp.
struct AttributeName {
    std::string_view text;
    template <std::size_t N>
    consteval AttributeName(const char (&literal)[N]) : text(literal, N - 1) {  // NOLINT(google-explicit-constructor)
        constexpr std::string_view refused[]{"href",     "src",      "action",     "formaction", "style", "srcset",
                                             "srcdoc",   "poster",   "background", "cite",       "data",  "ping",
                                             "manifest", "codebase", "xlink:href", "imagesrcset"};
        for (const std::string_view name : refused)
            if (is(name)) throw "use url(), or a class";
        if (begins("on") || begins("hx-")) throw "use app.js, or an htmx function";
    }

private:
    static constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
    constexpr bool begins(std::string_view prefix) const {
        if (text.size() < prefix.size()) return false;
        for (std::size_t i = 0; i < prefix.size(); ++i)
            if (lower(text[i]) != prefix[i]) return false;
        return true;
    }
    constexpr bool is(std::string_view name) const { return text.size() == name.size() && begins(name); }
};
struct UrlAttribute {
    std::string_view text;
    template <std::size_t N>
    consteval UrlAttribute(const char (&literal)[N]) : text(literal, N - 1) {  // NOLINT(google-explicit-constructor)
        if (text != "href" && text != "src" && text != "srcset" && text != "action" && text != "formaction" &&
            text != "content" && text != "data-row")
            throw "not an attribute that holds an address";
    }
};

// An address within this site, put together from literal and percent-encoded parts:
//   Url("/activities").part(id).part("edit").query("page", page)
class Url {
public:
    Url(Literal path) : text_(path.text) {}  // NOLINT(google-explicit-constructor)
    Url& part(std::string_view segment);     // "/" and the encoded segment
    Url& part(std::int64_t number);
    template <class Tag>
    Url& part(Id<Tag> id) {
        return part(id.value);
    }
    Url& query(Literal name, std::string_view value);
    Url& query(Literal name, std::int64_t value);
    Url& query_if(Literal name, std::string_view value);             // left out when empty
    Url& query_pair(std::string_view name, std::string_view value);  // whose name the program has made
    Url& fragment(Literal name);
    static Url within_page(std::string_view id);  // "#id"
    // A path that this program made and kept, e.g. an asset's or the current page's. "/" when it could leave the site.
    static Url own(std::string_view path);
    // An address typed by people, for links out: http and https only; anything else becomes "#".
    static Url foreign(std::string_view address);
    static Url mail(std::string_view address);  // mailto:
    static Url phone(std::string_view number);  // tel:

    [[nodiscard]] const std::string& text() const { return text_; }

private:
    struct Built {
        std::string text;
    };
    explicit Url(Built built) : text_(std::move(built.text)) {}
    std::string text_;
    bool has_query_ = false;
};

class Writer {
public:
    Writer();

    // Opens an element; its attributes follow until the first content. Void elements (input, img, br, …) need no end().
    Writer& tag(Literal name);
    Writer& tag(Literal name, Literal classes);  // with class="…"
    Writer& attr(AttributeName name);            // without a value: required, checked, …
    Writer& attr(AttributeName name, std::string_view value);
    Writer& attr(AttributeName name, std::int64_t value);
    Writer& attr_if(bool condition, AttributeName name);
    Writer& attr_if(bool condition, AttributeName name, std::string_view value);
    Writer& url(UrlAttribute name, const Url& value);
    Writer& lang(Language language);

    Writer& text(std::string_view value);
    Writer& number(std::int64_t value);  // plain digits; formatted figures come from i18n as text
    Writer& end();                       // closes the element opened last

    // The usual small things in one line.
    Writer& element(Literal name, std::string_view content);  // <name>content</name>
    Writer& element(Literal name, Literal classes, std::string_view content);
    Writer& link(const Url& to, std::string_view content);
    Writer& link(const Url& to, Literal classes, std::string_view content);

    Writer& doctype();

    // <script type="application/ld+json">: data for search engines, never run. Cannot end the script early.
    Writer& linked_data(const Json& json);

    [[nodiscard]] std::size_t depth() const { return open_.size(); }
    void end_to(std::size_t depth);  // closes down to that depth
    // The finished page. Throws std::logic_error when an element is still open: our own mistake.
    [[nodiscard]] std::string take();

    // Heads of the table that is being written (begin_table): on a phone each cell carries the label of its column.
    struct Heads {
        std::vector<std::string> labels;
        std::size_t next = 0;
    };
    Heads heads;

    // For htmx.hpp only.
    Writer& htmx(Literal name, std::string_view value);

private:
    void close_start();

    std::string out_;
    std::vector<std::string_view> open_;
    bool in_start_ = false;
    bool void_ = false;
};

void append_escaped(std::string& out, std::string_view value);  // & < > " '

}  // namespace caunoi::html
